"""Animations play as their formats say, a frame at a time, and break off nowhere in silence."""

import weakref
from collections.abc import Callable, Generator
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from image_proc.decode.frames import Frame, frames, loop_of
from image_proc.decode.header import Header, SourceFormat
from image_proc.decode.probe import probe
from image_proc.errors import BadPicture, BrokenPicture
from image_proc.limits import Limits
from image_proc.original import Original
from tests import icc
from tests.animations import Patch, apng, gif, played
from tests.color_difference import delta_e

SIZE = (5, 4)
FULL = Patch((0, 0), [[0, 1, 2, 3, 4]] * 4)


def original(body: bytes) -> Original:
    return Original("a.gif", "1", len(body), lambda: BytesIO(body))


def header_of(body: bytes) -> Header:
    return probe(original(body), Limits())


def play(body: bytes) -> list[Frame]:
    return list(frames(original(body), header_of(body)))


def shown(body: bytes) -> list[bytes]:
    """RGBA of each frame; what is wholly clear has no colour."""
    canvases = [frame.image.convert("RGBA") for frame in play(body)]
    clear = Image.new("RGBA", canvases[0].size)
    return [
        Image.composite(each, clear, each.getchannel("A").point(lambda a: 255 * bool(a))).tobytes()
        for each in canvases
    ]


@st.composite
def patches(draw: st.DrawFn) -> list[Patch]:
    """A first frame that covers the canvas, then some of any place within."""
    found = [FULL]
    for _ in range(draw(st.integers(1, 4))):
        left, top = draw(st.integers(0, SIZE[0] - 1)), draw(st.integers(0, SIZE[1] - 1))
        width = draw(st.integers(1, SIZE[0] - left))
        height = draw(st.integers(1, SIZE[1] - top))
        row = st.lists(st.integers(0, 7), min_size=width, max_size=width)
        rows = draw(st.lists(row, min_size=height, max_size=height))
        over, disposal = draw(st.booleans()), draw(st.integers(0, 2))
        found.append(Patch((left, top), rows, disposal, over, draw(st.integers(0, 300))))
    return found


@settings(max_examples=60, deadline=None)
@given(patches())
def test_any_gif_plays_by_the_rules(moves: list[Patch]) -> None:
    moves = [Patch(each.place, each.rows, each.disposal, delay=each.delay) for each in moves]
    body = gif(SIZE, moves)
    assert shown(body) == played(SIZE, moves)
    assert [frame.duration for frame in play(body)] == [10 * each.delay for each in moves]


@settings(max_examples=60, deadline=None)
@given(patches())
def test_any_apng_plays_by_the_rules(moves: list[Patch]) -> None:
    body = apng(SIZE, moves)
    assert shown(body) == played(SIZE, moves)
    assert [frame.duration for frame in play(body)] == [10 * each.delay for each in moves]


PART = Patch((1, 1), [[5, 7], [7, 5]])


@pytest.mark.parametrize(
    "moves",
    [
        pytest.param([PART, FULL], id="the first covers a part only"),
        pytest.param([Patch((1, 1), [[5, 7]], disposal=2), PART], id="the first is restored"),
        pytest.param([Patch((0, 0), FULL.rows, disposal=1), PART], id="the first is cleared"),
        pytest.param([FULL, Patch((4, 3), [[5, 5]] * 2), FULL], id="one hangs over the edge"),
    ],
)
def test_odd_gifs_play_as_in_browsers(moves: list[Patch]) -> None:
    assert shown(gif(SIZE, moves)) == played(SIZE, moves)


def test_a_poster_is_no_frame_of_an_apng() -> None:
    poster = Patch((0, 0), [[6] * 5] * 4)
    moves = [PART, Patch((0, 0), [[1, 2]]), Patch((3, 2), [[3, 4]], disposal=2)]
    body = apng(SIZE, moves, poster=poster)
    assert shown(body) == played(SIZE, moves)


def test_an_opaque_animation_has_no_alpha() -> None:
    still = [Patch((0, 0), [[index] * 5] * 4) for index in range(3)]
    written = BytesIO()
    first, *rest = [Image.new("RGB", SIZE, (40 * step, 0, 0)) for step in range(3)]
    first.save(written, "GIF", save_all=True, append_images=rest, duration=40)
    assert {frame.image.mode for frame in play(written.getvalue())} == {"RGB"}
    assert {frame.image.mode for frame in play(apng(SIZE, still))} == {"RGBA"}


def moving(file_format: str, **options: object) -> bytes:
    steps = [Image.new("RGB", (48, 32), (250, 250, 240)) for _ in range(4)]
    for step, image in enumerate(steps):
        image.paste((200, 30, 60), (4 + 8 * step, 8, 12 + 8 * step, 24))
    file = BytesIO()
    steps[0].save(file, file_format, save_all=True, append_images=steps[1:], **options)
    return file.getvalue()


DURATIONS = [40, 500, 70, 1000]


@pytest.mark.parametrize(
    ("file_format", "options"),
    [("GIF", {}), ("PNG", {}), ("WEBP", {"lossless": True}), ("AVIF", {"quality": 95})],
)
def test_pixels_and_durations_come_through(file_format: str, options: dict[str, object]) -> None:
    found = play(moving(file_format, duration=DURATIONS, **options))
    assert [frame.duration for frame in found] == DURATIONS
    for step, frame in enumerate(found):
        assert frame.image.size == (48, 32)
        assert not frame.image.info
        color = frame.image.convert("RGB").getpixel((8 + 8 * step, 16))
        assert isinstance(color, tuple)
        assert max(abs(a - b) for a, b in zip(color, (200, 30, 60), strict=True)) < 12


def test_thirty_frames_a_second_are_not_rounded() -> None:
    body = moving("PNG", duration=1000 / 30)
    assert [round(frame.duration, 2) for frame in play(body)] == [33.33] * 4


@pytest.mark.parametrize(
    ("body", "plays"),
    [
        (gif(SIZE, [FULL, PART]), 1),
        (gif(SIZE, [FULL, PART], repeats=0), 0),
        (gif(SIZE, [FULL, PART], repeats=2), 3),
        (gif(SIZE, [FULL]), 1),
        (apng(SIZE, [FULL, PART]), 0),
        (apng(SIZE, [FULL, PART], plays=1), 1),
        (apng(SIZE, [FULL, PART], plays=5), 5),
        (moving("WEBP", loop=0), 0),
        (moving("WEBP", loop=4), 4),
        (moving("AVIF"), 0),
    ],
)
def test_plays_are_counted_alike(body: bytes, plays: int) -> None:
    assert loop_of(original(body), header_of(body)) == plays


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_a_turned_animation_stands_upright(file_format: str) -> None:
    exif = Image.Exif()
    exif[274] = 6
    body = moving(file_format, exif=exif, duration=50)
    assert {frame.image.size for frame in play(body)} == {(32, 48)}


@pytest.mark.parametrize("file_format", ["PNG", "WEBP", "AVIF"])
def test_frames_are_srgb(file_format: str) -> None:
    profile = icc.matrix_profile(icc.ADOBE, icc.ADOBE_GAMMA)
    steps = [Image.new("RGB", (16, 16), color) for color in ((140, 120, 90), (90, 120, 140))]
    file = BytesIO()
    options = {"quality": 100} if file_format != "PNG" else {}
    if file_format == "AVIF":
        options["speed"] = 9
    steps[0].save(
        file, file_format, save_all=True, append_images=steps[1:], icc_profile=profile, **options
    )
    for step, frame in zip(steps, play(file.getvalue()), strict=True):
        stored, found = step.getpixel((0, 0)), frame.image.convert("RGB").getpixel((8, 8))
        assert isinstance(stored, tuple)
        assert isinstance(found, tuple)
        expected = icc.lab_of_rgb(stored, icc.ADOBE, lambda level: level**icc.ADOBE_GAMMA)
        assert delta_e(expected, icc.lab_of_rgb(found)) < 2


def test_a_still_is_one_frame() -> None:
    body = gif(SIZE, [FULL])
    (frame,) = play(body)
    assert frame.image.convert("RGBA").tobytes() == played(SIZE, [FULL])[0]
    assert frame.duration == 0


WHOLE: dict[str, Callable[[], bytes]] = {
    "GIF": lambda: moving("GIF", duration=40),
    "PNG": lambda: moving("PNG", duration=40),
    "WEBP": lambda: moving("WEBP", duration=40),
    "AVIF": lambda: moving("AVIF", duration=40),
}


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("file_format", WHOLE)
def test_a_truncated_animation_is_told(file_format: str, share: float) -> None:
    body = WHOLE[file_format]()
    header = header_of(body)
    cut = body[: int(len(body) * share)]
    with pytest.raises(BrokenPicture):
        list(frames(original(cut), header))


@pytest.mark.parametrize("file_format", WHOLE)
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_no_bytes_raise_anything_else(file_format: str, data: st.DataObject) -> None:
    body = bytearray(WHOLE[file_format]())
    header = header_of(bytes(body))
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))
    hostile = original(bytes(body))
    try:
        loop_of(hostile, header)
        found = list(frames(hostile, header))
    except BadPicture:
        return
    assert len(found) == header.frames
    assert {frame.image.size for frame in found} == {header.size}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (apng(SIZE, [FULL, Patch((4, 0), [[1, 1]])]), "outside"),
        (
            apng(SIZE, [FULL, PART]).replace(b"fdAT\x00\x00\x00\x02", b"fdAT\x00\x00\x00\x07"),
            "sequence",
        ),
        (apng(SIZE, [FULL, PART]).replace(b"acTL\x00\x00\x00\x02", b"acTL\x00\x00\x00\x03"), ""),
    ],
)
def test_a_wrong_apng_is_told(body: bytes, reason: str) -> None:
    header = Header(SourceFormat.PNG, SIZE, "RGBA", alpha=True, frames=2)
    if not reason:
        header = Header(SourceFormat.PNG, SIZE, "RGBA", alpha=True, frames=3)
        reason = "missing"
    with pytest.raises(BrokenPicture, match=reason):
        list(frames(original(body), header))


def test_a_piece_cannot_be_far_larger_than_its_canvas() -> None:
    body = bytearray(gif(SIZE, [FULL, Patch((0, 0), [[1]])]))
    place = body.rindex(b",\x00\x00\x00\x00\x01\x00\x01\x00")
    body[place + 5 : place + 9] = b"\xff\xff\xff\xff"
    with pytest.raises(BrokenPicture, match="larger"):
        list(frames(original(bytes(body)), header_of(bytes(body))))


def test_no_frame_is_held_when_the_next_one_comes() -> None:
    body = gif((40, 40), [Patch((0, 0), [[step % 7] * 40] * 40) for step in range(30)])
    images: list[weakref.ref[Image.Image]] = []
    for frame in frames(original(body), header_of(body)):
        images.append(weakref.ref(frame.image))
        assert sum(image() is not None for image in images) <= 2
    assert len(images) == 30


def test_the_file_is_closed_when_a_caller_stops_early() -> None:
    file = BytesIO(gif(SIZE, [FULL, PART, FULL]))
    shown_so_far = frames(Original("a.gif", "1", 1, lambda: file), header_of(file.getvalue()))
    assert isinstance(shown_so_far, Generator)
    next(shown_so_far)
    assert not file.closed
    shown_so_far.close()
    assert file.closed
