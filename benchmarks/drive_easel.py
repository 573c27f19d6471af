"""Time Easel: one line of JSON comes in, a task of pictures_engines.py, and ns go out."""

import json
import sys
from pathlib import Path
from time import perf_counter_ns

from image_proc.decode.probe import probe
from image_proc.limits import Limits
from image_proc.original import Original
from image_proc.produce import draw
from image_proc.transform.spec import TransformSpec

_LIMITS = Limits()


def resized(source: Path, width: int, format_: str, options: dict[str, str]) -> bytes:
    """From a file to the bytes of a smaller picture, as the service makes them."""
    original = Original(source.name, "", source.stat().st_size, lambda: source.open("rb"))
    fields = {
        "original": original,
        "header": probe(original, _LIMITS),
        "width": str(width),
        "format": format_,
    }
    return draw(TransformSpec.model_validate(fields | options, context=_LIMITS)).body


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        task = json.loads(line)
        start = perf_counter_ns()
        body = resized(Path(task["source"]), task["width"], task["format"], task["options"])
        taken = perf_counter_ns() - start
        Path(task["into"]).write_bytes(body)
        print(taken, flush=True)


if __name__ == "__main__":
    main()
