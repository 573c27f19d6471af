from pathlib import Path

import pytest

from image_proc.card import DesignError, Designs
from image_proc.errors import InvalidParameter
from tests.image_proc.card.card_files import SHIPPED, write_design

TOML = 'image = "base.png"\n'


def folder(root: Path, name: str, *files: str) -> Path:
    (root / name).mkdir()
    for file in files:
        write_design(root / name, TOML, file)
    return root / name


def test_designs_of_all_folders_are_found_by_name(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path, "b", "b.toml", "a.toml"), folder(tmp_path, "a", "c-3.toml")
    designs = Designs([ours, theirs])
    assert designs.names == ("a", "b", "c-3")
    assert [design.name for design in designs] == ["a", "b", "c-3"]
    assert designs.find("c-3").name == "c-3"
    assert "c-3" in designs
    assert "c" not in designs


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(InvalidParameter, match=r"style: 'plain' is not accepted.*card, tile"):
        Designs([SHIPPED]).find("plain")


def test_no_folder_is_no_design() -> None:
    with pytest.raises(InvalidParameter, match="no design"):
        Designs([]).find("card")


def test_what_is_not_toml_is_not_looked_at(tmp_path: Path) -> None:
    path = folder(tmp_path, "a", "a.toml")
    (path / "README.md").write_text("about these")
    (path / "old").mkdir()
    assert Designs([path]).names == ("a",)


@pytest.mark.parametrize(
    "name", ["Card.toml", "a b.toml", "a_b.toml", "a.b.toml", "é.toml", f"{'a' * 41}.toml"]
)
def test_names_that_no_url_should_carry(tmp_path: Path, name: str) -> None:
    with pytest.raises(DesignError, match="named by 1 to 40 of a-z, 0-9") as caught:
        Designs([folder(tmp_path, "a", name)])
    assert name in str(caught.value)


def test_a_reserved_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DesignError, match=r"flat\.toml: 'flat' is a style already"):
        Designs([folder(tmp_path, "a", "flat.toml")], reserved=("flat", "plastic"))


def test_two_designs_of_one_name_are_both_named(tmp_path: Path) -> None:
    one, other = folder(tmp_path, "a", "x.toml"), folder(tmp_path, "b", "x.toml")
    with pytest.raises(DesignError) as caught:
        Designs([one, other])
    assert str(one / "x.toml") in str(caught.value)
    assert str(other / "x.toml") in str(caught.value)


def test_a_folder_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(DesignError, match=r"nowhere: not a folder .*No such file"):
        Designs([tmp_path / "nowhere"])


def test_a_wrong_design_stops_them_all(tmp_path: Path) -> None:
    path = folder(tmp_path, "a", "a.toml")
    write_design(path, TOML + "colour = 1", "b.toml")
    with pytest.raises(DesignError, match=r"b\.toml: colour: is not known"):
        Designs([path])


def test_a_design_outlives_its_files(tmp_path: Path) -> None:
    path = folder(tmp_path, "a", "a.toml")
    design = Designs([path]).find("a")
    (path / "base.png").unlink()
    assert design.bases[0].decode().size == (300, 40)
