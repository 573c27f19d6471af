"""The five looks of a badge, and the page that it stands on."""

from enum import StrEnum


class Style(StrEnum):
    """A look, by the name that READMEs use."""

    FLAT = "flat"
    FLAT_SQUARE = "flat-square"
    PLASTIC = "plastic"
    FOR_THE_BADGE = "for-the-badge"
    SOCIAL = "social"

    @property
    def height(self) -> int:
        """The badge's height, in px."""
        return _HEIGHTS[self]

    @property
    def baseline(self) -> float:
        """How far the text's baseline is below the upper edge, in px."""
        return _BASELINES[self]

    def radius(self, scale: float = 1) -> int:
        """The corners' radius, in px of a bitmap at a scale."""
        return round(_RADII.get(self, 0) * scale)


_HEIGHTS = {
    Style.FLAT: 20,
    Style.FLAT_SQUARE: 20,
    Style.PLASTIC: 18,
    Style.FOR_THE_BADGE: 28,
    Style.SOCIAL: 20,
}
_BASELINES = {
    Style.FLAT: 14,
    Style.FLAT_SQUARE: 14,
    Style.PLASTIC: 13,
    Style.FOR_THE_BADGE: 17.5,
    Style.SOCIAL: 14,
}
_RADII = {Style.FLAT: 3, Style.PLASTIC: 4}
