"""What is said of uploads that are not there."""

from werkzeug.exceptions import Gone, NotFound


def gone(upload_id: int) -> Gone:
    """Say that an upload was deleted."""
    return Gone(f"The image {upload_id} was deleted.")


def never_was(upload_id: int) -> NotFound:
    """Say that there never was an upload of an id."""
    return NotFound(f"There is no image {upload_id}.")
