"""The page of explanation in a browser: accessible, narrow, enlarged, printed, and with no script to run."""

import pytest
from playwright.sync_api import expect

from tests.matching.explain.conftest import hostile_table, linked_table
from wraparound.matching import explain
from wraparound.sample import generate

SUMMARY = {"Records": "1,626", "Children": "500", "To review": "7", "Right links found": "97.8 %", "Time": "2 seconds"}
WIDTHS = [320, 375, 640, 896, 897, 1280]


@pytest.fixture(scope="module")
def linked():
    return linked_table(generate(children=400, seed=2).flat)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, linked):
    """Write an ordinary page and one of hostile values; give their addresses."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = linked_table(hostile_table(), model=linked.model)
    keys = hostile.gathered.keys.to_pylist()
    texts = {"ordinary": explain.page(linked, summary=SUMMARY, is_invented=True)}
    texts |= {f"hostile-{k}": explain.page(hostile, choose=keys[2 * k], summary=SUMMARY) for k in range(len(keys) // 2)}
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in texts}


@pytest.fixture
def tab(browser):
    """Open a tab that remembers what went wrong in it and asked for nothing but files."""
    opened = browser.new_page()
    opened.wrong = []
    opened.on("console", lambda said: opened.wrong.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith("file:") else opened.wrong.append(asked.url))
    opened.on("dialog", lambda dialog: (opened.wrong.append(dialog.message), dialog.dismiss()))
    yield opened
    opened.close()


def judged(tab, axe):
    """Give what axe finds wrong, in short; the page's own policy forbids scripts, so axe comes by the debugger."""
    tab.evaluate(axe)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found["violations"]]


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_wrong(tab, axe, pages, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(pages["ordinary"])
    assert judged(tab, axe) == []
    assert tab.wrong == []


def test_axe_finds_nothing_wrong_with_hostile_values(tab, axe, pages):
    for name in ("hostile-0", "hostile-3", "hostile-8"):
        tab.goto(pages[name])
        assert (name, judged(tab, axe)) == (name, [])
    assert tab.wrong == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_page(tab, pages, width):
    tab.set_viewport_size({"width": width, "height": 800})
    for name, address in pages.items():
        tab.goto(address)
        assert (name, tab.evaluate("document.documentElement.scrollWidth")) == (name, width)


@pytest.mark.parametrize("width", [640, 1280])
def test_letters_of_twice_the_size_still_fit(tab, pages, width):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(pages["ordinary"])
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_a_page_of_twice_the_size_still_fits(browser, pages):
    # A browser's zoom of 200 % is half as many points of twice the size.
    opened = browser.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    opened.goto(pages["ordinary"])
    assert opened.evaluate("document.documentElement.scrollWidth") == 640
    opened.close()


def test_the_policy_lets_the_style_in_and_no_script(tab, pages):
    tab.goto(pages["ordinary"])
    assert tab.evaluate("getComputedStyle(document.querySelector('figure svg')).display") != "inline"
    tab.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = true'}))")
    assert tab.evaluate("window.ran") is None


@pytest.mark.parametrize(("width", "shown"), [(375, "narrow"), (1280, "wide")])
def test_one_drawing_of_the_child_is_shown_to_fit_the_page(tab, pages, width, shown):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(pages["ordinary"])
    seen = [name for name in ("narrow", "wide") if tab.locator(f".{name} svg").is_visible()]
    assert seen == [shown]


def test_letters_in_drawings_can_be_read_on_a_telephone(tab, pages):
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto(pages["ordinary"])
    heights = tab.evaluate(
        "[...document.querySelectorAll('svg text')].filter(t => t.checkVisibility())"
        ".map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(heights) >= 11


def test_no_words_run_out_of_a_drawing(tab, pages):
    for width in (375, 1280):
        tab.set_viewport_size({"width": width, "height": 800})
        for name, address in pages.items():
            tab.goto(address)
            out = tab.evaluate(
                "[...document.querySelectorAll('svg text')].filter(t => t.checkVisibility()).filter(t => {"
                "const box = t.getBoundingClientRect(), whole = t.ownerSVGElement.getBoundingClientRect();"
                "return box.left < whole.left - 1 || box.right > whole.right + 1}).map(t => t.textContent)"
            )
            assert (name, width, out) == (name, width, [])


def test_the_first_stop_of_the_keyboard_skips_to_what_was_found(tab, pages):
    tab.goto(pages["ordinary"])
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to what was found"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_on_paper_the_tables_are_tables(tab, pages):
    tab.set_viewport_size({"width": 700, "height": 800})
    tab.goto(pages["ordinary"])
    tab.emulate_media(media="print")
    assert tab.evaluate("getComputedStyle(document.querySelector('table.child')).display") == "table"
    expect(tab.locator(".wide svg")).to_be_visible()
