"""Draw our own samples in assets/pictures anew: .venv/bin/python -m tools.draw_pictures."""

from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageColor

from image_proc.badge.resvg import draw_markup

TARGET = Path(__file__).resolve().parent.parent / "assets" / "pictures"
FRAMES = 36
FRAME_MS = 90
SIZE = (360, 240)
SKIES = ("#16303c", "#e0a46a", "#9fd0d8", "#9fd0d8", "#e58f63", "#16303c")
"""From before sunrise until after sunset."""

HILLS = """
  <path fill="#58c3a0" d="M0 150q50-40 110-20t110-15 140 5v120H0z"/>
  <path fill="#1d8a6c" d="M0 176q70-34 150-8t210-22v94H0z"/>
  <path fill="#00614c" d="M0 214q90-44 190-20t170-8v54H0z"/>
"""
LOGO = f"""
<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640" viewBox="0 0 32 32">
  <path fill="none" stroke="#6b4f3a" stroke-width="2" stroke-linecap="round"
    d="M16 2.500V6M10.600 22 7 29.500M21.400 22 25 29.500M16 22v5M4 22h24"/>
  <path fill="#fff" d="M5 5h22v15.500H5z"/>
  <svg x="6" y="6" width="20" height="13.500" viewBox="0 0 360 240" preserveAspectRatio="none">
    <path fill="#9fd0d8" d="M0 0h360v240H0z"/>
    <circle cx="250" cy="76" r="34" fill="#fff1d0"/>{HILLS}
  </svg>
</svg>"""


def main() -> None:
    """Write the logo on a clear ground, and a day in three seconds."""
    draw_markup(LOGO).save(TARGET / "easel.png", optimize=True)
    frames = [draw_markup(_scene(number / FRAMES)).convert("RGB") for number in range(FRAMES)]
    drawn = [each.quantize(24, dither=Image.Dither.NONE) for each in frames]
    drawn[0].save(
        TARGET / "day.gif", save_all=True, append_images=drawn[1:], duration=FRAME_MS, loop=0
    )


def _scene(time: float) -> str:
    """Write the hills at a time of the day, 0 to 1."""
    width, height = SIZE
    x, y = width / 2 - 190 * cos(pi * time), 190 - 150 * sin(pi * time)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">
      <path fill="{_sky(time)}" d="M0 0h{width}v{height}H0z"/>
      <circle cx="{x:.1f}" cy="{y:.1f}" r="26" fill="#fff1d0"/>{HILLS}</svg>"""


def _sky(time: float) -> str:
    """Mix the two colours that a time lies between."""
    place = time * (len(SKIES) - 1)
    start, end = (ImageColor.getrgb(SKIES[int(place) + each]) for each in (0, 1))
    share = place - int(place)
    mixed = (round(one + (other - one) * share) for one, other in zip(start, end, strict=True))
    return "#" + "".join(f"{each:02x}" for each in mixed)


if __name__ == "__main__":
    main()
