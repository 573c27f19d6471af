"""Which path is signed, below a prefix and behind a proxy."""

import pytest
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from endpoint.signature import sent_path
from endpoint.subpath import Subpath


@pytest.mark.parametrize(
    ("raw", "script", "routed", "path"),
    [
        ("/picture/a.jpg?w=8", "", "/picture/a.jpg", "/picture/a.jpg"),
        ("/picture/a%2Fb%20c.jpg", "", "/picture/a/b c.jpg", "/picture/a%2Fb%20c.jpg"),
        ("/picture/%C3%BC", "", "/picture/\xc3\xbc", "/picture/%C3%BC"),
        ("/picture/\xc3\xbc", "", "/picture/\xc3\xbc", "/picture/\xc3\xbc"),
        ("/easel/picture/a%2eb?w=8", "/easel", "/picture/a.b", "/picture/a%2eb"),
        ("/picture/a%2eb?w=8", "/easel", "/picture/a.b", "/picture/a%2eb"),
        ("/picture/picture/a", "/picture", "/picture/a", "/picture/a"),
        ("/picture/a", "/picture", "/picture/a", "/picture/a"),
        ("http://img.example.org/picture/a%2eb?w=8", "", "/picture/a.b", "/picture/a%2eb"),
        ("http://img.example.org/easel/picture/a", "/easel", "/picture/a", "/picture/a"),
        ("/picture/a#top?x", "", "/picture/a", "/picture/a"),
        # nothing raw, or something that is not what was routed
        ("", "", "/picture/a b/\xc3\xbc", "/picture/a%20b/%C3%BC"),
        ("/other/x%2ejpg", "/easel", "/picture/100%", "/picture/100%25"),
        ("/%65asel/picture/a%2eb", "/easel", "/picture/a.b", "/picture/a.b"),
    ],
)
def test_the_path_is_the_one_below_the_service_as_it_was_sent(
    raw: str, script: str, routed: str, path: str
) -> None:
    environ = {"SCRIPT_NAME": script, "PATH_INFO": routed}
    assert sent_path(environ | {"RAW_URI": raw}) == path
    assert sent_path(environ | {"REQUEST_URI": raw}) == path


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/picture/<path:name>", "picture", lambda name: sent_path(request.environ))
    return app


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/picture/a%2Fb%20c.jpg?w=8", {}),
        ("/easel/picture/a%2Fb%20c.jpg?w=8", {}),
        ("/picture/a%2Fb%20c.jpg?w=8", {"X-Forwarded-Prefix": "/easel"}),
    ],
)
def test_a_prefix_does_not_change_what_is_signed(
    app: Flask, target: str, headers: dict[str, str]
) -> None:
    if target.startswith("/easel"):
        app.wsgi_app = Subpath(app.wsgi_app, "/easel")  # type: ignore[method-assign]
    app.wsgi_app = ProxyFix(app.wsgi_app, x_prefix=1)  # type: ignore[method-assign]
    answer = app.test_client().get(target, headers=headers)
    assert answer.text == "/picture/a%2Fb%20c.jpg"
