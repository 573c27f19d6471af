"""The settings: read from the environment once, validated, then frozen.

Nothing else reads the environment. The settings themselves stand in settings/fields.py and, for
people, in docs/settings.md.
"""

import os
import sys
from collections.abc import Mapping
from functools import cache
from typing import Self

from pydantic import ValidationError

from settings.defaults import kept_secret
from settings.fields import SAMPLES, SOURCE_SECRET, SettingFields
from settings.types import ROOT
from storage.s3 import S3Access

__all__ = ["ROOT", "SAMPLES", "Settings", "SettingsError", "load_settings"]

SECRETS = frozenset(
    {
        "AWS_SECRET_ACCESS_KEY",
        "BOOTSTRAP_TOKEN",
        "DATABASE_URL",
        "METRICS_TOKEN",
        "MYSQL_IMAGE_REPO_ADMIN_PW",
        "REDIS_URL",
        "SECRET_KEY",
        "SIGNING_KEYS",
        "SOURCE_SECRETS",
    }
)
"""Settings whose values are never repeated in an error or a repr."""

DATABASE_ADD_ONS = ("JAWSDB_MARIA_URL", "JAWSDB_URL", "CLEARDB_DATABASE_URL")
"""What add-ons of Heroku set that are a MySQL or MariaDB; each counts where DATABASE_URL is not."""


class SettingsError(ValueError):
    """A setting has a value that is not accepted."""


class Settings(SettingFields):
    """Everything that a start of Easel can be told."""

    @property
    def bind(self) -> str:
        """Where to listen, as servers want it: "127.0.0.1:5000", "[::1]:5000"."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def request_threads(self) -> int:
        """How many requests a worker process answers at a time.

        As many as may draw at once, and 64 more: 16 wait for their turn to draw, up to 40 for a
        host or bucket of pictures that hangs, and the others answer /healthz, 304, badges and
        errors meanwhile. A thread without work costs next to nothing.
        """
        return self.render_threads + 64

    @property
    def s3(self) -> S3Access:
        """How buckets are reached."""
        return S3Access(
            endpoint=self.aws_endpoint_url,
            region=self.aws_region,
            key_id=self.aws_access_key_id,
            secret=self.aws_secret_access_key,
        )

    @property
    def home(self) -> str:
        """The address of the landing page, for a person at this machine or of PUBLIC_URL."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - nothing is bound here
        host = everywhere.get(self.host, self.bind.removesuffix(f":{self.port}"))
        return f"{self.public_url or f'http://{host}:{self.port}{self.script_name}'}/"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings of an environment; a variable that is empty counts as not set.

        The only thing written is the secret key, once, when none is set.

        Raises:
            SettingsError: a value is not accepted; the message is one line that names it.
        """
        given: dict[str, object] = {
            name: environ[name.upper()] for name in cls.model_fields if environ.get(name.upper())
        }
        given["source_secrets"] = {
            name: text for name, text in environ.items() if name.startswith(SOURCE_SECRET) and text
        }
        if added := next(filter(None, map(environ.get, DATABASE_ADD_ONS)), ""):
            given.setdefault("database_url", added)
        if "port" in given:
            given.setdefault("host", "0.0.0.0")  # noqa: S104 - a platform that sets PORT routes to it
        settings = cls._validated(given)
        if "secret_key" in given:
            return settings
        try:
            kept = kept_secret(settings.var_dir)
        except OSError as error:
            raise SettingsError(_refusal({"var_dir": settings.var_dir}, "var_dir")) from error
        return cls._validated(given | {"secret_key": kept})

    @classmethod
    def _validated(cls, given: Mapping[str, object]) -> Self:
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise SettingsError(_refusal(given, *error.errors()[0]["loc"])) from error


def _refusal(given: Mapping[str, object], *place: str | int) -> str:
    """Return the line that names a setting, its value and what is accepted."""
    field = place[0]
    name = str(field).upper()
    value = "a value not shown here" if name in SECRETS else repr(str(given[str(field)])[:100])
    shown = place[1] if field == "source_secrets" and len(place) > 1 else name
    return f"{shown} is {value}; accepted: {Settings.model_fields[str(field)].description}"


@cache
def load_settings() -> Settings:
    """Return the settings of this process, or end it with the one line that says what is wrong."""
    try:
        return Settings.from_env(os.environ)
    except SettingsError as error:
        sys.exit(f"Easel does not start: {error}")
