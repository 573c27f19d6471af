"""What a QR code is before it is drawn."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from image_proc.color import BLACK, OPAQUE, WHITE, CssColor, contrast
from image_proc.errors import InvalidParameter
from image_proc.fields import RatioField, parse_whole
from image_proc.limits import Limits
from image_proc.qr.fields import Level, LevelField, MarginField, TextField
from image_proc.qr.symbol import symbol_side
from image_proc.spec import DrawnFormat, Format, ImageSpec

LEAST_CONTRAST = 1.5
"""Of the two colours; below, a camera sees one surface."""

_PX_A_MODULE = 32


class QrSpec(ImageSpec):
    """A text as a QR code.

    `size` is what a page lays out, in px; the picture has `dpr` times as many pixels a side. The
    limits come as pydantic's validation context.

    Attributes:
        text: what readers find, to the letter.
        ecc: how much damage it bears, at least.
        margin: the quiet ground around the symbol, in modules; what is left over widens it evenly.
        size: px, both sides of the whole picture.
        dark: the modules' colour; may be the lighter one, most readers bear that.
        light: the ground's.
    """

    kind: ClassVar[str] = "qr"

    format: DrawnFormat = Format.PNG
    dpr: RatioField = 1
    ecc: LevelField = Level.M
    text: TextField
    margin: MarginField = 4
    size: Annotated[int, Field(validate_default=True)] = 200
    dark: CssColor = BLACK
    light: CssColor = WHITE

    @field_validator("text")
    @classmethod
    def _keep_readable(cls, text: str, info: ValidationInfo) -> str:
        symbol_side(text, info.data.get("ecc", Level.L))
        return text

    @field_validator("size", mode="before")
    @classmethod
    def _keep_modules_whole(cls, size: object, info: ValidationInfo) -> int:
        known = info.data
        most = (info.context or Limits()).max_side // known.get("dpr", 1)
        if not {"text", "ecc", "margin"} <= known.keys():
            return 1
        least = symbol_side(known["text"], known["ecc"]) + 2 * known["margin"]
        accepted = f"{least} to {most} px: {least} modules of this text and its margin, a px each"
        return parse_whole(size, least, most, accepted)

    @model_validator(mode="after")
    def _keep_apart(self) -> Self:
        opaque = self.light.alpha == self.dark.alpha == OPAQUE
        clear = not (self.light.alpha or self.dark.alpha)
        if clear or (opaque and contrast(self.light, self.dark) < LEAST_CONTRAST):
            # Of the two that one is to be mended which was chosen.
            name, color, other = "dark", self.dark, f"light={self.light.hex}"
            if name not in self.model_fields_set:
                name, color, other = "light", self.light, f"dark={self.dark.hex}"
            accepted = f"a colour with a contrast of {LEAST_CONTRAST} or more to {other}"
            raise InvalidParameter(name, color.hex, accepted)
        return self

    @property
    def side(self) -> int:
        """The symbol's side in modules, without its margin."""
        return symbol_side(self.text, self.ecc)

    @property
    def module(self) -> int:
        """Whole px of the page that a module is wide."""
        return self.size // (self.side + 2 * self.margin)

    @property
    def pixels(self) -> int:
        """The picture's area, or the work that a large symbol is, whichever is more."""
        area = 1 if self.format is Format.SVG else (self.size * self.dpr) ** 2
        return max(area, self.side**2 * _PX_A_MODULE)
