import pytest
import resvg_py

from image_proc.badge import logo_raster
from image_proc.badge.resvg import draw_markup
from image_proc.badge.spec import BadgeSpec

SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><path d="M0 0h2v2H0z"/></svg>'
)


class PanicException(BaseException):
    """What a panic in Rust arrives as: its class cannot be imported."""


def fail(error: BaseException) -> object:
    def svg_to_bytes(**_: object) -> bytes:
        raise error

    return svg_to_bytes


def test_a_document_becomes_pixels() -> None:
    image = draw_markup(SQUARE)
    assert (image.mode, image.size) == ("RGBA", (4, 2))
    assert image.getbbox() == (0, 0, 2, 2)


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(ValueError, match="that resvg can draw"):
        draw_markup("<svg")


def test_a_panic_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resvg_py, "svg_to_bytes", fail(PanicException()))
    with pytest.raises(ValueError, match="that resvg can draw"):
        draw_markup(SQUARE)


def test_what_stops_the_process_still_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resvg_py, "svg_to_bytes", fail(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        draw_markup(SQUARE)


def test_a_logo_that_fails_at_one_size_is_left_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = BadgeSpec(message="blank", logo="zulip", logo_width=33)
    monkeypatch.setattr(resvg_py, "svg_to_bytes", fail(PanicException()))
    assert logo_raster.logo_picture(spec).getbbox() is None
