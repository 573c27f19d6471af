from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from endpoint.picture.sources import Sources
from image_proc.errors import InvalidParameter
from tests.endpoint.picture.sources.attacks import NOT_THERE, REFUSED_BY_FORM


@pytest.mark.parametrize("path", REFUSED_BY_FORM)
def test_what_is_no_path_is_refused_before_anything_is_opened(
    sources: Sources, path: str, opened: list[Path]
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        sources.find(path)
    assert caught.value.name == "path"
    assert "trip/IMG_2041.jpg" in caught.value.accepted
    assert opened == []


@pytest.mark.parametrize("path", NOT_THERE)
def test_what_may_not_be_opened_is_not_there(
    sources: Sources, photos: Path, path: str, opened: list[Path]
) -> None:
    with pytest.raises(NotFound) as caught:
        sources.find(path)
    assert [each for each in opened if not each.is_relative_to(photos)] == []
    assert [each for each in opened if not each.is_dir()] == []
    assert str(photos.parent) not in str(caught.value.description)


PARTS = st.lists(st.sampled_from(["..", ".", "/", "\\", "trip", "up", "one.jpg", "@", "\0"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.one_of(st.text(), PARTS.map("".join), PARTS.map("/".join)))
def test_no_path_leaves_the_folder(
    sources: Sources, photos: Path, path: str, opened: list[Path]
) -> None:
    opened.clear()  # hypothesis has files of its own
    try:
        original = sources.find(path)
    except (InvalidParameter, NotFound):
        pass
    else:
        with original.open() as file:
            assert file.read() == b"one"
    assert [each for each in opened if not each.is_relative_to(photos)] == []


def test_the_recorder_sees_what_is_opened(photos: Path, opened: list[Path]) -> None:
    (photos / "alias.jpg").read_bytes()
    assert opened == [photos / "trip/one.jpg"]
