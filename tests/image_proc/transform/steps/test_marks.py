from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image

from image_proc.errors import InvalidParameter
from image_proc.transform.steps.marks import MOST_BYTES, Mark, MarkError, Marks

SHIPPED = Path(__file__).parents[4] / "assets" / "watermarks"


def folder(root: Path, name: str, *files: str, color: str = "red") -> Path:
    (root / name).mkdir()
    for file in files:
        Image.new("RGBA", (3, 2), color).save(root / name / file)
    return root / name


def test_marks_of_all_folders_are_found_by_name(tmp_path: Path) -> None:
    marks = Marks([folder(tmp_path, "a", "b.png", "c-3_x.webp"), folder(tmp_path, "b", "a.b.png")])
    assert marks.names == ("a.b.png", "b.png", "c-3_x.webp")
    assert marks.find("b.png").size == (3, 2)
    assert marks.find("c-3_x.webp").decode().getpixel((0, 0)) == (255, 1, 0, 255)


def test_a_later_folder_wins(tmp_path: Path) -> None:
    marks = Marks([folder(tmp_path, "a", "a.png"), folder(tmp_path, "b", "a.png", color="blue")])
    assert marks.find("a.png").decode().getpixel((0, 0)) == (0, 0, 255, 255)


def test_the_shipped_mark_is_there() -> None:
    mark = Marks([SHIPPED]).find("easel.png")
    assert mark.decode().mode == "RGBA"
    assert mark.size[1] == 512


@pytest.mark.parametrize("name", ["b.png", "../a.png", "/etc/a.png", "a.PNG", ".png", "a\0.webp"])
def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path, name: str) -> None:
    marks = Marks([folder(tmp_path, "a", "a.png", "z.webp")])
    with pytest.raises(InvalidParameter) as caught:
        marks.read(name)
    assert caught.value.name == "watermark"
    assert caught.value.accepted == "a.png, z.webp, or a text"


def test_without_folders_there_are_texts_only() -> None:
    with pytest.raises(InvalidParameter, match="expected a text"):
        Marks([]).read("a.png")
    assert Marks([]).read("© a.png 2024") == "© a.png 2024"


def test_another_file_of_the_same_name_is_another_mark(tmp_path: Path) -> None:
    red = Marks([folder(tmp_path, "a", "a.png")]).find("a.png")
    blue = Marks([folder(tmp_path, "b", "a.png", color="blue")]).find("a.png")
    assert red != blue
    assert red == Marks([tmp_path / "a"]).find("a.png")
    assert red == Mark("a.png", red.digest, (1, 1), b"")


def test_a_mark_outlives_its_file(tmp_path: Path) -> None:
    mark = Marks([folder(tmp_path, "a", "a.png")]).find("a.png")
    (tmp_path / "a" / "a.png").unlink()
    assert mark.decode().size == (3, 2)


def test_other_files_and_folders_are_not_looked_at(tmp_path: Path) -> None:
    path = folder(tmp_path, "a", "a.png")
    (path / "README.md").write_text("about these")
    (path / "deeper").mkdir()
    assert Marks([path]).names == ("a.png",)


BAD: dict[str, tuple[bytes, str]] = {
    "a b.png": (b"", "named by at most 80"),
    "é.png": (b"", "named by at most 80"),
    f"{'a' * 80}.png": (b"", "named by at most 80"),
    "empty.png": (b"", "not a PNG or WebP"),
    "text.png": (b"not a picture", "not a PNG or WebP"),
    "gif.png": (b"GIF89a\x01\0\x01\0\x80\0\0", "not a PNG or WebP"),
    "long.png": (b"\0" * (MOST_BYTES + 1), "more than 4194304 bytes"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_stops_them_all(tmp_path: Path, name: str) -> None:
    path = folder(tmp_path, "a", "a.png")
    body, reason = BAD[name]
    (path / name).write_bytes(body)
    with pytest.raises(MarkError, match=reason) as caught:
        Marks([path])
    assert str(path / name) in str(caught.value)


def test_a_truncated_file_stops_them_all(tmp_path: Path) -> None:
    Image.effect_noise((64, 64), 90).save(tmp_path / "a.png")
    body = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(body[: len(body) // 2])
    with pytest.raises(MarkError, match="not a PNG or WebP"):
        Marks([tmp_path])


@pytest.mark.parametrize("size", [(2049, 1), (1, 60000), (30000, 30000)])
def test_a_large_picture_is_refused_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = folder(tmp_path, "a", "a.png") / "a.png"
    body = path.read_bytes()
    sides = b"".join(side.to_bytes(4, "big") for side in size)
    header = b"IHDR" + sides + body[24:29]
    path.write_bytes(body[:12] + header + crc(header) + body[33:])
    with pytest.raises(MarkError, match=r"more than 2048 px a side|not a PNG or WebP"):
        Marks([path.parent])


def crc(chunk: bytes) -> bytes:
    return crc32(chunk).to_bytes(4, "big")


def test_a_folder_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(MarkError, match=r"nowhere: not a folder .*No such file"):
        Marks([tmp_path / "nowhere"])
