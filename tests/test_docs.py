import re
from pathlib import Path

import pytest
from flask import Flask
from pydantic_core import PydanticUndefined

from config import ROOT, Settings

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def documented() -> dict[str, str]:
    """Read the settings and their defaults from the table."""
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z_]+(?:<NAME>)?)` \| (.+?) \|", table, re.MULTILINE))


def test_each_setting_is_documented_and_each_documented_one_exists() -> None:
    named = {name.upper() for name in Settings.model_fields} - {"SOURCE_SECRETS"}
    assert set(documented()) == named | {"SOURCE_SECRET_<NAME>"}


@pytest.mark.parametrize(
    ("name", "default"),
    [
        (name.upper(), field.default)
        for name, field in Settings.model_fields.items()
        if field.default is not PydanticUndefined and field.default
    ],
)
def test_the_default_in_the_table_is_the_default(name: str, default: object) -> None:
    shown = default.relative_to(ROOT) if isinstance(default, Path) else default
    assert documented()[name] == f"`{shown}`"


def test_each_route_is_documented_and_each_documented_one_exists(app: Flask) -> None:
    table = (ROOT / "docs" / "http.md").read_text(encoding="utf-8").partition("An image's ETag")[0]
    rows = re.findall(r"^\| (`/.*?) \|", table, re.MULTILINE)
    rules = {re.sub(r"<(?:[^:>]+:)?", "<", rule.rule) for rule in app.url_map.iter_rules()}
    assert {route for row in rows for route in re.findall(r"`([^`]+)`", row)} == rules


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert missing == []


def test_each_page_of_docs_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert {page for page in pages if f"({page}" not in readme} == set()


def test_every_make_target_is_in_its_help() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert targets >= {"serve", "test", "check", "bench", "format", "help"}
