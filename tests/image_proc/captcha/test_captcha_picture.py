"""The picture of a captcha."""

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageFilter
from pydantic import ValidationError

from image_proc.captcha import ALPHABET, CaptchaSpec
from image_proc.captcha.spec import MOST_LETTERS
from image_proc.produce import draw

SEED = "a seed for tests only"
WORDS = [ALPHABET[at % 11 : at % 11 + 5][:: 1 - 2 * (at % 2)] for at in range(25)]
MOST_READ = 2
"""Of 25."""


def drawn(text: str = "ACDEH", seed: str = SEED, scale: int = 1) -> bytes:
    spec = CaptchaSpec.model_validate({"text": text, "seed": seed, "scale": scale})
    return draw(spec).body


def opened(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        return image.convert("L")


def test_the_same_captcha_is_the_same_picture_in_every_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: drawn(), range(8)))) == 1


@pytest.mark.parametrize("other", [{"text": "ACDEJ"}, {"seed": f"{SEED}!"}, {"scale": 2}])
def test_another_captcha_is_another_picture(other: dict[str, str]) -> None:
    assert drawn(**other) != drawn()  # type: ignore[arg-type]


@pytest.mark.parametrize(("scale", "size"), [(1, (200, 70)), (2, (400, 140))])
def test_it_has_its_size_and_one_ink(scale: int, size: tuple[int, int]) -> None:
    with Image.open(BytesIO(drawn(scale=scale))) as image:
        assert image.size == size
        assert image.mode == "P"
        assert len(image.getcolors() or []) <= 16


def test_no_letter_leaves_the_picture() -> None:
    for each in range(12):
        image = opened(drawn(seed=f"{SEED} {each}"))
        for y in (0, image.height - 1):
            assert len(set(image.crop((0, y, image.width, y + 1)).tobytes())) == 1, each


def test_the_letters_are_none_that_are_confused() -> None:
    assert not set(ALPHABET) & set("0O1IlLS5Z2B8")
    assert len(set(ALPHABET)) == len(ALPHABET) == 15


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "A" * (MOST_LETTERS + 1)},
        {"text": "AC0EH"},
        {"text": "acdeh"},
        {"seed": "short"},
        {"scale": 3},
        {"format": "svg"},
    ],
)
def test_what_is_no_captcha_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        CaptchaSpec.model_validate({"text": "ACDEH", "seed": SEED} | wrong)


def test_tesseract_reads_hardly_one() -> None:
    program = shutil.which("tesseract")
    if program is None and "CI" not in os.environ:
        pytest.skip("needs Debian's tesseract-ocr; .ci/run installs it")
    assert program, "tesseract-ocr is not installed"
    with ThreadPoolExecutor(2) as threads:
        said = threads.map(lambda at: ocr(program, opened_letters(at)), range(len(WORDS)))
    right = [text for text, each in zip(WORDS, said, strict=True) if each == text]
    assert len(right) <= MOST_READ


def opened_letters(at: int) -> bytes:
    """Take away all that is thinner than letters, which is what helps it most."""
    image = opened(drawn(WORDS[at], f"{SEED} {at}", 2))
    large = image.resize((600, 210), Image.Resampling.BICUBIC)
    plain = large.point([0] * 141 + [255] * 115)
    sent = BytesIO()
    plain.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9)).save(sent, "PNG")
    return sent.getvalue()


def ocr(program: str, body: bytes) -> str:
    command = [program, "-", "-", "--psm", "8", "-c", f"tessedit_char_whitelist={ALPHABET}"]
    environ = {"PATH": os.environ["PATH"], "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=body, capture_output=True, env=environ, check=True)
    return "".join(done.stdout.decode().split()).upper()
