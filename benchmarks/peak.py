"""Draw one placeholder and print the most memory that this process ever held, in bytes.

`python -m benchmarks.peak 4000x4000 09f,60c` draws a gradient, without a second argument a flat
box, without any nothing: what is left is the imports.
"""

import resource
import sys
from pathlib import Path

from image_proc.placeholder import PlaceholderSpec
from image_proc.produce import draw

_OWN = Path("/proc/self/status")


def own_peak() -> int:
    """The most resident memory of this process so far, in bytes.

    Linux hands ru_maxrss down from the process that started this one, which is larger; what is
    told below /proc counts only since this program was loaded.
    """
    if _OWN.exists():
        return peak_of(_OWN)
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def peak_of(status: Path) -> int:
    """The same as Linux tells it of any process."""
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main(size: str = "", gradient: str = "") -> None:
    """Draw what the command line says."""
    if size:
        fields = dict(zip(("width", "height"), size.split("x"), strict=True))
        draw(PlaceholderSpec.model_validate(fields | ({"gradient": gradient} if gradient else {})))
    print(own_peak())


if __name__ == "__main__":
    main(*sys.argv[1:])
