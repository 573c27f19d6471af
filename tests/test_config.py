import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from config import ROOT, Settings, SettingsError
from settings.defaults import workers


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"VAR_DIR": str(tmp_path / "var")}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("PORT", "1", 1),
        ("PORT", "65535", 65535),
        ("HOST", "0.0.0.0", "0.0.0.0"),
        ("HOST", "::1", "::1"),
        ("HOST", "img.example.org", "img.example.org"),
        ("PUBLIC_URL", "https://img.example.org", "https://img.example.org"),
        ("PUBLIC_URL", "http://img.example.org:8080/easel/", "http://img.example.org:8080/easel"),
        ("SCRIPT_NAME", "/easel", "/easel"),
        ("SCRIPT_NAME", "/tools/easel-2", "/tools/easel-2"),
        ("WEB_CONCURRENCY", "1", 1),
        ("OPEN_WRITES", "loopback", "loopback"),
        ("DATABASE_URL", "sqlite:////srv/easel.db", "sqlite:////srv/easel.db"),
        ("DATABASE_URL", "mysql://u:p%40w@h:3306/n", "mysql+pymysql://u:p%40w@h:3306/n"),
        ("DATABASE_URL", "mysql+pymysql://u@h/n", "mysql+pymysql://u@h/n"),
        ("DATABASE_URL", "mariadb://u@h/n?charset=utf8", "mariadb+pymysql://u@h/n?charset=utf8"),
        ("SECRET_KEY", "sixteen letters!", "sixteen letters!"),
        ("MAX_PIXELS", "1000000", 1_000_000),
        ("MAX_SIDE", "16383", 16383),
        ("RENDER_THREADS", "4", 4),
        ("LOG_FORMAT", "json", "json"),
        ("TRUSTED_PROXIES", "2", 2),
        ("PICTURES_DIR", "assets", ROOT / "assets"),
        (
            "PICTURE_PRESETS",
            "thumb=w=200&h=200  hero=w=1600",
            {"thumb": "w=200&h=200", "hero": "w=1600"},
        ),
        ("PICTURE_MAX_AGE", "0", 0),
        (
            "SIGNING_KEYS",
            "sixteen-letters! and-sixteen-more",
            (b"sixteen-letters!", b"and-sixteen-more"),
        ),
        ("GALLERY", "off", False),
        ("GALLERY", "on", True),
        ("CACHE_BYTES", "0", 0),
        ("MAX_SOURCE_BYTES", "1000", 1000),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9000/", "http://127.0.0.1:9000"),
        ("BADGE_ERROR_STATUS", "honest", "honest"),
        ("BADGE_ERROR_STATUS", "200", "200"),
    ],
)
def test_it_accepts(environ: dict[str, str], name: str, text: str, value: object) -> None:
    settings = Settings.from_env(environ | {name: text})
    assert getattr(settings, name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "http"),
        ("PORT", "50.5"),
        ("PORT", "80\n81"),
        ("HOST", "127.0.0.1 "),
        ("HOST", "http://127.0.0.1"),
        ("HOST", "127.0.0.1\n"),
        ("PUBLIC_URL", "img.example.org"),
        ("PUBLIC_URL", "ftp://img.example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://img.example.org/?a=b"),
        ("PUBLIC_URL", "https://img.example.org/#a"),
        ("PUBLIC_URL", "https://img.example.org/a b"),
        ("PUBLIC_URL", "https://img.example.org:port"),
        ("PUBLIC_URL", "https://[::1"),
        ("SCRIPT_NAME", "easel"),
        ("SCRIPT_NAME", "/easel/"),
        ("SCRIPT_NAME", "/"),
        ("SCRIPT_NAME", "/ea sel"),
        ("WEB_CONCURRENCY", "0"),
        ("WEB_CONCURRENCY", "auto"),
        ("OPEN_WRITES", "all"),
        ("DATABASE_URL", "easel.db"),
        ("DATABASE_URL", "postgresql://u:p@h/n"),
        ("SECRET_KEY", "short"),
        ("MAX_PIXELS", "0"),
        ("MAX_PIXELS", "50 MP"),
        ("MAX_SIDE", "16384"),
        ("RENDER_THREADS", "0"),
        ("PICTURES_DIR", "not/there"),
        ("PICTURE_SOURCES", "shop"),
        ("PICTURE_SOURCES", "shop=ftp://img.example.org"),
        ("PICTURE_PRESETS", "thumb"),
        ("PICTURE_PRESETS", "thumb="),
        ("PICTURE_PRESETS", "thumb=w=1 thumb=w=2"),
        ("PICTURE_MAX_AGE", "1h"),
        ("GALLERY", "yes"),
        ("CACHE_BYTES", "1G"),
        ("MAX_SOURCE_BYTES", "0"),
        ("AWS_ENDPOINT_URL", "s3.example.org"),
        ("LOG_FORMAT", "JSON"),
        ("TRUSTED_PROXIES", "-1"),
        ("BADGE_ERROR_STATUS", "404"),
    ],
)
def test_it_rejects_in_one_line_that_names_the_setting(
    environ: dict[str, str], name: str, text: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(environ | {name: text})
    line = str(refused.value)
    assert line.startswith(f"{name} is ")
    assert "; accepted: " in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY"])
def test_an_error_never_repeats_a_secret(environ: dict[str, str], name: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(environ | {name: "x:hunter2"})
    assert "hunter2" not in str(refused.value)


def test_a_repr_never_shows_a_secret(environ: dict[str, str]) -> None:
    environ |= {"SECRET_KEY": "hunter2" * 3, "DATABASE_URL": "mysql://u:hunter2@h/n"}
    assert "hunter2" not in repr(Settings.from_env(environ))


def test_an_empty_variable_counts_as_not_set(environ: dict[str, str]) -> None:
    environ |= {"PORT": "", "HOST": "", "PUBLIC_URL": "", "SECRET_KEY": ""}
    settings = Settings.from_env(environ)
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 5000, "")


def test_a_platform_that_sets_the_port_is_listened_to_from_everywhere(
    environ: dict[str, str],
) -> None:
    assert Settings.from_env(environ | {"PORT": "8080"}).bind == "0.0.0.0:8080"
    assert Settings.from_env(environ | {"PORT": "8080", "HOST": "::1"}).bind == "[::1]:8080"


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ({}, "http://127.0.0.1:5000/"),
        ({"PORT": "8080"}, "http://127.0.0.1:8080/"),
        ({"HOST": "::"}, "http://[::1]:5000/"),
        ({"HOST": "10.0.0.7", "SCRIPT_NAME": "/easel"}, "http://10.0.0.7:5000/easel/"),
        ({"PUBLIC_URL": "https://img.example.org/easel"}, "https://img.example.org/easel/"),
    ],
)
def test_home_is_an_address_to_open(
    environ: dict[str, str], given: dict[str, str], home: str
) -> None:
    assert Settings.from_env(environ | given).home == home


def test_everything_is_written_below_var_dir(environ: dict[str, str]) -> None:
    settings = Settings.from_env(environ)
    assert settings.database_url == f"sqlite:///{environ['VAR_DIR']}/easel.db"
    assert [path.name for path in settings.var_dir.iterdir()] == ["secret_key"]


def test_a_relative_var_dir_is_taken_from_the_project() -> None:
    assert Settings.model_validate({"var_dir": "here"}).var_dir == ROOT / "here"


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_a_folder_that_cannot_be_made_names_var_dir(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"VAR_DIR is .*; accepted: a folder"):
        Settings.from_env({"VAR_DIR": str(tmp_path / "file" / "var")})


def test_the_secret_is_made_once_and_only_its_owner_reads_it(environ: dict[str, str]) -> None:
    first, second = Settings.from_env(environ), Settings.from_env(environ)
    kept = first.var_dir / "secret_key"
    assert first.secret_key == second.secret_key == kept.read_text()
    assert len(first.secret_key) == 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_secret_that_is_set_is_not_kept(environ: dict[str, str]) -> None:
    settings = Settings.from_env(environ | {"SECRET_KEY": "k" * 32})
    assert settings.secret_key == "k" * 32
    assert not settings.var_dir.exists()


def test_a_kept_secret_that_was_cut_short_is_refused(environ: dict[str, str]) -> None:
    kept = Settings.from_env(environ).var_dir / "secret_key"
    kept.write_text("short")
    with pytest.raises(SettingsError, match=r"SECRET_KEY .* at least 16 characters"):
        Settings.from_env(environ)


def test_processes_that_start_together_agree_on_the_secret(environ: dict[str, str]) -> None:
    tell = "from config import load_settings; print(load_settings().secret_key)"

    def start(_: int) -> str:
        command = [sys.executable, "-c", tell]
        env = os.environ | environ
        return subprocess.run(
            command, cwd=ROOT, env=env, check=True, capture_output=True, text=True
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


@pytest.mark.parametrize(
    "command",
    [["-m", "gunicorn", "app:app"], ["-m", "flask", "run"], ["-m", "gunicorn", "--check-config"]],
    ids=" ".join,
)
def test_a_wrong_setting_ends_the_start_with_one_line(
    environ: dict[str, str], command: list[str]
) -> None:
    run = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | environ | {"MAX_SIDE": "huge"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode != 0
    assert run.stderr == (
        "Easel does not start: MAX_SIDE is 'huge'; accepted: a whole number from 1 to 16383\n"
    )
    assert run.stdout == ""


def test_the_gallery_is_there_for_the_samples_alone(environ: dict[str, str]) -> None:
    assert Settings.from_env(environ).gallery
    assert not Settings.from_env(environ | {"PICTURES_DIR": "assets"}).gallery


def test_a_page_cannot_sign_so_the_gallery_is_off_where_addresses_are_signed(
    environ: dict[str, str],
) -> None:
    signed = environ | {"SIGNING_KEYS": "sixteen letters!".replace(" ", "-")}
    assert not Settings.from_env(signed).gallery
    with pytest.raises(SettingsError, match="GALLERY is 'on'"):
        Settings.from_env(signed | {"GALLERY": "on"})


def test_keys_that_sign_are_not_shown(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="SIGNING_KEYS is a value not shown here"):
        Settings.from_env(environ | {"SIGNING_KEYS": "tooshort"})


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"JAWSDB_MARIA_URL": "mysql://u:p@h:3306/n"}, "mysql+pymysql://u:p@h:3306/n"),
        ({"JAWSDB_URL": "mysql://u:p@h/n"}, "mysql+pymysql://u:p@h/n"),
        (
            {"CLEARDB_DATABASE_URL": "mysql://u:p@h/n?reconnect=true"},
            "mysql+pymysql://u:p@h/n",
        ),
        (
            {"JAWSDB_URL": "mysql://u:p@h/n", "DATABASE_URL": "sqlite:////srv/easel.db"},
            "sqlite:////srv/easel.db",
        ),
        (
            {"JAWSDB_URL": "mysql://u:p@h/n", "MYSQL_IMAGE_REPO_ADMIN_PW": "pw"},
            "mysql+pymysql://u:p@h/n",
        ),
    ],
)
def test_the_database_of_an_add_on_counts_where_none_is_set(
    environ: dict[str, str], url: str, tmp_path: Path
) -> None:
    assert Settings.from_env({"VAR_DIR": str(tmp_path), **environ}).database_url == url


@pytest.mark.parametrize(
    ("place", "limit", "processes"),
    [
        ("memory.max", "536870912\n", 1),
        ("memory.max", "1073741824\n", 2),
        ("memory/memory.limit_in_bytes", "536870912\n", 1),
        ("memory/memory.limit_in_bytes", "9223372036854771712\n", 2),
        ("memory.max", "max\n", 2),
    ],
)
def test_as_many_workers_start_as_the_memory_holds(
    place: str, limit: str, processes: int, tmp_path: Path
) -> None:
    told = tmp_path / "sys/fs/cgroup" / place
    told.parent.mkdir(parents=True)
    told.write_text(limit, encoding="ascii")
    assert workers(tmp_path) == processes
