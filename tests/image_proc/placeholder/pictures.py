"""What tests of placeholders share: draw, decode, look at pixels."""

from io import BytesIO
from typing import cast

from PIL import Image

from image_proc.placeholder import PlaceholderSpec
from image_proc.produce import draw


def spec(**fields: object) -> PlaceholderSpec:
    return PlaceholderSpec.model_validate({"width": 240, "height": 120} | fields)


def body(**fields: object) -> bytes:
    return draw(spec(**fields)).body


def decode(file: bytes) -> Image.Image:
    with Image.open(BytesIO(file)) as image:
        image.load()
        return image.convert("RGBA")


def picture(**fields: object) -> Image.Image:
    return decode(body(**fields))


Pixel = tuple[int, int, int, int]


def pixel(image: Image.Image, place: tuple[int, int]) -> Pixel:
    return cast("Pixel", image.convert("RGBA").getpixel(place))


def pixels(image: Image.Image) -> list[Pixel]:
    return cast("list[Pixel]", list(image.convert("RGBA").get_flattened_data()))
