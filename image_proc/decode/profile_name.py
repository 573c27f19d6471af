"""The name that an ICC profile gives itself."""

from io import BytesIO

from PIL import ImageCms

_LONGEST = 200


def profile_name(profile: bytes) -> str | None:
    """Read a profile's description.

    Args:
        profile: the profile, any bytes; b"" for none.

    Returns:
        At most 200 characters; None where there is no profile, "unknown" where it is broken.
    """
    if not profile:
        return None
    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return "unknown"
    return name.strip()[:_LONGEST] or "unknown"
