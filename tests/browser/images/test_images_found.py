"""Pictures are found on the page: filtered, scrolled through, similar ones."""

from playwright.sync_api import Page, expect

from tests.browser.images.image_page import fill, look_anew, names, tiles


def test_a_filter_narrows_stands_in_the_address_and_survives(images: Page) -> None:
    fill(images, cat="teal", dog="tomato", catfish="olive")
    expect(tiles(images)).to_have_count(3)
    images.get_by_label("Search names").fill("cat")
    expect(tiles(images)).to_have_count(2)
    assert images.url.endswith("/image/?q=cat")
    look_anew(images)
    expect(images.get_by_label("Search names")).to_have_value("cat")
    assert names(images) == ["catfish.png", "cat.png"]
    images.get_by_role("button", name="Clear the filter").click()
    expect(tiles(images)).to_have_count(3)
    assert images.url.endswith("/image/")


def test_every_filter_is_one_that_the_server_knows(images: Page) -> None:
    fill(images, cat="teal")
    images.get_by_text("Filters").click()
    for label, value, count in (
        ("Tag", "nope", 0),
        ("Uploader", "loopback", 1),
        ("Camera", "nope", 0),
        ("From", "2020-01-01", 1),
        ("To", "2020-01-01", 0),
    ):
        images.get_by_label(label, exact=True).fill(value)
        expect(tiles(images)).to_have_count(count)
        images.get_by_label(label, exact=True).fill("")
    for label, option, count in (
        ("Type", "JPEG", 0),
        ("Type", "PNG", 1),
        ("At least", "10 kB", 0),
        ("At most", "10 kB", 1),
        ("Order", "largest first", 1),
    ):
        images.get_by_label(label).select_option(option)
        expect(tiles(images)).to_have_count(count)
        expect(images.locator("[data-say='list-problem']")).to_be_empty()
        images.get_by_role("button", name="Clear the filter").click()


def test_more_pictures_come_while_one_scrolls(images: Page) -> None:
    fill(images, **{f"p{number}": f"hsl({number * 8}, 50%, 50%)" for number in range(42)})
    assert 40 <= tiles(images).count() <= 42
    images.get_by_role("contentinfo").scroll_into_view_if_needed()
    expect(tiles(images)).to_have_count(42)
    expect(images.get_by_role("button", name="More")).to_be_hidden()
    assert names(images)[-1] == "p0.png"


def test_similar_pictures_are_shown_until_the_chip_is_taken_away(images: Page) -> None:
    fill(images, cat="teal", dog="tomato")
    fill(images, copy="teal")
    tiles(images).filter(has_text="cat.png").get_by_role("link").click()
    images.get_by_role("button", name="Similar").click()
    expect(images.get_by_role("link", name="Similar to #1")).to_be_visible()
    assert "?near=1" in images.url
    expect(tiles(images).filter(has_text="copy.png")).to_be_visible()
    expect(tiles(images).filter(has_text="cat.png")).to_have_count(0)
    images.get_by_role("button", name="Show all pictures again").click()
    expect(tiles(images)).to_have_count(3)
