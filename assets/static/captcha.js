// The page to try captchas, without loading it anew. Without script the form is sent as it is.

const form = document.querySelector("[data-captcha]");
const find = (name) => form.querySelector(`[data-${name}]`);
const { root } = document.body.dataset;

async function post(path, fields) {
  const answer = await fetch(`${root}${path}`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(fields),
  });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.detail);
  return found;
}

function say(text, right = "") {
  const place = find("said");
  place.textContent = text;
  if (right) place.dataset.right = right;
  else delete place.dataset.right;
}

async function renew() {
  const { token, image, audio } = await post("/captcha", { scope: form.dataset.scope });
  find("image").srcset = `${image.replace(/\.png$/, "@2x.png")} 2x`;
  find("image").src = image;
  find("audio").src = audio;
  find("token").value = token;
  form.elements.answer.value = "";
}

async function check() {
  const { success, reason } = await post("/captcha/verify", new FormData(form));
  const words = find("words").content.querySelector(`[data-reason="${reason ?? "right"}"]`);
  await renew();
  say(words.textContent, success ? "yes" : "no");
}

function attend(work) {
  work().catch((error) => say(error.message || "The service does not answer.", "no"));
  form.elements.answer.focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  attend(check);
});

find("another").addEventListener("click", (event) => {
  event.preventDefault();
  say("");
  attend(renew);
});
