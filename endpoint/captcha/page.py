"""The page to try captchas: also without script, and with no eyes."""

from flask import Response, render_template

from endpoint.captcha import bp
from endpoint.captcha.answering import Reason, judge
from endpoint.captcha.issuing import captchas
from endpoint.captcha.made import made
from endpoint.captcha.params import Attempt, Wanted, read_body

_SCOPE = "demo"
_WORDS = {
    None: "That is right. The form would go on from here.",
    Reason.WRONG: "That is not what it said. Here is another one.",
    Reason.EXPIRED: "That one has expired. Here is another one.",
    Reason.USED: "That one has had its attempt before. Here is another one.",
    Reason.INVALID: "That was none of our captchas. Here is one.",
}


@bp.get("/captcha/")
def page() -> Response:
    """Show a form with a captcha."""
    return _page()


@bp.post("/captcha/")
def attempt() -> Response:
    """Say what became of an answer, and show another captcha."""
    reason = judge(captchas(), read_body(Attempt))
    return _page(_WORDS[reason], right=reason is None)


def _page(said: str = "", *, right: bool = False) -> Response:
    captcha = made(Wanted(scope=_SCOPE))
    words = {reason or "right": text for reason, text in _WORDS.items()}
    return Response(
        render_template(
            "captcha.html", captcha=captcha, scope=_SCOPE, said=said, right=right, words=words
        )
    )
