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


def opened(answer: TestResponse) -> Image.Image:
    with Image.open(BytesIO(answer.data)) as image:
        image.load()
        return image.copy()
