"""The files that platforms read agree with the code, and with each other."""

import json
import re
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import DATABASE_ADD_ONS, ROOT, Settings

SETTINGS = {name.upper() for name in Settings.model_fields}
COMPOSE = ("compose.yaml", "compose.scale.yaml")
TOOLS_ONLY = {"benchmarks", "tests", "tools"}
"""Packages that no running service needs."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def app_json() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text("app.json"))
    return read


def processes() -> dict[str, str]:
    return dict(re.findall(r"^(\w+): (.+)$", text("Procfile"), re.MULTILINE))


def copied() -> list[str]:
    """List what the image gets from the tree, as the Dockerfile's last stage names it."""
    last = text("Dockerfile").rpartition("\nFROM ")[2]
    lines = re.findall(r"^COPY (?!--)(.+) \S+$", last, re.MULTILINE)
    return [name.rstrip("/") for line in lines for name in line.split()]


def services(name: str) -> Mapping[str, Mapping[str, Any]]:
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load(text(name))["services"]
    return read


def test_app_json_has_nothing_that_heroku_does_not_know() -> None:
    # Source: https://devcenter.heroku.com/articles/app-json-schema
    assert set(app_json()) <= {
        *("name", "description", "keywords", "website", "repository", "logo", "success_url"),
        *("scripts", "env", "formation", "addons", "buildpacks", "environments", "stack", "image"),
    }
    for name, variable in app_json()["env"].items():
        assert set(variable) <= {"description", "value", "required", "generator"}, name
        assert len(variable["description"]) > 5, name
        assert {"value", "generator", "required"} & set(variable), name
        assert variable.get("generator", "secret") == "secret", name
        assert isinstance(variable.get("value", ""), str), name


def test_app_json_names_settings_with_values_that_are_accepted(tmp_path: Path) -> None:
    env = app_json()["env"]
    assert set(env) <= SETTINGS
    assert {"SECRET_KEY", "BOOTSTRAP_TOKEN", "STORAGE_URL", "AWS_ACCESS_KEY_ID"} <= set(env)
    values = {name: variable.get("value", "") for name, variable in env.items()}
    Settings.from_env({**values, "VAR_DIR": str(tmp_path)})


def test_app_json_forms_what_the_procfile_has() -> None:
    assert set(app_json()["formation"]) <= set(processes())


def test_the_database_of_app_json_is_one_that_is_understood() -> None:
    (add_on,) = app_json()["addons"]
    assert add_on["as"] == "DATABASE"
    slug = add_on["plan"].partition(":")[0].upper().replace("-", "_")
    assert f"{slug}_URL" in DATABASE_ADD_ONS


def test_the_image_starts_what_the_procfile_starts() -> None:
    command = re.findall(r"^CMD (\[.*\])$", text("Dockerfile"), re.MULTILINE)
    assert [" ".join(json.loads(words)) for words in command] == [processes()["web"]]
    assert f"/{processes()['web']}\n" in text("deploy/easel.service")


def test_every_package_and_module_is_in_the_image() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - TOOLS_ONLY
    needed = packages | {"assets", "templates"} | {path.name for path in ROOT.glob("*.py")}
    patterns = copied()
    left = {name for name in needed if not any(fnmatch(name, pattern) for pattern in patterns)}
    assert left == set()


def test_all_that_the_image_copies_is_there_and_reaches_the_builder() -> None:
    allowed = re.findall(r"^!(.+)$", text(".dockerignore"), re.MULTILINE)
    every = re.findall(r"^COPY (?!--)(.+) \S+$", text("Dockerfile"), re.MULTILINE)
    for name in (name.rstrip("/") for line in every for name in line.split()):
        assert [*ROOT.glob(name)], name
        assert any(fnmatch(name, pattern) for pattern in allowed), name


def test_the_image_does_not_run_as_root_and_keeps_its_data_in_a_volume() -> None:
    last = text("Dockerfile").rpartition("\nFROM ")[2]
    assert re.search(r"^USER 10001:10001$", last, re.MULTILINE)
    (volume,) = re.findall(r"^VOLUME (\S+)$", last, re.MULTILINE)
    assert f"VAR_DIR={volume}\n" in last


def test_one_version_of_python_is_named_everywhere() -> None:
    version = text(".python-version").strip()
    base = re.findall(r"^ARG PYTHON_IMAGE=python:(\d+\.\d+)-", text("Dockerfile"), re.MULTILINE)
    assert base == [version]
    ruff = tomllib.loads(text("pyproject.toml"))["tool"]["ruff"]["target-version"]
    assert ruff == f"py{version.replace('.', '')}"
    pinned = tomllib.loads(text("Pipfile")).get("requires", {}).get("python_version", version)
    assert pinned == version


@pytest.mark.parametrize("name", COMPOSE)
def test_compose_gives_easel_settings_that_exist(name: str) -> None:
    for service, read in services(name).items():
        if read.get("image") == "easel":
            assert set(read.get("environment", {})) <= SETTINGS, service


@pytest.mark.parametrize("name", COMPOSE)
def test_a_secret_has_no_default_and_stands_in_the_example(name: str) -> None:
    example = set(re.findall(r"^([A-Z_]+)=$", text(".env.example"), re.MULTILINE))
    asked = re.findall(r"\$\{([A-Z_]+)(.*?)\}", text(name))
    assert {variable for variable, _ in asked} <= example
    for variable, rule in asked:
        secret = re.search(r"KEY|PASSWORD", variable)
        assert rule.startswith(":?") if secret else rule in {":-", ":?see .env.example"}, variable


@pytest.mark.parametrize("name", COMPOSE)
def test_one_service_has_a_port_of_the_host(name: str) -> None:
    ports = [port for service in services(name).values() for port in service.get("ports", ())]
    assert len(ports) == 1
    assert ports[0].startswith("127.0.0.1:")


@pytest.mark.parametrize("name", COMPOSE)
def test_who_waits_for_a_healthy_service_waits_for_one_that_says_so(name: str) -> None:
    every = services(name)
    for service in every.values():
        for other, how in service.get("depends_on", {}).items():
            own = every[other]
            if how["condition"] == "service_healthy":
                assert "healthcheck" in own or own["image"] == "easel", other
            else:
                assert own["restart"] == "on-failure", other


def test_the_template_of_nginx_asks_for_what_compose_gives() -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)\}", text("deploy/nginx.conf")))
    assert asked == set(services("compose.scale.yaml")["nginx"]["environment"])


def test_nginx_forgets_an_idle_connection_before_gunicorn_does() -> None:
    ours = re.search(r"^keepalive = (\d+)", text("gunicorn.conf.py"), re.MULTILINE)
    theirs = re.search(r"keepalive_timeout (\d+)s;", text("deploy/nginx.conf"))
    assert ours
    assert theirs
    assert int(theirs[1]) < int(ours[1])
