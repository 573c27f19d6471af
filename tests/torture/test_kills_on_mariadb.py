"""The kill test on MariaDB and a bucket."""

from pathlib import Path

from tests.torture.kills import kill_everybody


def test_nothing_acknowledged_is_lost_whoever_is_killed(tmp_path: Path) -> None:
    kill_everybody("mariadb", tmp_path)
