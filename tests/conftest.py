"""What every test may use: an app, a client, and the goldens."""

import gc
import os
from asyncio import _get_running_loop, _set_running_loop
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from PIL import Image, ImageChops

from app import create_app
from config import Settings
from image_proc import fonts
from tests import mariadb, seaweed
from tests.mariadb import MariaDb
from tests.once import designs_are_read_once, routes_are_compiled_when_built
from tests.seaweed import SeaweedFs

GOLDENS = Path(__file__).parent / "goldens"
FAILURES = Path(__file__).parent / "failures"

Golden = Callable[[str, bytes], None]

# Ten seconds and more each, in the order of their start: what is begun last, others wait for.
LONGEST = (
    "tests/torture/test_kills_on_mariadb.py",  # waits most of its minute, beside what computes
    "tests/test_openapi.py",
    "tests/torture/test_kills_on_sqlite.py",
    "tests/test_openapi_badges.py",
    "tests/browser/",
    "tests/test_serving.py",
    "tests/endpoint/auth/test_tokens.py",
    "tests/endpoint/badge/projects/",
    "tests/test_picture_load.py",
    "tests/endpoint/image/",
    "tests/image_proc/chart/layout/",
    "tests/image_proc/decode/",
    "tests/test_never_500.py",
)

# What these run, others cover, and it is much: many clients at once, a hundred thousand values,
# whole pages with all that they link to. To count each line takes them as long again.
UNCOUNTED = (
    "tests/browser/",
    "tests/endpoint/image/keeping/test_at_once.py",
    "tests/endpoint/image/test_image_privacy.py::test_no_answer_tells_where_it_was_taken",
    "tests/endpoint/landing/test_pages.py::test_fragments_lead_somewhere_on_their_page",
    "tests/endpoint/landing/test_pages.py::test_what_a_page_links_to_is_there",
    "tests/image_proc/chart/layout/test_lay_out.py::test_of_a_hundred_thousand_values",
    "tests/image_proc/chart/raster/test_chart_raster.py::test_a_crowd_of_discs",
    "tests/test_security_headers.py::test_a_page_has_its_headers_and_nothing_inline",
)

# No timings are asserted: how long an example takes depends on what else the machine does.
# Where CI is set, hypothesis makes the same examples each time, so that more of them find what
# a change breaks and nothing else; `--hypothesis-profile=long` makes other ones, and many.
hypothesis_settings.register_profile("house", deadline=None, max_examples=50)
hypothesis_settings.register_profile("long", deadline=None, max_examples=1000, derandomize=False)
hypothesis_settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the goldens anew; then look at them"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores: a third of their time they wait for servers."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage in what stays: half a million objects, again and again, are a tenth."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)  # after hypothesis has marked what is its own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files; xdist is told to keep this order, its own is by number.

    Properties do not count as coverage: what covers a line should say why, and to count costs
    a third of their time. Nor does what is tried with MariaDB after it was counted with SQLite.
    """

    @cache
    def place(file: str) -> int:
        long = [number for number, start in enumerate(LONGEST) if file.startswith(start)]
        return min(long, default=len(LONGEST))

    items.sort(key=lambda item: place(item.nodeid.partition("::")[0]))
    for item in items:
        again = "[mariadb" in item.nodeid and "database_url" in getattr(item, "fixturenames", ())
        if again or item.get_closest_marker("hypothesis") or item.nodeid.startswith(UNCOUNTED):
            item.add_marker("no_cover")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `fonts` need what is optional; where the project is checked nothing may be."""
    if item.get_closest_marker("fonts") is None or "CI" in os.environ:
        return
    missing = [feature.package for feature in fonts.report() if not feature.found]
    if missing:
        pytest.skip(f"draws with what is not installed here: {', '.join(missing)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Hide the browser's loop, which runs on until the end, from tests with a loop of their own."""
    running = None if item.get_closest_marker("browser") else _get_running_loop()
    if running is None:
        return (yield)
    _set_running_loop(None)
    try:
        return (yield)
    finally:
        _set_running_loop(running)


def settings_for(folder: str | Path, **environ: str) -> Settings:
    """Read an environment that is empty but for what is given, such as PORT="80"."""
    settings = Settings.from_env(
        {"VAR_DIR": str(folder), "SECRET_KEY": "a key for tests only"} | environ
    )
    if "DATABASE_URL" not in environ and not (Path(folder) / "easel.db").exists():
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / "easel.db").write_bytes(_migrated())
    return settings


@cache
def _migrated() -> bytes:
    """Migrate an empty SQLite once for all tests: a tenth of a second each time otherwise."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/easel.db"
        create_app(
            Settings.from_env(
                {"VAR_DIR": folder, "SECRET_KEY": "a key for tests only", "DATABASE_URL": url}
            )
        )
        return (Path(folder) / "easel.db").read_bytes()


@pytest.fixture(scope="session", autouse=True)
def _what_starts_repeat_is_done_once() -> Iterator[None]:
    with designs_are_read_once(), routes_are_compiled_when_built():
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_for(tmp_path)


@pytest.fixture(scope="session")
def mariadb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MariaDb]:
    """Start MariaDB for the first test that wants it, and stop it after the last one of all."""
    if "CI" not in os.environ and not (mariadb.PROGRAM and mariadb.INSTALLER):
        pytest.skip("needs Debian's mariadb-server; .ci/run installs it")
    with mariadb.started(tmp_path_factory.mktemp("mariadb")) as server:
        yield server


@pytest.fixture
def mariadb_url(mariadb_server: MariaDb) -> Iterator[str]:
    """Give the DATABASE_URL of an empty database on a real MariaDB."""
    with mariadb_server.database() as url:
        yield url


@pytest.fixture(scope="session")
def seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFs]:
    """Start SeaweedFS, which speaks S3, for the first test that wants it."""
    with seaweed.started(tmp_path_factory.mktemp("seaweedfs")) as server:
        yield server


@pytest.fixture(params=["sqlite", "mariadb"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the DATABASE_URL of an empty database, on each that Easel runs with."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'easel.db'}"
    return str(request.getfixturevalue("mariadb_url"))


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a picture with the one kept under a name: decoded pixels, or an SVG's bytes."""

    def compare(name: str, body: bytes) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body)
        assert path.exists(), f"no golden {name}: make it with --update-goldens and look at it"
        expected = path.read_bytes()
        if body != expected and not _same_pixels(name, expected, body):
            _keep_failure(name, expected, body)
            pytest.fail(f"{name} is not the golden; see {FAILURES / name}*")

    return compare


def _rgba(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        return image.convert("RGBA")


def _same_pixels(name: str, expected: bytes, body: bytes) -> bool:
    if name.endswith(".svg"):
        return False
    one, other = _rgba(expected), _rgba(body)
    return one.size == other.size and one.tobytes() == other.tobytes()


def _keep_failure(name: str, expected: bytes, body: bytes) -> None:
    path = FAILURES / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_stem(f"{path.stem}.expected").write_bytes(expected)
    path.with_stem(f"{path.stem}.actual").write_bytes(body)
    if path.suffix == ".svg":
        return
    one, other = _rgba(expected), _rgba(body)
    if one.size == other.size:
        difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
        difference.point(lambda level: min(255, level * 8)).save(
            path.with_stem(f"{path.stem}.difference").with_suffix(".png")
        )
