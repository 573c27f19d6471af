"""For how long an answer may be kept."""

from endpoint.auth.looking import admit, kept_until
from endpoint.picture.install import pictures


def cache_control() -> str:
    """Let only those in who may look, and give the policy for their answer.

    Raises:
        Forbidden: the signature is missing or wrong, or the address has expired.
        Unauthorized: PRIVATE is set, and there is neither a signature nor a token.
    """
    expiry = admit(signed=True)
    max_age = pictures().max_age
    if expiry is not None:
        return kept_until(expiry, max_age)
    # Who is to ask each time must not be shown yesterday's picture meanwhile.
    late = ", stale-while-revalidate=86400" if max_age else ""
    return f"public, max-age={max_age}{late}"
