import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_128
from io import BytesIO
from weakref import finalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import GifImagePlugin, Image, ImageChops, ImageDraw, ImageStat

from image_proc.encode import Encoding, encode_animation
from image_proc.errors import InvalidParameter
from image_proc.spec import Format

FORMATS = [Format.GIF, Format.PNG, Format.WEBP, Format.AVIF]
EXACT = [Format.GIF, Format.PNG]
COPYRIGHT = 0x8298


@dataclass(frozen=True)
class Frame:
    image: Image.Image
    duration: int


def moving_ball(mode: str, count: int = 6, size: tuple[int, int] = (90, 60)) -> list[Frame]:
    """Move a ball over a ground of two colours, or over nothing; one frame comes twice."""
    frames = []
    for index in range(count):
        image = Image.new(mode, size)
        pen = ImageDraw.Draw(image)
        if mode == "RGB":
            pen.rectangle((0, 0, *size), (240, 240, 250))
        pen.rectangle((5, 45, 40, 55), (0, 110, 0))
        pen.ellipse((8 * index, 10, 8 * index + 25, 35), (200, 30 * index, 60))
        frames.append(Frame(image, (70, 33, 40, 105)[index % 4]))
    frames.insert(2, Frame(frames[1].image.copy(), 55))
    return frames


def noise(seed: bytes, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, shake_128(seed).digest(3 * size[0] * size[1]))


def decoded(body: bytes) -> list[Frame]:
    """Read every frame as it is seen, by Pillow."""
    frames = []
    with Image.open(BytesIO(body)) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            image.load()
            frames.append(Frame(image.convert("RGBA"), round(image.info.get("duration", 0))))
    return frames


def apart(one: Image.Image, other: Image.Image) -> float:
    """Give the mean distance of two pictures, laid on a green ground, in levels."""
    laid = [
        Image.alpha_composite(
            Image.new("RGBA", image.size, (0, 90, 0, 255)), image.convert("RGBA")
        ).convert("RGB")
        for image in (one, other)
    ]
    return max(ImageStat.Stat(ImageChops.difference(*laid)).mean)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("format_", EXACT)
def test_each_frame_is_seen_as_it_was(format_: Format, mode: str) -> None:
    frames = moving_ball(mode)
    again = decoded(encode_animation(frames, 0, Encoding(format_)))
    assert len(again) == len(frames)
    assert [apart(one.image, other.image) for one, other in zip(frames, again, strict=True)] == [
        0
    ] * len(frames)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("format_", [Format.WEBP, Format.AVIF])
def test_each_frame_looks_as_it_did(format_: Format, mode: str) -> None:
    frames = moving_ball(mode)
    again = decoded(encode_animation(frames, 0, Encoding(format_)))
    assert [frame.duration for frame in again] == [frame.duration for frame in frames]
    for one, other in zip(frames, again, strict=True):
        assert apart(one.image, other.image) < 4


def test_png_keeps_each_duration() -> None:
    frames = moving_ball("RGB")
    again = decoded(encode_animation(frames, 0, Encoding(Format.PNG)))
    assert [frame.duration for frame in again] == [frame.duration for frame in frames]


def test_gif_keeps_the_sum_of_durations_to_a_hundredth_of_a_second() -> None:
    frames = [Frame(frame.image, 33) for frame in moving_ball("RGB", 30)]
    again = [frame.duration for frame in decoded(encode_animation(frames, 0, Encoding(Format.GIF)))]
    assert set(again) == {30, 40}
    assert 0 <= sum(frame.duration for frame in frames) - sum(again) < 10


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("duration", [0, 7, 70_000, 655_350, 10**9])
def test_any_duration_is_written(format_: Format, duration: int) -> None:
    frames = [Frame(frame.image, duration) for frame in moving_ball("RGB", 2)]
    again = decoded(encode_animation(frames, 0, Encoding(format_)))
    total = sum(min(frame.duration, 655_350) for frame in frames)
    assert abs(sum(frame.duration for frame in again) - total) < 10


@pytest.mark.parametrize("format_", [Format.WEBP, Format.AVIF])
def test_what_moves_leaves_no_trace(format_: Format) -> None:
    ground = Image.linear_gradient("L").resize((160, 90)).convert("RGB")
    frames = []
    for index in range(6):
        image = ground.copy()
        image.paste(noise(b"moves", (30, 30)), (20 * index, 7 + 5 * index))
        frames.append(Frame(image, 40))
    last = decoded(encode_animation(frames, 0, Encoding(format_)))[-1].image.convert("RGB")
    left = ImageChops.difference(last, ground).crop((0, 0, 80, 90)).convert("L")
    assert not any(left.histogram()[12:])


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_opaque_within_its_box_moves_over_a_clear_canvas(format_: Format) -> None:
    frames = []
    for index in range(3):
        image = Image.new("RGBA", (60, 40))
        image.paste((200, 0, 0, 255), (20 * index, 0, 20 * index + 20, 40))
        frames.append(Frame(image, 40))
    for index, frame in enumerate(decoded(encode_animation(frames, 0, Encoding(format_)))):
        alphas = [frame.image.getchannel("A").getpixel((x, 20)) for x in (10, 30, 50)]
        assert alphas == [255 if at == index else 0 for at in range(3)]


# How often it plays


def plays_of_gif(body: bytes) -> int:
    at = body.find(b"NETSCAPE2.0")
    if at < 0:
        return 1
    (repeats,) = struct.unpack_from("<H", body, at + 13)
    return repeats + 1 if repeats else 0


def plays_of_avif(body: bytes) -> int:
    def long_at(name: bytes, offset: int) -> int:
        return int.from_bytes(body[body.index(name) + offset :][:8])

    whole, once = long_at(b"mvhd", 28), long_at(b"elst", 12)
    assert long_at(b"tkhd", 32) == whole
    return 0 if whole == 2**64 - 1 else whole // once


def plays(format_: Format, body: bytes) -> int:
    if format_ is Format.GIF:
        return plays_of_gif(body)
    if format_ is Format.AVIF:
        return plays_of_avif(body)
    with Image.open(BytesIO(body)) as image:
        return int(image.info["loop"])


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    ("loop", "written"), [(0, 0), (1, 1), (2, 2), (7, 7), (65_535, 65_535), (10**9, 65_535)]
)
def test_it_plays_as_often_as_asked(format_: Format, loop: int, written: int) -> None:
    body = encode_animation(moving_ball("RGBA", 2), loop, Encoding(format_))
    assert plays(format_, body) == written


# What it takes


def test_a_gif_paints_only_what_changes() -> None:
    with Image.open(BytesIO(encode_animation(moving_ball("RGB"), 0, Encoding(Format.GIF)))) as gif:
        assert isinstance(gif, GifImagePlugin.GifImageFile)
        gif.seek(1)
        assert gif.dispose_extent == (0, 10, 34, 36)


def test_a_png_paints_only_what_changes() -> None:
    body = encode_animation(moving_ball("RGB"), 0, Encoding(Format.PNG))
    first, second, same = [at for at in range(len(body)) if body[at : at + 4] == b"fcTL"][:3]
    assert [struct.unpack_from(">4I", body, at + 8) for at in (first, second, same)] == [
        (90, 60, 0, 0),
        (34, 26, 0, 10),
        (1, 1, 0, 0),
    ]


def test_a_photo_behind_what_moves_does_not_flicker() -> None:
    ground = noise(b"ground", (80, 60))
    frames = []
    for index in range(4):
        image = ground.copy()
        image.paste((255, 0, 0), (10 * index, 5, 10 * index + 9, 14))
        frames.append(Frame(image, 40))
    again = decoded(encode_animation(frames, 0, Encoding(Format.GIF)))
    still = {frame.image.crop((0, 20, 80, 60)).tobytes() for frame in again}
    assert len(still) == 1


class Reel:
    """Frames that are drawn when they are asked for, and again when asked for again."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.most_alive = 0
        self._alive = 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Frame]:
        for index in range(self.count):
            image = Image.new("RGB", (64, 48), (index, 2 * index, 90))
            image.paste((250, 250, 250), (index, index, index + 20, index + 10))
            self._alive += 1
            self.most_alive = max(self.most_alive, self._alive)
            finalize(image, self._died)
            yield Frame(image, 40)

    def _died(self) -> None:
        self._alive -= 1


@pytest.mark.parametrize("format_", FORMATS)
def test_a_film_is_the_same_whether_held_or_drawn_by_and_by(format_: Format) -> None:
    reel = Reel(5)
    bodies = {
        encode_animation(frames, 0, Encoding(format_)) for frames in (reel, list(reel), iter(reel))
    }
    assert len(bodies) == 1
    assert len(decoded(bodies.pop())) == 5


@pytest.mark.parametrize("format_", FORMATS)
def test_no_more_than_a_few_pictures_are_held_at_a_time(format_: Format) -> None:
    reel = Reel(30)
    encode_animation(reel, 0, Encoding(format_))
    assert reel.most_alive <= 3


@pytest.mark.parametrize("format_", FORMATS)
def test_a_generator_is_not_held_either_where_one_try_is_enough(format_: Format) -> None:
    reel = Reel(30)
    encode_animation(iter(reel), 0, Encoding(format_))
    assert reel.most_alive <= 3


# Options


@pytest.mark.parametrize("format_", FORMATS)
def test_equal_animations_give_equal_bytes(format_: Format) -> None:
    one, other = (encode_animation(moving_ball("RGBA"), 3, Encoding(format_)) for _ in range(2))
    assert one == other


def test_an_avif_does_not_tell_when_it_was_made() -> None:
    body = encode_animation(moving_ball("RGBA", 2), 0, Encoding(Format.AVIF))
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        at = -1
        while (at := body.find(box, at + 1)) >= 0:
            assert body[at + 8 : at + 24] == bytes(16)


def test_an_avif_is_of_the_range_that_browsers_take_animations_for() -> None:
    body = encode_animation(moving_ball("RGB", 2), 0, Encoding(Format.AVIF))
    primaries, transfer, matrix, full_range = struct.unpack_from(
        ">HHHB", body, body.index(b"nclx") + 4
    )
    assert (primaries, transfer, matrix) == (1, 13, 6)
    assert not full_range & 0x80


@pytest.mark.parametrize("format_", [Format.PNG, Format.WEBP, Format.AVIF])
def test_exif_goes_into_an_animation_once(format_: Format) -> None:
    exif = Image.Exif()
    exif[COPYRIGHT] = "somebody"
    body = encode_animation(moving_ball("RGB"), 0, Encoding(format_, exif=exif.tobytes()))
    assert body.count(b"somebody") == 1
    with Image.open(BytesIO(body)) as again:
        assert dict(again.getexif()) == {COPYRIGHT: "somebody"}
    # Where it stands in JPEG it has a name before it, elsewhere none.
    assert (b"Exif\0\0MM" in body) == (format_ is Format.AVIF)


@pytest.mark.parametrize("format_", [Format.GIF, Format.WEBP, Format.AVIF])
def test_an_animation_is_not_longer_than_asked(format_: Format) -> None:
    frames = [Frame(noise(seed, (60, 40)), 50) for seed in (b"one", b"two", b"three")]
    with pytest.raises(InvalidParameter, match=r"max_bytes.* at least ") as refusal:
        encode_animation(frames, 0, Encoding(format_, max_bytes=50))
    least = int(refusal.value.accepted.split()[2].rstrip(","))
    most = len(encode_animation(frames, 0, Encoding(format_)))
    for max_bytes in (least, (least + most) // 2, most):
        body = encode_animation(iter(frames), 0, Encoding(format_, max_bytes=max_bytes))
        assert least <= len(body) <= max_bytes
        assert len(decoded(body)) == 3


def test_an_animated_png_keeps_every_pixel_or_is_refused() -> None:
    frames = moving_ball("RGB")
    body = encode_animation(frames, 0, Encoding(Format.PNG, quality=20))
    assert body == encode_animation(frames, 0, Encoding(Format.PNG, max_bytes=len(body)))
    with pytest.raises(InvalidParameter, match=f"at least {len(body)}, "):
        encode_animation(frames, 0, Encoding(Format.PNG, max_bytes=len(body) - 1))


@pytest.mark.parametrize("format_", FORMATS)
def test_one_frame_is_an_animation_too(format_: Format) -> None:
    assert len(decoded(encode_animation(moving_ball("RGBA")[:1], 0, Encoding(format_)))) == 1


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("first", "second"), [("RGB", "RGBA"), ("RGBA", "RGB")])
def test_frames_take_the_mode_of_the_first(format_: Format, first: str, second: str) -> None:
    frames = [Frame(Image.new(mode, (20, 20), "red"), 40) for mode in (first, second)]
    frames[1].image.paste("blue", (0, 0, 10, 10))
    again = decoded(encode_animation(frames, 0, Encoding(format_)))
    for one, other in zip(frames, again, strict=True):
        assert apart(one.image, other.image) < 15


# What no caller does


def test_a_jpeg_does_not_move() -> None:
    with pytest.raises(ValueError, match="knows no animations"):
        encode_animation(moving_ball("RGB"), 0, Encoding(Format.JPEG))


@pytest.mark.parametrize("format_", FORMATS)
def test_no_frames_are_no_animation(format_: Format) -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        encode_animation([], 0, Encoding(format_))


@pytest.mark.parametrize("format_", FORMATS)
def test_frames_are_of_one_size(format_: Format) -> None:
    frames = [Frame(Image.new("RGB", size), 40) for size in ((20, 20), (20, 21))]
    with pytest.raises(ValueError, match="follows one of"):
        encode_animation(frames, 0, Encoding(format_))


COLORS = st.sampled_from([(0, 0, 0, 0), (255, 0, 0, 255), (0, 0, 200, 255), (255, 255, 255, 255)])


@settings(max_examples=60)
@given(st.lists(st.lists(COLORS, min_size=6, max_size=6), min_size=1, max_size=6))
def test_whatever_appears_moves_or_vanishes_is_seen_so(
    pictures: list[list[tuple[int, ...]]],
) -> None:
    frames = []
    for pixels in pictures:
        image = Image.new("RGBA", (3, 2))
        image.putdata(pixels)
        frames.append(Frame(image, 40))
    for format_ in EXACT:
        again = decoded(encode_animation(frames, 0, Encoding(format_)))
        assert len(again) == len(frames)
        for one, other in zip(frames, again, strict=True):
            assert apart(one.image, other.image) == 0
