"""The secrets that the settings hold."""

from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import make_url

from config import Settings


def secrets_of(settings: Settings) -> frozenset[str]:
    """Give every value that must not be seen, and of addresses their passwords."""
    database = make_url(settings.database_url).password
    redis = urlsplit(settings.redis_url).password
    return frozenset(
        filter(
            None,
            (
                settings.secret_key,
                settings.bootstrap_token,
                settings.metrics_token,
                settings.mysql_image_repo_admin_pw,
                settings.aws_secret_access_key,
                str(database or ""),
                unquote(redis or ""),
                *(key.decode() for key in settings.signing_keys),
                *settings.source_secrets.values(),
            ),
        )
    )
