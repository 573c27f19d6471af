import pytest
from hypothesis import given
from hypothesis import strategies as st

from image_proc.card.template import LONGEST_TEMPLATE, PLACEHOLDERS, Template

VALUES = {name: name.upper() for name in PLACEHOLDERS}


@pytest.mark.parametrize(
    ("text", "filled", "lines"),
    [
        ("{label}", "LABEL", 1),
        ("{label}\n{message}", "LABEL\nMESSAGE", 2),
        ("a {project}/{metric} b", "a PROJECT/METRIC b", 1),
        ("as of {date}", "as of DATE", 1),
        ("only words", "only words", 1),
        ("{{label}} {label}", "{label} LABEL", 1),
        ("مرحبا {label}", "مرحبا LABEL", 1),
    ],
)
def test_templates(text: str, filled: str, lines: int) -> None:
    template = Template.parse(text)
    assert template.fill(VALUES) == filled
    assert template.line_count == lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "{}",
        "{0}",
        "{user}",
        "{label!r}",
        "{label:>9}",
        "{label.__class__}",
        "{label[0]}",
        "{label",
        "label}",
        "{ label }",
        "{color}",
        "tab\t{label}",
        "nul\0",
        "line\u2028separator",
        "x" * (LONGEST_TEMPLATE + 1),
    ],
)
def test_no_templates(text: str) -> None:
    with pytest.raises(ValueError, match=r"words with \{label\}, \{message\}, "):
        Template.parse(text)


@given(st.text(max_size=40))
def test_any_text_is_a_template_or_refused(text: str) -> None:
    try:
        template = Template.parse(text)
    except ValueError:
        return
    assert template.fill(VALUES).count("\n") + 1 == template.line_count


@given(st.text(max_size=20))
def test_a_value_is_never_a_template(value: str) -> None:
    assert Template.parse("{label}").fill({**VALUES, "label": value}) == value
