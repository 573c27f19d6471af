"""The colours of avatars, chosen by eye."""

from image_proc.color import WHITE, Color, mix, parse_color


def _read(text: str) -> tuple[Color, ...]:
    return tuple(parse_color(word) for word in text.split())


STRONG = _read(
    "#c2410c #b45309 #4d7c0f #15803d #0f766e #0e7490 #0369a1 #1d4ed8 "
    "#4338ca #6d28d9 #a21caf #be185d #be123c #475569"
)
"""White letters have a contrast of 4.5 or more to each."""

VIVID = _read(
    "#f97316 #f59e0b #84cc16 #22c55e #14b8a6 #06b6d4 #0ea5e9 #3b82f6 "
    "#6366f1 #8b5cf6 #d946ef #ec4899 #f43f5e"
)
"""For shapes on a light ground."""

QUARTETS = tuple(
    _read(line)
    for line in (
        "#264653 #2a9d8f #e9c46a #f4a261",
        "#0f172a #6366f1 #ec4899 #fbbf24",
        "#fde68a #fb7185 #f97316 #7c3aed",
        "#a5f3fc #06b6d4 #3b82f6 #1e3a8a",
        "#fbcfe8 #f472b6 #a855f7 #4c1d95",
        "#bef264 #84cc16 #10b981 #065f46",
        "#fed7aa #fdba74 #f43f5e #881337",
        "#1e1b4b #7c3aed #22d3ee #a7f3d0",
        "#fde68a #f59e0b #fb923c #0e7490",
        "#99f6e4 #5eead4 #0ea5e9 #312e81",
        "#f5d0fe #e879f9 #6366f1 #0ea5e9",
        "#fef08a #facc15 #ef4444 #7f1d1d",
    )
)
"""Four colours that go together: a ground and three shapes."""

FIGURE, GROUND = _read("#f8fafc #b8c4d4")
"""Of the figure that may be anyone."""


def tint(color: Color, share: float) -> Color:
    """Lighten a colour: 0 leaves it, 1 is white."""
    return mix(color, WHITE, share)
