"""Images that look like another one: the nearest first."""

import pytest
from werkzeug.datastructures import MultiDict

from endpoint.image.listing import nearest as nearest_module
from endpoint.image.listing import page_of, read_list
from image_proc.errors import InvalidParameter
from image_proc.hash import HASH_VERSION, NEAR, distance
from tests.image_rows import NOON, Sent, look, put

BITS, COLOR_BITS = 198, 24


def moved(by: int = 0) -> str:
    """A hash of 100 differences, of which some are elsewhere."""
    return look(((1 << 100) - 1) << by + BITS + COLOR_BITS)


def near(id_: int, **query: str) -> list[int]:
    page = page_of(read_list(MultiDict({"near": str(id_), **query})))
    assert page.next is None
    return [row.upload.id for row in page.rows]


@pytest.mark.usefixtures("on_both")
def test_the_nearest_come_first_and_then_the_earliest() -> None:
    far, same, origin, off, other, closer = put(
        [
            Sent(perceptual_hash=moved(98)),
            Sent(perceptual_hash=moved(), pixels="same"),
            Sent(perceptual_hash=moved(), pixels="same"),
            Sent(perceptual_hash=moved(20)),
            Sent(perceptual_hash=moved(20)),
            Sent(perceptual_hash=moved(10)),
        ]
    )
    assert distance(moved(), moved(20)) < NEAR < distance(moved(), moved(98))
    assert near(origin) == [same, closer, off, other]
    assert near(origin, distance="0") == [same]
    assert near(origin, distance="100") == [same, closer, off, other, far]
    assert near(origin, limit="3") == [same, closer, off]
    assert near(far) == []


@pytest.mark.usefixtures("on_sqlite")
def test_filters_hold_for_what_is_near() -> None:
    origin, png, _, gone = put(
        [
            Sent(),
            Sent(type="image/png", tags=("cat",)),
            Sent(tags=("cat",)),
            Sent(type="image/png", deleted_at=NOON),
        ]
    )
    assert near(origin, type="png") == [png]
    assert near(origin, type="png", tag="cat", limit="1") == [png]
    assert near(origin, deleted="1") == [gone]


@pytest.mark.usefixtures("on_sqlite")
def test_many_that_are_as_near_are_sorted_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest_module, "_AT_ONCE", 3)
    put(Sent(pixels=f"{at}") for at in range(8))
    ids = put(Sent(pixels=f"{7 - at}") for at in range(8))
    origin = ids[0]
    assert near(origin, limit="12") == [*range(origin - 8, origin), *ids[1:5]]


@pytest.mark.usefixtures("on_both")
def test_what_is_not_here_has_nothing_near_it() -> None:
    (gone,) = put([Sent(deleted_at=NOON)])
    for missing in (gone, gone + 1, 2**63 - 1):
        with pytest.raises(InvalidParameter) as caught:
            near(missing)
        assert (caught.value.name, caught.value.value) == ("near", str(missing))


@pytest.mark.usefixtures("on_both")
def test_hashes_of_another_version_are_not_compared() -> None:
    origin, old, longer, like = put(
        [
            Sent(),
            Sent(hash_version=HASH_VERSION - 1),
            Sent(hash_version=HASH_VERSION + 1, perceptual_hash="f" * 128),
            Sent(),
        ]
    )
    assert near(origin) == [like]
    for other in (old, longer):
        with pytest.raises(InvalidParameter, match="fsck --repair"):
            near(other)
