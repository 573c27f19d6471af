"""The captchas' routes. They are for everybody, also where PRIVATE is set: so are forms."""

from flask import Response, current_app, jsonify, request

from endpoint.captcha import bp
from endpoint.captcha.answering import judge
from endpoint.captcha.documented import TOKEN, Issued, Verdict, posted, shown
from endpoint.captcha.issuing import captchas
from endpoint.captcha.made import made
from endpoint.captcha.params import Attempt, Wanted, read_body
from endpoint.openapi import api
from endpoint.rates import count_request
from endpoint.respond import producer
from image_proc.captcha import CaptchaSpec, speak

_COUNTED = frozenset({"captcha.issue", "captcha.verify", "captcha.sound", "captcha.attempt"})
"""Routes that cost something or keep something; each has CAPTCHA_RATE for one address."""


@bp.before_request
def _count() -> None:
    if request.endpoint in _COUNTED:
        count_request(current_app.config["CAPTCHA_RATE"])


@bp.after_request
def _keep_nothing(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/captcha")
@api.route(tag="Captchas", body=Wanted, answers=posted("A captcha.", Issued))
def issue() -> Response:
    """Make a captcha.

    The body is JSON or a form, or empty. Nothing is kept of it; the token holds what has to be
    known, but for the answer, which follows from it and from the service's key.
    """
    return jsonify(made(read_body(Wanted)).model_dump())


@bp.get("/captcha/<captcha_token:token>.png")
@api.route(tag="Captchas", path={"token": TOKEN}, answers=shown("The picture.", "image/png"))
def picture(token: str) -> Response:
    """Draw a captcha: 200 × 70 px, the same for a token each time."""
    return _picture(token, 1)


@bp.get("/captcha/<captcha_token:token>@2x.png")
@api.route(tag="Captchas", path={"token": TOKEN}, answers=shown("The picture.", "image/png"))
def large_picture(token: str) -> Response:
    """Draw a captcha for screens of double density: 400 × 140 px."""
    return _picture(token, 2)


def _picture(token: str, scale: int) -> Response:
    asked = captchas().challenge(token)
    spec = CaptchaSpec.model_validate({"text": asked.text, "seed": asked.seed, "scale": scale})
    return Response(producer().produce(spec).body, mimetype="image/png")


@bp.get("/captcha/<captcha_token:token>.wav")
@api.route(tag="Captchas", path={"token": TOKEN}, answers=shown("The sound.", "audio/wav"))
def sound(token: str) -> Response:
    """Speak a captcha for who cannot see it: six digits in English, at most 10 s."""
    asked = captchas().challenge(token)
    return Response(speak(asked.digits, asked.seed), mimetype="audio/wav")


@bp.post("/captcha/verify")
@api.route(tag="Captchas", body=Attempt, answers=posted("What became of it.", Verdict))
def verify() -> Response:
    """Judge an answer.

    The body is JSON or a form. A captcha takes one attempt, right or wrong, over all processes
    and replicas. `scope` has to be the one that the captcha was made with.
    """
    reason = judge(captchas(), read_body(Attempt))
    return jsonify(Verdict(success=reason is None, reason=reason).model_dump())
