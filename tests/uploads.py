"""Uploads for the tests of the image repository's routes."""

from io import BytesIO

from PIL import Image
from werkzeug.test import TestResponse


def picture(
    color: str = "red", size: tuple[int, int] = (60, 40), format_: str = "PNG", **options: object
) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, color).save(stream, format_, **options)
    return stream.getvalue()


def moving(size: tuple[int, int] = (60, 40)) -> bytes:
    """An animation of two frames, the first of which one sees through in part."""
    first, second = Image.new("RGBA", size, "red"), Image.new("RGBA", size, "blue")
    first.paste((0, 0, 0, 0), (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    stream = BytesIO()
    first.save(stream, "WEBP", save_all=True, append_images=[second], lossless=True)
    return stream.getvalue()


def opened(answer: TestResponse) -> Image.Image:
    with Image.open(BytesIO(answer.data)) as image:
        image.load()
        return image.copy()
