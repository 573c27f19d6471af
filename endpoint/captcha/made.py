"""A captcha as its user gets it: the token and where to see and hear it."""

from datetime import UTC, datetime

from flask import request

from endpoint.captcha.documented import Issued
from endpoint.captcha.issuing import captchas
from endpoint.captcha.params import Wanted


def made(wanted: Wanted) -> Issued:
    """Make a captcha; its paths begin where the service is mounted."""
    house = captchas()
    token = house.issue(wanted.scope, wanted.ttl)
    text = token.write(house.keys)
    address = f"{request.script_root}/captcha/{text}"
    end = datetime.fromtimestamp(token.end, UTC)
    return Issued(
        token=text,
        image=f"{address}.png",
        audio=f"{address}.wav",
        expires=end.isoformat().replace("+00:00", "Z"),
    )
