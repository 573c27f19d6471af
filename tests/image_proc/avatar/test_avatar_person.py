import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.avatar import initials_of, is_seed, seed_of

MD5, SHA256 = "0123456789abcdef" * 2, "0123456789abcdef" * 4


@pytest.mark.parametrize("digest", [MD5, SHA256])
def test_a_digest_stands_for_itself(digest: str) -> None:
    assert seed_of(digest) == digest
    assert seed_of(f" {digest.upper()} ") == digest


def test_an_address_gives_the_digest_that_gravatar_makes_of_it() -> None:
    # Source: https://docs.gravatar.com/rest/hash/
    expected = "84059b07d4be67b806386c0aad8070a23f18836bbaae342275dc0a83414c32ee"
    assert seed_of(" MyEmailAddress@example.com ") == expected


def test_the_case_of_a_name_matters_and_the_white_around_it_does_not() -> None:
    assert seed_of("Ada\n") == hashlib.sha256(b"Ada").hexdigest()
    assert seed_of("ada") != seed_of("Ada")
    assert seed_of("@ada") != seed_of("@Ada")


def test_two_ways_to_write_a_letter_are_one_name() -> None:
    assert seed_of("A\u030asa") == seed_of("\xc5sa")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_anything_has_a_digest_and_no_more_than_two_initials(text: str) -> None:
    assert is_seed(seed_of(text))
    initials_of(text)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("ada lovelace", "AL"),
        ("Linus", "L"),
        ("Ludwig van Beethoven", "LB"),
        ("jean-luc picard", "JP"),
        ("john.doe@example.com", "JD"),
        ("me@example.com", "M"),
        ("@ada", "A"),
        ('  (the) "Dude" ', "TD"),
        ("山田太郎", "山"),
        ("Σωκράτης", "Σ"),
        ("a\u030asa", "Å"),
        ("ßimon", "ß"),
        ("7up", "7"),
        ("👩\u200d🚀 Sally", "👩\u200d🚀S"),
        ("🇦🇶", "🇦🇶"),
        ("محمد علي", "م\u200cع"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_initials_are_the_first_letters_of_the_first_and_the_last_word(
    name: str, initials: str
) -> None:
    assert initials_of(name) == initials
