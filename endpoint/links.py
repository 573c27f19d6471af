"""Addresses as the world sees them."""

from flask import current_app, request


def base_url() -> str:
    """Give the address at which the service is seen from outside, without a trailing slash."""
    public: str = current_app.config.get("PUBLIC_URL", "")
    return public or request.root_url.rstrip("/")
