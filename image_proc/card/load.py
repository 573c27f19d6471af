"""From a design's files to a design; whatever is wrong is said with its file and key."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from image_proc.card.base import MOST_BYTES, Base
from image_proc.card.design import ColorBox, Design, DesignFile, TextBox
from image_proc.card.errors import DesignError
from image_proc.card.folder import DesignFolder
from image_proc.card.layout import is_inside
from image_proc.errors import shorten
from image_proc.fields import LARGEST_SCALE
from image_proc.fonts import Face, Family
from image_proc.text import TextStyle

MOST_TOML_BYTES = 65_536
_FONTS = "Roboto, DejaVu, or a TTF or OTF file in the design's folder"
_FONT_SUFFIXES = {".ttf", ".otf"}
_TABLES: dict[str, type[BaseModel]] = {"text": TextBox, "box": ColorBox}


def load_design(path: Path) -> Design:
    """Read a design and everything that it draws with.

    Args:
        path: its TOML file, whose name without `.toml` is the design's.

    Raises:
        DesignError: what is wrong, where, and what is accepted.
    """
    folder = DesignFolder(path)
    file = _parse(folder)
    bases = _bases(file.image, folder)
    texts = tuple(
        (text, _style(text, folder, _key("text", index, "font")))
        for index, text in enumerate(file.text)
    )
    size = bases[0].size
    outside = [_key("box", at) for at, box in enumerate(file.box) if not _holds(size, box)]
    outside += [_key("text", at) for at, each in enumerate(texts) if not is_inside(*each, size)]
    if outside:
        reason = f"reaches out of the image, which is {size[0]} × {size[1]} px"
        raise DesignError(path, outside[0], reason)
    return Design(path.stem, folder.digest, file.title or path.stem, bases, file.box, texts)


def _parse(folder: DesignFolder) -> DesignFile:
    body = folder.read(folder.toml.name, "", MOST_TOML_BYTES)
    try:
        return DesignFile.model_validate(tomllib.loads(body.decode()))
    except UnicodeDecodeError as error:
        raise DesignError(folder.toml, "", f"not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise DesignError(folder.toml, "", f"not TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise DesignError(folder.toml, _key(*first["loc"]), _reason(first)) from error


def _bases(name: str, folder: DesignFolder) -> tuple[Base, ...]:
    """The picture, and those for larger scales that stand beside it."""
    bases = [_base(name, 1, folder)]
    width, height = bases[0].size
    for scale in range(2, LARGEST_SCALE + 1):
        larger = str(Path(name).with_stem(f"{Path(name).stem}@{scale}x"))
        if not (folder.toml.parent / larger).exists():
            continue
        base = _base(larger, scale, folder)
        if base.size != (width * scale, height * scale):
            reason = f"'{larger}': expected {width * scale} × {height * scale} px"
            raise DesignError(folder.toml, "image", reason)
        bases.append(base)
    return tuple(bases)


def _base(name: str, scale: int, folder: DesignFolder) -> Base:
    body = folder.read(name, "image", MOST_BYTES)
    try:
        return Base.read(body, scale)
    except ValueError as error:
        raise DesignError(folder.toml, "image", f"'{name}': expected {error}") from error


def _style(text: TextBox, folder: DesignFolder, key: str) -> TextStyle:
    bold = text.weight == "bold"
    if Path(text.font).suffix.lower() not in _FONT_SUFFIXES:
        if (name := text.font.lower()) not in set(Family):
            reason = f"'{shorten(text.font)}' is not accepted; expected {_FONTS}"
            raise DesignError(folder.toml, key, reason)
        return TextStyle(text.size, Family(name), bold)
    folder.read(text.font, key, MOST_BYTES)
    face = Face(folder.find(text.font, key))
    try:
        face.at(text.size).getlength("0")
        face.covers("0")
    except Exception as error:  # a damaged table leads the readers of fonts to any error at all
        reason = f"'{text.font}': expected a TTF or OTF font; this file is none"
        raise DesignError(folder.toml, key, reason) from error
    return TextStyle(text.size, bold=bold, face=face)


def _holds(size: tuple[int, int], box: ColorBox) -> bool:
    return box.x + box.width <= size[0] and box.y + box.height <= size[1]


def _key(*path: object) -> str:
    """Name a place in the file as its writer sees it: `[[text]] 2: fill`."""
    match path:
        case (table, int(index), *rest):
            return ": ".join([f"[[{table}]] {index + 1}", *map(str, rest)])
        case _:
            return ".".join(map(str, path))


def _reason(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            table = _TABLES.get(str(error["loc"][0]), DesignFile)
            return f"is not known; expected one of {', '.join(table.model_fields)}"
        case "value_error":
            expected = error["msg"].removeprefix("Value error, ")
        case _:
            expected = error["msg"].removeprefix("Input should be ")
    return f"'{shorten(str(error['input']))}' is not accepted; expected {expected}"
