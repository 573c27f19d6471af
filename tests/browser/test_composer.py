"""The composer, as a person uses it."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect


def form(page: Page, name: str) -> Locator:
    return page.locator(f"[data-composer={name}]")


def copied(page: Page, name: str, notation: str) -> str:
    """Press a copy button; give what is on the clipboard."""
    expect(form(page, name).locator("[data-scale='1'][data-state=drawn]")).to_be_visible()
    form(page, name).get_by_role("button", name=f"Copy {notation}", exact=True).click()
    expect(page.locator("[data-announce]")).to_have_text(f"Copied {notation}")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def shown(page: Page, name: str, scale: int) -> str:
    image = form(page, name).locator(f"[data-scale='{scale}'] img")
    return (image.get_attribute("src") or "").removeprefix(page.url.rstrip("/"))


def settled(page: Page, name: str, address: str) -> None:
    """Wait until the proof at 1× shows an address."""
    image = form(page, name).locator("[data-scale='1'] img")
    expect(image).to_have_attribute("src", page.url.rstrip("/") + address)


def test_what_is_typed_is_drawn(page: Page) -> None:
    badge = form(page, "badge")
    badge.get_by_label("Label", exact=True).fill("code-style")
    badge.get_by_label("Message", exact=True).fill("ruff_1 ok")
    badge.get_by_label("Colour", exact=True).fill("#261230")
    badge.get_by_role("radio", name="for-the-badge", exact=True).check()
    settled(page, "badge", "/badge/code--style-ruff__1_ok-261230?style=for-the-badge")
    image = badge.locator("[data-scale='1'] img")
    expect(image).to_have_attribute("alt", "code-style: ruff_1 ok")
    expect(image).to_have_js_property("naturalHeight", 28)


def test_the_proofs_stand_side_by_side_at_1_and_2(page: Page) -> None:
    form(page, "badge").get_by_role("radio", name="PNG", exact=True).check()
    settled(page, "badge", "/badge/build-passing-brightgreen.png")
    assert shown(page, "badge", 2) == "/badge/build-passing-brightgreen@2x.png"
    one, two = (form(page, "badge").locator(f"[data-scale='{scale}']") for scale in (1, 2))
    expect(one.locator("[data-measure]")).to_contain_text("88 × 20 px")
    expect(two.locator("[data-measure]")).to_contain_text("176 × 40 px")
    left, right = one.bounding_box(), two.bounding_box()
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"] + 1


def test_each_button_copies_its_notation(page: Page) -> None:
    url = page.url + "badge/build-passing-brightgreen"
    assert copied(page, "badge", "URL") == url
    assert copied(page, "badge", "Markdown") == f"![build: passing]({url})"
    assert copied(page, "badge", "HTML") == f'<img src="{url}" alt="build: passing">'
    assert copied(page, "badge", "reStructuredText") == (
        f".. image:: {url}\n   :alt: build: passing"
    )


def test_a_bitmap_is_copied_with_its_size_and_its_sharper_self(page: Page) -> None:
    size = form(page, "placeholder").get_by_label("Size", exact=True)
    size.fill("200x100")
    settled(page, "placeholder", "/200x100")
    assert copied(page, "placeholder", "HTML") == (
        f'<img src="{page.url}200x100" srcset="{page.url}200x100@2x 2x" '
        'alt="Placeholder 200x100" width="200" height="100">'
    )


def test_a_placeholder_with_everything(page: Page) -> None:
    placeholder = form(page, "placeholder")
    placeholder.get_by_label("Size", exact=True).fill("16:9x90")
    placeholder.get_by_label("Background", exact=True).fill("navy")
    placeholder.get_by_label("Foreground", exact=True).fill("#fff")
    placeholder.get_by_label("Text", exact=True).fill("Hello\nWorld")
    placeholder.get_by_label("File").select_option(label="WebP")
    placeholder.get_by_text("Letters").click()
    placeholder.get_by_label("Font", exact=True).select_option(label="DejaVu Sans")
    placeholder.get_by_label("Font size").fill("20")
    placeholder.get_by_role("radio", name="left", exact=True).check()
    placeholder.get_by_label("Bold").uncheck()
    placeholder.get_by_text("Shape and paint").click()
    placeholder.get_by_label("Corner radius").fill("8")
    placeholder.get_by_label("Border").fill("2,f00")
    placeholder.get_by_label("Gradient").fill("000,00f,90")
    address = (
        "/16:9x90/navy/fff.webp?text=Hello%5CnWorld&font=dejavu&font_size=20&align=left&radius=8"
        "&border=2,f00&gradient=000,00f,90&bold=false"
    )
    settled(page, "placeholder", address)
    body = page.request.get(address).body()
    with Image.open(BytesIO(body)) as image:
        assert (image.format, image.size) == ("WEBP", (160, 90))


@pytest.mark.parametrize(
    ("name", "label", "value", "words"),
    [
        ("badge", "Colour", "notacolour", "notacolour"),
        ("badge", "Label colour", "#12", "12"),
        ("badge", "Logo", "no-such-logo", "no-such-logo"),
        ("badge", "Left link", "javascript:alert(1)", "javascript:alert(1)"),
        ("badge", "Colour by value", "nonsense", "nonsense"),
        ("placeholder", "Size", "0x5", "0"),
        ("placeholder", "Size", "99999x99999", "99999"),
        ("placeholder", "Background", "notacolour", "notacolour"),
        ("placeholder", "Font size", "8000", "8000"),
        ("placeholder", "Gradient", "red", "red"),
    ],
)
def test_an_error_stands_at_its_field(
    page: Page, name: str, label: str, value: str, words: str
) -> None:
    expect(form(page, name).locator("[data-scale='1'][data-state=drawn]")).to_be_visible()
    for summary in form(page, name).locator("summary").all():
        summary.click()
    field = form(page, name).get_by_label(label, exact=True)
    field.fill(value)
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby") or ""
    errors = [page.locator(f"#{each}") for each in described.split() if each.endswith("-error")]
    expect(errors[0]).to_be_visible()
    expect(errors[0]).to_contain_text("Accepted: ")
    expect(form(page, name).locator("[data-problem]")).to_contain_text(words)
    assert form(page, name).locator("[aria-invalid=true]").count() == 1
    for button in form(page, name).get_by_role("button").all():
        expect(button).to_be_disabled()


def test_a_value_is_said_as_it_is_drawn(page: Page) -> None:
    badge = form(page, "badge")
    badge.get_by_label("Message", exact=True).fill("1234567")
    badge.get_by_text("Number and thresholds").click()
    badge.get_by_label("Read the message as").select_option("metric")
    badge.get_by_label("After it").fill(" users")
    badge.get_by_label("Colour by value").fill("1000:red,1000000:yellow,9000000:green")
    settled(
        page,
        "badge",
        "/badge?label=build&message=1234567&format=metric&suffix=%20users"
        "&thresholds=1000:red,1000000:yellow,9000000:green",
    )
    image = badge.locator("[data-scale='1'] img")
    expect(image).to_have_attribute("alt", "build: 1.2M users")


def test_segments_stand_in_place_of_label_and_message(page: Page) -> None:
    badge = form(page, "badge")
    badge.get_by_text("Segments, theme, caching").click()
    badge.get_by_label("Segments", exact=True).fill("tests:555,412 passed:green,3 failed:red")
    settled(page, "badge", "/badge?segments=tests:555,412%20passed:green,3%20failed:red")
    image = badge.locator("[data-scale='1'] img")
    expect(image).to_have_attribute("alt", "tests: 412 passed, 3 failed")


def test_an_error_goes_when_it_is_mended(page: Page) -> None:
    badge = form(page, "badge")
    color = badge.get_by_label("Colour", exact=True)
    color.fill("notacolour")
    expect(color).to_have_attribute("aria-invalid", "true")
    color.fill("blue")
    settled(page, "badge", "/badge/build-passing-blue")
    expect(badge.locator("[aria-invalid]")).to_have_count(0)
    expect(badge.locator("[data-problem]")).to_be_empty()
    expect(badge.locator(".error:visible")).to_have_count(0)
    expect(badge.get_by_role("button", name="Copy URL")).to_be_enabled()


def test_an_error_in_a_closed_group_opens_it(page: Page) -> None:
    badge = form(page, "badge")
    badge.get_by_text("Logo", exact=True).first.click()
    # In one step, so that the group is closed whenever the answer comes.
    badge.get_by_label("Logo", exact=True).evaluate(
        """field => {
            field.value = "no-such-logo";
            field.dispatchEvent(new Event("input", {bubbles: true}));
            field.closest("details").open = false;
        }"""
    )
    expect(badge.locator("#badge-logo-error")).to_be_visible()


def test_what_is_too_large_at_2_is_still_copied_at_1(page: Page) -> None:
    placeholder = form(page, "placeholder")
    placeholder.get_by_label("Size", exact=True).fill("3000x10")
    settled(page, "placeholder", "/3000x10")
    expect(placeholder.locator("[data-scale='2'] [data-measure]")).to_have_text("over the limit")
    assert "srcset" not in copied(page, "placeholder", "HTML")


def test_the_well_and_the_field_follow_each_other(page: Page) -> None:
    badge = form(page, "badge")
    well = badge.get_by_label("Pick the colour", exact=True)
    expect(well).to_have_value("#44bb00")
    well.fill("#123456")
    expect(badge.get_by_label("Colour", exact=True)).to_have_value("123456")
    settled(page, "badge", "/badge/build-passing-123456")
    badge.get_by_label("Colour", exact=True).fill("tomato")
    expect(well).to_have_value("#ff6347")


def test_logos_are_offered_by_name(page: Page) -> None:
    badge = form(page, "badge")
    expect(page.locator("#badge-logos option")).to_have_count(0)
    badge.get_by_text("Logo", exact=True).first.click()
    badge.get_by_label("Logo", exact=True).focus()
    expect(page.locator("#badge-logos option[value=nodedotjs]")).to_have_attribute(
        "label", "Node.js"
    )


def test_json_is_linked_and_the_badge_is_shown(page: Page) -> None:
    form(page, "badge").get_by_role("radio", name="JSON", exact=True).check()
    url = form(page, "badge").locator("[data-copy=url]")
    expect(url).to_have_value(page.url + "badge/build-passing-brightgreen.json")
    assert shown(page, "badge", 1) == "/badge/build-passing-brightgreen"


def test_copying_works_where_the_browser_has_no_clipboard(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    expect(form(page, "badge").locator("[data-scale='1'][data-state=drawn]")).to_be_visible()
    form(page, "badge").get_by_role("button", name="Copy URL", exact=True).click()
    expect(page.locator("[data-announce]")).to_have_text("Copied URL")


def test_without_script_the_form_is_sent_and_answered(browser: Browser, origin: str) -> None:
    context = browser.new_context(base_url=origin, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    badge = form(page, "badge")
    badge.get_by_label("Label", exact=True).fill("no script")
    badge.get_by_role("radio", name="plastic", exact=True).check()
    badge.get_by_role("button", name="Compose the badge").click()
    image = badge.locator("[data-scale='1'] img")
    expect(image).to_have_attribute("alt", "no script: passing")
    box = image.bounding_box()
    assert box is not None
    assert box["height"] == 18
    assert page.url.endswith("#badge")
    context.close()


# Lazy images are fetched when they come into view; that is waited for in the page, at once for all.
LOAD_ALL = """async (images) => {
  performance.setResourceTimingBufferSize(2000);
  const frame = () => new Promise(requestAnimationFrame);
  for (const image of images) {
    image.scrollIntoView();
    await frame();
  }
  await Promise.allSettled(images.map((image) => image.decode()));
  return images.map((image) => [
    image.getAttribute("src"),
    image.complete && image.naturalWidth,
    performance.getEntriesByName(image.currentSrc).map((each) => each.responseStatus),
  ]);
}"""


def test_docs_show_live_images(page: Page) -> None:
    page.goto("/docs")
    images = page.locator(".example img")
    assert images.count() > 10
    loaded: list[tuple[str, int, list[int]]] = images.evaluate_all(LOAD_ALL)
    for address, width, statuses in loaded:
        assert width > 1, address
        assert set(statuses) == {200}, address  # an error is drawn as well
