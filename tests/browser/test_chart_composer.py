"""The page that composes charts, as a person uses it; its address writer against the server."""

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from playwright.sync_api import Browser, Page, expect

from endpoint.chart.pasted import read_pasted
from tests.browser.conftest import AXE
from tests.browser.test_accessibility import RUN_AXE, fits, focused, opened
from tests.browser.test_grammar import State, asked, write
from tests.endpoint.chart.test_pasted import TABLES

ROWS = "\tNorth\tSouth\nQ1\t3\t4\nQ2\t5\t4\nQ3\t8\t1"


@pytest.fixture(scope="module")
def composer(browser: Browser, origin: str) -> Iterator[Page]:
    """Keep one page for all tests; those that change its form load it anew."""
    context = browser.new_context(base_url=origin, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/chart/?data=1,2&format=svg")
    yield page
    context.close()
    assert errors == []


def url(page: Page) -> str:
    return page.url.partition("/chart/")[0]


def begin(page: Page) -> None:
    page.goto("/chart/?data=1,2&format=svg")
    expect(page.locator("[data-measure]")).to_contain_text("500 × 300 px")


def drawn(page: Page, address: str) -> None:
    """Wait until the picture and what can be copied are those of an address."""
    expect(page.locator("[data-copy=url]")).to_have_value(url(page) + address)
    expect(page.locator(".proof img")).to_have_js_property("src", url(page) + address)
    expect(page.locator("[data-problem]")).to_be_empty()


def test_it_begins_with_the_chart_of_a_file(composer: Page) -> None:
    composer.goto("/chart/")
    drawn(composer, "/chart/log1.txt.svg")
    expect(composer.locator("[data-measure]")).to_contain_text("500 × 275 px")
    expect(composer.locator("[data-open]")).to_have_attribute("href", "/chart/log1.txt.svg")
    expect(composer.get_by_label("Numbers", exact=True).first).to_be_hidden()
    pictures = composer.locator(".kinds img")
    assert pictures.count() == 14
    assert pictures.evaluate_all("all => all.every((each) => each.naturalWidth === 112)")


def test_rows_from_a_spreadsheet_are_drawn_and_copied(composer: Page) -> None:
    composer.goto("/chart/")
    composer.get_by_role("radio", name="numbers", exact=True).check()
    expect(composer.get_by_label("File", exact=True)).to_be_hidden()
    composer.locator("#chart-data").fill(ROWS)
    composer.get_by_role("radio", name="Line", exact=True).check()
    address = "/chart?data=3,5,8%7C4,4,1&labels=Q1,Q2,Q3&names=North,South&type=line&format=svg"
    drawn(composer, address)
    expect(composer.locator("[data-read]")).to_have_text("Read as 2 series with labels and names.")
    expect(composer.locator(".proof img")).to_have_attribute("alt", "Line: North, South")
    composer.get_by_role("button", name="Copy Markdown").click()
    copied = composer.evaluate("navigator.clipboard.readText()")
    assert copied == f"![Line: North, South]({url(composer)}{address})"


def test_a_mistake_is_told_at_its_field_and_the_former_picture_stays(composer: Page) -> None:
    begin(composer)
    image = composer.locator(".proof img")
    before = image.get_attribute("src")
    composer.get_by_label("Width", exact=True).fill("-5")
    expect(composer.locator("[data-problem]")).to_have_text("Width: “-5” is not accepted.")
    expect(composer.locator("#chart-width")).to_have_attribute("aria-invalid", "true")
    expect(composer.locator("#chart-width-error")).to_be_visible()
    expect(composer.locator("[data-open]")).to_be_hidden()
    assert image.get_attribute("src") == before
    composer.get_by_label("Width", exact=True).fill("400")
    expect(composer.locator("[data-problem]")).to_be_empty()
    expect(composer.locator("[data-measure]")).to_contain_text("400 × 300 px")


def test_pixels_are_doubled_by_a_srcset_and_json_is_shown_as_a_picture(composer: Page) -> None:
    begin(composer)
    composer.get_by_role("radio", name="PNG", exact=True).check()
    html = composer.locator("[data-copy=html]")
    expect(html).to_have_value(re.compile(r'scale=2 2x" .* width="500" height="300">$'))
    composer.get_by_role("radio", name="2×", exact=True).check()
    expect(composer.locator("[data-measure]")).to_contain_text("500 × 300 px")
    expect(composer.locator(".proof img")).to_have_js_property("naturalWidth", 1000)
    composer.get_by_role("radio", name="JSON", exact=True).check()
    expect(composer.locator("[data-open]")).to_have_attribute("href", re.compile("&format=json$"))
    expect(composer.locator(".proof img")).to_be_visible()


def test_a_kind_is_chosen_by_keyboard_alone(composer: Page) -> None:
    begin(composer)
    composer.get_by_role("radio", name="Bars", exact=True).focus()
    composer.keyboard.press("ArrowRight")
    assert focused(composer) == "Line"
    composer.keyboard.press("ArrowRight")
    assert focused(composer) == "Area"
    outline = "getComputedStyle(document.activeElement.nextElementSibling).outlineWidth"
    assert composer.evaluate(outline) == "3px"
    expect(composer.locator("[data-copy=url]")).to_have_value(re.compile("&type=area&"))


def test_rows_are_read_as_the_server_reads_them(composer: Page) -> None:
    for text, type_, _ in TABLES:
        read = write(composer, "charttable", "readTable", {"text": text, "type": type_})
        assert read == asdict(read_pasted(text, type_)), text


ADDRESSES: list[tuple[State, str]] = [
    ({"data": "3,5|2,8"}, "/chart?data=3,5%7C2,8"),
    ({"data": ""}, "/chart?data="),
    ({"data": "1", "format": "svg", "scale": "2"}, "/chart?data=1&format=svg"),
    ({"data": "1", "format": "webp", "scale": "2"}, "/chart?data=1&format=webp&scale=2"),
    (
        {"data": "1", "title": "A & (b)", "colors": "#fff,rgb(1,2,3)", "log": "true", "x": "t"},
        "/chart?data=1&title=A%20%26%20%28b%29&colors=%23fff,rgb%281,2,3%29&log=true",
    ),
    ({"from": "file", "filename": "log1.txt", "data": "1"}, "/chart/log1.txt"),
    ({"from": "file", "filename": "log1.txt", "scale": "2"}, "/chart/log1.txt@2x.png"),
    (
        {"from": "file", "filename": "log1.txt", "format": "json", "scale": "2", "window": "9"},
        "/chart/log1.txt.json?window=9",
    ),
    (
        {"from": "file", "filename": "a b/c#d@e.csv", "y": "in,out", "agg": "max", "min": "0"},
        "/chart/a%20b/c%23d@e.csv?min=0&y=in,out&agg=max",
    ),
]


def test_addresses_are_those_that_the_server_reads(composer: Page) -> None:
    for state, address in ADDRESSES:
        assert write(composer, "chartgrammar", "chartAddress", state) == address
        answer = asked(composer, address)
        assert answer["status"] == (404 if "c%23d" in address else 200), (address, answer)
    state = {"data": ROWS, "title": "A & B", "format": "json", "stacked": "true"}
    read = asked(composer, write(composer, "chartgrammar", "chartAddress", state))["json"]
    assert read["title"] == "A & B"
    assert [each["values"] for each in read["series"]] == [[3, 5, 8], [4, 4, 1]]
    assert [each["name"] for each in read["series"]] == ["North", "South"]


@pytest.mark.parametrize(
    ("theme", "sources"), [("light", ("data", "file")), ("dark", ("file", "data"))]
)
def test_the_page_is_for_everyone(
    browser: Browser, origin: str, theme: str, sources: tuple[str, str]
) -> None:
    with opened(browser, f"{origin}/chart/", color_scheme=theme) as page:
        page.add_script_tag(path=str(AXE))
        for source, width in zip(sources, (1280, 320), strict=True):
            page.locator(f"[name=from][value={source}]").check()
            page.set_viewport_size({"width": width, "height": 800})
            fits(page, width)
            found = page.evaluate(RUN_AXE)
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
