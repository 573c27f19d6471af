import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.tags.camera import LONGEST_NAME, camera_name


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("Apple", "iPhone 15 Pro", "Apple iPhone 15 Pro"),
        ("NIKON CORPORATION", "NIKON D850", "NIKON D850"),
        ("NIKON", "COOLPIX P1000", "NIKON COOLPIX P1000"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("FUJIFILM", "X-T4", "FUJIFILM X-T4"),
        ("OLYMPUS IMAGING CORP.", "E-M1", "OLYMPUS E-M1"),
        ("OLYMPUS OPTICAL CO.,LTD", "C2500L", "OLYMPUS C2500L"),
        ("OLYMPUS CORPORATION", "E-M5MarkIII", "OLYMPUS E-M5MarkIII"),
        ("OM Digital Solutions", "OM-1", "OM-1"),
        ("EASTMAN KODAK COMPANY", "KODAK EASYSHARE C713", "KODAK EASYSHARE C713"),
        ("RICOH IMAGING COMPANY, LTD.", "PENTAX K-1", "RICOH PENTAX K-1"),
        ("CASIO COMPUTER CO.,LTD.", "EX-Z750", "CASIO EX-Z750"),
        ("LEICA CAMERA AG", "LEICA Q2", "LEICA Q2"),
        ("Leica Camera AG", "M10", "Leica M10"),
        ("Hasselblad", "X1D II 50C", "Hasselblad X1D II 50C"),
        ("motorola", "Motorola Edge", "Motorola Edge"),
        ("LG Electronics", "LG-H870", "LG-H870"),
        ("OnePlus", "ONEPLUS A6003", "ONEPLUS A6003"),
        ("Google", "Pixel 8", "Google Pixel 8"),
        ("samsung", "SM-G991B", "samsung SM-G991B"),
        ("小米", "小米 14", "小米 14"),
        ("", "HERO9 Black", "HERO9 Black"),
        ("GoPro", "", "GoPro"),
        ("Company", "One", "Company One"),
        (" Canon\x00", "  ", "Canon"),
        ("Evil\x1b[2J\n", "\u202eeno", "Evil [2J eno"),
        ("", "", None),
        ("\x00", "\x07", None),
    ],
)
def test_a_camera_is_named_once(make: str, model: str, name: str | None) -> None:
    assert camera_name(make, model) == name


@given(st.text(max_size=600), st.text(max_size=600))
def test_any_name_is_bounded_and_printable(make: str, model: str) -> None:
    name = camera_name(make, model)
    assert name is None or 0 < len(name) <= LONGEST_NAME
    assert name is None or name == name.strip()


def test_a_long_name_costs_no_time() -> None:
    assert len(camera_name("Co " + "inc " * 50_000, "x" * 100_000) or "") <= LONGEST_NAME
