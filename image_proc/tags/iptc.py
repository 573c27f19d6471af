"""IPTC-IIM as JSON: its record 2, without the datasets of a place.

Source: https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf (chapter 6)
"""

from collections.abc import Mapping

from pydantic import JsonValue

from image_proc.tags.printable import placeless, printables

_ONE = {
    3: "ObjectTypeReference",
    5: "ObjectName",
    7: "EditStatus",
    10: "Urgency",
    15: "Category",
    22: "FixtureIdentifier",
    30: "ReleaseDate",
    35: "ReleaseTime",
    37: "ExpirationDate",
    38: "ExpirationTime",
    40: "SpecialInstructions",
    55: "DateCreated",
    60: "TimeCreated",
    62: "DigitalCreationDate",
    63: "DigitalCreationTime",
    65: "OriginatingProgram",
    70: "ProgramVersion",
    103: "OriginalTransmissionReference",
    105: "Headline",
    110: "Credit",
    115: "Source",
    116: "CopyrightNotice",
    120: "Caption-Abstract",
    135: "LanguageIdentifier",
}
_SEVERAL = {
    4: "ObjectAttributeReference",
    12: "SubjectReference",
    20: "SupplementalCategories",
    25: "Keywords",
    80: "By-line",
    85: "By-lineTitle",
    118: "Contact",
    122: "Writer-Editor",
}
"""Those that may stand more than once: lists, of one too."""


def iptc_values(datasets: Mapping[int, tuple[str, ...]]) -> dict[str, JsonValue]:
    """Tell the datasets that have a name and say nothing of a place.

    Args:
        datasets: texts by number.
    """
    found: dict[str, JsonValue] = {}
    for number, texts in datasets.items():
        if name := _ONE.get(number):
            told: JsonValue = placeless(texts[0])
        elif name := _SEVERAL.get(number):
            told = [*printables(texts)]
        else:
            continue
        if told:
            found[name] = told
    return found
