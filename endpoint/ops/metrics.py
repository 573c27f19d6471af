"""`/metrics`: how the service feels, for Prometheus.

Whoever is in this network reads them without a token, since that is how they are scraped; from
elsewhere METRICS_TOKEN opens them. What comes through a proxy that is not counted in
TRUSTED_PROXIES is from elsewhere, and so is what a page in somebody's browser asks for, and what
comes over the loopback for another name than this machine's (DNS rebinding).
"""

from hmac import compare_digest
from ipaddress import IPv6Address, ip_address

from flask import Request, Response, current_app, request
from werkzeug.exceptions import Forbidden

from endpoint.auth.loopback import is_loopback, names_loopback, passed_a_proxy
from endpoint.metrics import metrics_of, publisher_of
from endpoint.metrics.text import CONTENT_TYPE, written
from endpoint.openapi import Answer, api
from endpoint.ops import bp

_REFUSAL = (
    "Metrics are for this network, or for who sends METRICS_TOKEN as "
    "`Authorization: Bearer <token>`."
)
_UNTANGLED = "werkzeug.proxy_fix.orig"  # ProxyFix has put the client's address in the proxy's place


@bp.get("/metrics")
@api.route(
    tag="Operation",
    answers={
        200: Answer("Metrics of all workers, in Prometheus' text format.", {"text/plain": None}),
        403: Answer("Asked from elsewhere, without METRICS_TOKEN."),
    },
)
def metrics() -> Response:
    """Tell how the service feels, to its own network or to who has the token."""
    if not (_has_token(request) or _is_near(request)):
        raise Forbidden(_REFUSAL)
    publisher_of(current_app).publish()
    response = Response(written(metrics_of(current_app)), content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _has_token(asked: Request) -> bool:
    token: str = current_app.config["METRICS_TOKEN"]
    scheme, _, sent = asked.headers.get("Authorization", "").partition(" ")
    shown = scheme.lower() == "bearer" and compare_digest(sent.strip().encode(), token.encode())
    return bool(token) and shown


def _is_near(asked: Request) -> bool:
    if not asked.environ.get(_UNTANGLED) and _is_of_elsewhere(asked):
        return False
    if "Origin" in asked.headers or "Sec-Fetch-Site" in asked.headers:
        return False
    try:
        client = ip_address(asked.remote_addr or "")
    except ValueError:  # a Unix socket has none, and a proxy is behind it
        return False
    mapped = client.ipv4_mapped if isinstance(client, IPv6Address) else None
    return not (mapped or client).is_global


def _is_of_elsewhere(asked: Request) -> bool:
    """Look for a proxy that is not counted, or a name of others that was made to point here."""
    own_name = not is_loopback(asked.remote_addr or "") or names_loopback(asked)
    return passed_a_proxy(asked) or not own_name
