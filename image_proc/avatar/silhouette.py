"""A figure that may be anyone: a head and shoulders."""

from PIL import Image

from image_proc.avatar.disc import disc
from image_proc.avatar.palette import FIGURE, GROUND

# (middle of its width, of its height, diameter) of the discs, in shares of the side.
_HEAD = (0.5, 0.39, 0.34)
_SHOULDERS = (0.5, 0.98, 0.7)


def draw_silhouette(side: int) -> Image.Image:
    """Draw the figure.

    Returns:
        Mode RGB, both sides are `side` px.
    """
    image = Image.new("RGB", (side, side), GROUND.rgb)
    for x, y, diameter in (_HEAD, _SHOULDERS):
        mask = disc(max(1, round(diameter * side)))
        place = round(x * side - mask.width / 2), round(y * side - mask.width / 2)
        image.paste(FIGURE.rgb, place, mask)
    return image


def silhouette_svg(side: int) -> str:
    """Write the ground and the discs."""
    discs = "".join(
        f'<circle cx="{x * side:.6g}" cy="{y * side:.6g}" r="{diameter * side / 2:.6g}"/>'
        for x, y, diameter in (_HEAD, _SHOULDERS)
    )
    ground = f'<path fill="{GROUND.hex}" d="M0 0h{side}v{side}H0z"/>'
    return f'{ground}<g fill="{FIGURE.hex}">{discs}</g>'
