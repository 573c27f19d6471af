"""Pipfile.lock without an index, and as requirements with hashes for pip.

Runs on a bare Python: `make` needs it before anything is installed.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

BUILT = frozenset({"gunicorn-h1c"})
"""Packages that come as C source, and that the service does without where nothing can be built."""

LOCK = Path(__file__).resolve().parent.parent / "Pipfile.lock"


def without_index(lock: dict[str, Any]) -> dict[str, Any]:
    """Return the lock with no source named: the index is the environment's affair."""
    for section in ("default", "develop"):
        for package in lock[section].values():
            package.pop("index", None)
    lock["_meta"]["sources"] = []
    return lock


def requirements(lock: dict[str, Any], sections: list[str]) -> str:
    """Return the sections as a requirements file that pip checks by hash."""
    packages = {name: entry for part in sections for name, entry in lock[part].items()}
    return "".join(_requirement(name, entry) for name, entry in sorted(packages.items()))


def _requirement(name: str, entry: dict[str, Any]) -> str:
    extras = f"[{','.join(entry['extras'])}]" if "extras" in entry else ""
    marker = f" ; {entry['markers']}" if "markers" in entry else ""
    hashes = "".join(f" \\\n    --hash={digest}" for digest in entry["hashes"])
    return f"{name}{extras}{entry['version']}{marker}{hashes}\n"


def main() -> None:
    """Rewrite the lock without its index, or print sections of it as requirements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("clean", "requirements"))
    parser.add_argument("sections", nargs="*", help="default, develop")
    parser.add_argument("--part", choices=("all", "ready", "built"), default="all")
    arguments = parser.parse_args()
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    if arguments.command == "clean":
        LOCK.write_text(json.dumps(without_index(lock), indent=4) + "\n", encoding="utf-8")
    else:
        for section in ("default", "develop"):
            lock[section] = {
                name: entry
                for name, entry in lock[section].items()
                if arguments.part == "all" or (name in BUILT) == (arguments.part == "built")
            }
        sys.stdout.write(requirements(lock, arguments.sections))


if __name__ == "__main__":
    main()
