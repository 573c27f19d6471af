"""For how long an answer may be kept."""

import time

from endpoint.auth.looking import admit
from endpoint.picture.install import pictures
from endpoint.signature import seconds_left


def cache_control() -> str:
    """Let only those in who may look, and give the policy for their answer.

    Raises:
        Forbidden: the signature is missing or wrong, or the address has expired.
        Unauthorized: PRIVATE is set, and there is neither a signature nor a token.
    """
    expiry = admit(signed=True)
    max_age = pictures().max_age
    if expiry is not None:
        return f"public, max-age={min(max_age, seconds_left(expiry, int(time.time())))}"
    # Who is to ask each time must not be shown yesterday's picture meanwhile.
    late = ", stale-while-revalidate=86400" if max_age else ""
    return f"public, max-age={max_age}{late}"
