"""How many examples a property has that says so itself, instead of by its profile."""

from hypothesis import settings


def examples(usual: int, *, long: int) -> int:
    """Give a number of examples.

    Args:
        usual: with each change, in minutes for all tests.
        long: with `--hypothesis-profile=long` (`make thorough`), which may take hours.
    """
    return long if settings.get_current_profile_name() == "long" else usual
