"""ExifTool, which knows more places for metadata than anybody, writes them and finds none after."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.located import MAKERS
from tests.pictures import picture
from tests.redacted import redacted

EXIFTOOL = shutil.which("exiftool")
SUFFIXES = {"jpeg": "jpg", "heif": "heic", "tiff": "tif"}
WRITTEN = ["jpeg", "png", "webp", "gif", "tiff", "avif", "heif"]
PLACE = [
    *("-GPSLatitude=28.1234", "-GPSLatitudeRef=N", "-GPSLongitude=15.4", "-GPSLongitudeRef=W"),
    *("-GPSAltitude=300", "-GPSAreaInformation=Canary", "-XMP-exif:GPSLatitude=28.1"),
    *("-XMP-photoshop:City=Canary", "-XMP:Location=Canary", "-IPTC:City=Canary"),
    *("-IPTC:Sub-location=Canary", "-UserComment=Canary", "-XMP-iptcExt:LocationShownCity=Canary"),
    *("-PNG:Comment=Canary", "-PNG:Location=Canary", "-EXIF:XPKeywords=Canary"),
]
KEPT = {
    "IFD0:Orientation": "Rotate 90 CW",
    "IFD0:Copyright": "(c) friend",
    "IFD0:Artist": "Someone",
    "IFD0:Make": "Canon",
    "ExifIFD:ExposureTime": "1/50",
    "ExifIFD:DateTimeOriginal": "2026:05:04 03:02:01",
    "ExifIFD:LensModel": "A lens",
}
OTHERS = [
    *("-Orientation#=6", "-EXIF:Copyright=(c) friend", "-EXIF:Artist=Someone", "-Make=Canon"),
    *("-ExposureTime=1/50", "-DateTimeOriginal=2026:05:04 03:02:01", "-LensModel=A lens"),
]
TELLING = (
    "GPS",
    "XMP",
    "IPTC",
    "Photoshop",
    "MPF",
    "MakerNotes",
    "IFD1:Thumb",
    "Trailer",
    "Samsung",
)

pytestmark = pytest.mark.skipif(
    EXIFTOOL is None and "CI" not in os.environ,
    reason="needs Debian's libimage-exiftool-perl; .ci/run installs it",
)


def exiftool(*arguments: str | Path) -> str:
    """Run it with no settings of a user's."""
    assert EXIFTOOL is not None, "ExifTool is not installed"
    command = [EXIFTOOL, "-config", "", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def told(folder: Path) -> dict[str, dict[str, str]]:
    """Give all that it finds in each file, by its group and name."""
    found = json.loads(exiftool("-json", "-G1", "-a", "-u", "-ee", folder))
    return {
        Path(each["SourceFile"]).stem: {
            name: str(value)
            for name, value in each.items()
            if not name.startswith(("System:", "ExifTool:Exif", "SourceFile"))
        }
        for each in found
    }


def telling(tags: dict[str, str]) -> dict[str, str]:
    """Choose what tells a place, or might."""
    return {
        name: value
        for name, value in tags.items()
        if name.startswith(TELLING) or "GPS" in name or "Canary" in value
    }


def public(stored: Path) -> Path:
    """Write the public form of each file into a folder beside."""
    folder = stored.parent / "public"
    folder.mkdir()
    for file in stored.iterdir():
        (folder / file.name).write_bytes(redacted(file.read_bytes()))
    return folder


def test_what_it_has_written_is_gone_and_all_else_is_there(tmp_path: Path) -> None:
    stored = tmp_path / "stored"
    stored.mkdir()
    for name in WRITTEN:
        (stored / f"{name}.{SUFFIXES.get(name, name)}").write_bytes(picture(name))
    exiftool("-quiet", "-quiet", "-overwrite_original", *PLACE, *OTHERS, stored)
    before, after = told(stored), told(public(stored))
    assert all(telling(before[name]) for name in WRITTEN)
    assert not {name: found for name in WRITTEN if (found := telling(after[name]))}
    for name in WRITTEN:
        assert KEPT.items() <= after[name].items() or name == "gif"
        assert "ExifTool:Warning" not in after[name], after[name]["ExifTool:Warning"]


def test_what_is_hidden_everywhere_is_gone(tmp_path: Path) -> None:
    stored = tmp_path / "stored"
    stored.mkdir()
    for name in MAKERS:
        format_ = name.rpartition(" ")[2]
        (stored / f"{name}.{SUFFIXES.get(format_, format_)}").write_bytes(MAKERS[name]())
    before, after = told(stored), told(public(stored))
    assert sum(bool(telling(before[name])) for name in MAKERS) > len(MAKERS) - 2
    assert not {name: found for name in MAKERS if (found := telling(after[name]))}
    for name in MAKERS:
        assert "ExifTool:Warning" not in after[name], (name, after[name]["ExifTool:Warning"])
