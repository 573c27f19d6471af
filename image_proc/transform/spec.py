"""What a picture made of a stored one is, before it is drawn."""

from functools import cached_property
from typing import ClassVar, NoReturn, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from image_proc.color import OPAQUE, TRANSPARENT, CssColor
from image_proc.decode.cost import decode_pixels
from image_proc.decode.header import Header
from image_proc.errors import InvalidParameter
from image_proc.fields import Scale
from image_proc.limits import Limits
from image_proc.original import OriginalField
from image_proc.spec import Format, ImageSpec
from image_proc.transform.fields import (
    DEFAULT_OPACITY,
    DEFAULT_SCALE,
    AmountField,
    CropField,
    FactorField,
    FlipField,
    FocalPointField,
    GravityField,
    MaxBytesField,
    OpacityField,
    PadField,
    PositionField,
    QualityField,
    RadiusField,
    RotateField,
    ScaleField,
    SideField,
    SigmaField,
    SwitchField,
    TrimField,
    WatermarkField,
)
from image_proc.transform.formats import ANIMATED, FormatField
from image_proc.transform.gravity import Gravity
from image_proc.transform.plan import Fit, Plan, Size, Wish, plan, reach
from image_proc.transform.steps.padding import NO_PADDING

_MOST_BUDGETS = 2

NEUTRAL = 1.0
"""The factor that changes nothing."""

_HELD = {Format.JPEG: 3, Format.GIF: 3, Format.PNG: 4, Format.WEBP: 5, Format.AVIF: 9}
"""px of 4 bytes for each px of a still at the peak of its steps and its encoder, measured: all
effects at 4096², 9 MP of AVIF; noise, of which libwebp and libaom keep the most."""

_HELD_CLEAR = _HELD | {Format.WEBP: 9}
"""The same where alpha is written, too."""

_WRITTEN = {Format.GIF: 0.75, Format.PNG: 2.0, Format.WEBP: 0.75, Format.AVIF: 1.0}
"""px of 4 bytes for each px of all frames: the file twice, of noise; AVIF's encoder keeps some."""

_LONG = 10_000_000
"""px of all frames of an animation that takes seconds in any format."""


class TransformSpec(ImageSpec):
    """A stored picture and all that is done to it.

    Sizes are px as a page lays them out; the result has `dpr` times as many. The limits come as
    pydantic's validation context. What is worked out of the fields is kept: one request asks for
    the plan thirty times, which was a quarter of what it takes besides the pixels.
    """

    kind: ClassVar[str] = "picture"

    format: FormatField = Format.JPEG
    original: OriginalField
    header: Header = Field(exclude=True)
    longest: int = Field(4096, validate_default=True)
    dpr: Scale = 1.0
    width: SideField | None = None
    height: SideField | None = None
    fit: Fit = Fit.INSIDE
    enlarge: SwitchField = False
    gravity: GravityField = Gravity.CENTER
    focal_point: FocalPointField | None = None
    crop: CropField | None = None
    trim: TrimField = None
    rotate: RotateField = 0
    flip: FlipField | None = None
    blur: SigmaField = 0.0
    sharpen: AmountField = 0.0
    grayscale: SwitchField = False
    brightness: FactorField = NEUTRAL
    contrast: FactorField = NEUTRAL
    saturation: FactorField = NEUTRAL
    watermark: WatermarkField | None = None
    watermark_position: PositionField = Gravity.SOUTHEAST
    watermark_opacity: OpacityField = DEFAULT_OPACITY
    watermark_scale: ScaleField = DEFAULT_SCALE
    radius: RadiusField = 0
    padding: PadField = NO_PADDING
    background: CssColor = TRANSPARENT
    quality: QualityField | None = None
    max_bytes: MaxBytesField | None = None
    progressive: SwitchField = True
    still: bool = False
    """Whether it stands still, whatever the original does: its first frame then."""

    @field_validator("longest", mode="before")
    @classmethod
    def _know_the_limit(cls, _: object, info: ValidationInfo) -> int:
        """Where no side is asked for the limit decides the result, so it is a part of the ETag."""
        return _limits(info).max_side

    @field_validator("width", "height")
    @classmethod
    def _keep_side(cls, side: int | None, info: ValidationInfo) -> int | None:
        dpr: float = info.data.get("dpr", 1.0)
        most = int(_limits(info).max_side // dpr)
        if side is not None and side > most:
            message = f"1 to {most} px" + (f" at {dpr:g}×" if dpr > 1 else "")
            raise ValueError(message)
        return side

    @model_validator(mode="after")
    def _keep_within(self, info: ValidationInfo) -> Self:
        limits = _limits(info)
        self._check_crop()
        self._check_size(limits)
        self._check_area(limits)
        return self

    def _check_crop(self) -> None:
        width, height = self.header.size
        left, top, right, bottom = self.region
        if right > width or bottom > height or left >= right or top >= bottom:
            accepted = f"x,y,width,height within the picture's {width} × {height} px"
            self._refuse("crop", accepted)

    def _check_size(self, limits: Limits) -> None:
        if max(self.plan.canvas) > limits.max_side:
            accepted = f"another one: a side would be longer than {limits.max_side} px"
            self._refuse("fit", accepted)
        if max(self.size) > limits.max_side:
            accepted = f"less: with it a side would be longer than {limits.max_side} px"
            self._refuse("padding", accepted)

    def _check_area(self, limits: Limits) -> None:
        area = self.largest[0] * self.largest[1] * self.frames
        if self.format is Format.AVIF and area > limits.avif_pixels:
            accepted = f"webp or jpeg, or a size of at most {limits.avif_pixels} px for an AVIF"
            self._refuse("format", accepted)
        if area > limits.max_pixels:
            accepted = f"{limits.max_pixels} px at most, all {self.frames} frames together"
            self._refuse("width", accepted)
        # One over the budget is drawn alone, but no process has room for any number over it.
        if self.pixels > _MOST_BUDGETS * limits.max_pixels:
            memory, most = (
                px * 4 // 1_000_000 for px in (self.pixels, _MOST_BUDGETS * limits.max_pixels)
            )
            accepted = (
                f"a smaller size, a crop or another format: this takes {memory} MB, {most} at most"
            )
            self._refuse("width", accepted)

    def _refuse(self, field: str, accepted: str) -> NoReturn:
        raise InvalidParameter(field, getattr(self, field), accepted)

    @property
    def region(self) -> tuple[int, int, int, int]:
        """Px of the upright original that may be kept: left, top, right, bottom."""
        if self.crop is None:
            return (0, 0, *self.header.size)
        x, y = self.crop.x, self.crop.y
        return x, y, x + self.crop.width, y + self.crop.height

    @cached_property
    def wish(self) -> Wish:
        """The size that is asked for, in pixels."""
        width, height = (
            None if side is None else max(1, round(side * self.dpr))
            for side in (self.width, self.height)
        )
        return Wish(width, height, self.fit, self.enlarge, self.rotate, self.longest)

    @cached_property
    def plan(self) -> Plan:
        """The sizes as far as they are known before a border is trimmed, which makes them less."""
        left, top, right, bottom = self.region
        return plan((right - left, bottom - top), self.wish)

    @cached_property
    def pads(self) -> tuple[int, int, int, int]:
        """Px on each side: top, right, bottom, left."""
        top, right, bottom, left = (
            round(side * self.dpr)
            for side in (
                self.padding.top,
                self.padding.right,
                self.padding.bottom,
                self.padding.left,
            )
        )
        return top, right, bottom, left

    @cached_property
    def size(self) -> Size:
        """px, (width, height) of the result, unless a border is trimmed."""
        top, right, bottom, left = self.pads
        width, height = self.plan.canvas
        return left + width + right, top + height + bottom

    @cached_property
    def largest(self) -> Size:
        """px, what no result is larger than: without its border a strip may turn out a square."""
        if self.trim is None:
            return self.size
        top, right, bottom, left = self.pads
        x, y, end, floor = self.region
        width, height = reach((end - x, floor - y), self.wish)
        # `cut` refuses what is longer, once it knows.
        return min(left + width + right, self.longest), min(top + height + bottom, self.longest)

    @property
    def frames(self) -> int:
        """How many frames the result has."""
        moves = self.format in ANIMATED and not self.still
        return self.header.frames if moves else 1

    @property
    def clear(self) -> bool:
        """Whether the result may be seen through, if its format can."""
        if self.background.alpha == OPAQUE:
            return False
        unknown = self.trim is not None and self.fit is Fit.CONTAIN
        framed = unknown or any(self.pads) or self.plan.canvas != self.plan.turned
        return self.header.alpha or self.radius > 0 or framed

    @cached_property
    def least(self) -> Size:
        """px, how large the whole original must be decoded at least."""
        return self.header.size if self.trim is not None else self.plan.least(self.header.size)

    @property
    def looks(self) -> bool:
        """Whether what is kept can be known only by looking at the whole picture."""
        smart = self.gravity is Gravity.SMART and self.focal_point is None
        return self.trim is not None or (smart and self.fit is Fit.COVER)

    @cached_property
    def pixels(self) -> int:
        """What decoding and drawing hold at their peak, in px of 4 bytes."""
        drawn = self.largest[0] * self.largest[1]
        if self.frames > 1:
            # Frames are drawn and written one by one; their file grows, and is put together.
            written = int(drawn * self.frames * _WRITTEN[self.format])
            return decode_pixels(self.header, self.least) + drawn * 3 + written
        width = None if self.looks else self.plan.size[0]
        # Resampled in two passes; what was decoded is let go before the steps and the encoder.
        decoding = decode_pixels(self.header, self.least, width) + 2 * drawn
        held = _HELD_CLEAR if self.clear else _HELD
        return max(decoding, drawn * held[self.format])

    @property
    def slow(self) -> bool:
        """AVIF's encoder takes ten times as long as the others; long animations take seconds."""
        moving = self.largest[0] * self.largest[1] * self.frames if self.frames > 1 else 0
        return self.format is Format.AVIF or moving > _LONG

    @property
    def kept_as(self) -> str:
        """Results are kept under the original's name."""
        return self.original.name


def _limits(info: ValidationInfo) -> Limits:
    return info.context or Limits()
