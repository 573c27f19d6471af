from pathlib import Path

import pytest
from click.testing import Result

from app import create_app
from config import Settings
from image_proc import fonts


def asked(settings: Settings, **changes: object) -> Result:
    return create_app(settings.model_copy(update=changes)).test_cli_runner().invoke(args=["doctor"])


@pytest.fixture(autouse=True)
def _all_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "report", tuple)


def test_all_is_well(settings: Settings) -> None:
    result = asked(settings)
    for line in ("database (sqlite)", "images (folder)", "VAR_DIR: ", "CACHE_DIR: ", "zlib "):
        assert f"ok      {line}" in result.output
    assert "note    FETCH_ALLOW is empty" in result.output
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (
            {"database_url": "mysql+pymysql://me:swordfish@127.0.0.1:1/easel"},
            "fail    database (mysql) does not answer, or has no schema yet",
        ),
        ({"redis_url": "redis://:swordfish@127.0.0.1:1/0"}, "fail    REDIS_URL does not answer"),
        ({"min_free_bytes": 2**60}, "fail    VAR_DIR: "),
        ({"cache_dir": Path("/proc/1/nothing")}, "fail    CACHE_DIR cannot be written"),
    ],
    ids=["database", "redis", "full", "folder"],
)
def test_what_fails_is_named_without_its_secrets(
    settings: Settings, changes: dict[str, object], line: str
) -> None:
    result = asked(settings, **changes)
    assert line in result.output
    assert "swordfish" not in result.output
    assert result.exit_code == 1


def test_what_a_wiped_disk_would_lose_is_noted(settings: Settings) -> None:
    result = asked(settings, dyno="web.1")
    assert "Set DATABASE_URL" in result.output
    assert "Set STORAGE_URL" in result.output
    assert result.exit_code == 0


def test_a_key_that_this_machine_made_is_noted(settings: Settings, tmp_path: Path) -> None:
    assert "SECRET_KEY is not set" not in asked(settings, var_dir=tmp_path).output
    (tmp_path / "secret_key").write_text(settings.secret_key, encoding="utf-8")
    assert "SECRET_KEY is not set" in asked(settings, var_dir=tmp_path).output
