"""Who may ask, and for how long an answer may be kept."""

import time

from flask import current_app, request

from endpoint.picture.install import SIGNER, pictures
from endpoint.transform.signature import Signer, seconds_left, sent_path


def cache_control() -> str:
    """Check the address's signature and give the policy for its answer.

    Raises:
        Forbidden: the signature is missing or wrong, or the address has expired.
    """
    signer: Signer = current_app.extensions[SIGNER]
    now = int(time.time())
    expiry = signer.check(sent_path(request.environ), request.query_string, now)
    max_age = pictures().max_age
    if expiry is not None:
        return f"public, max-age={min(max_age, seconds_left(expiry, now))}"
    # Who is to ask each time must not be shown yesterday's picture meanwhile.
    late = ", stale-while-revalidate=86400" if max_age else ""
    return f"public, max-age={max_age}{late}"
