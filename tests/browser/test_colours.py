"""Colours of the explorer: those of the system, and enough contrast to read."""

import pytest

from attrigraph.views import explorer_html

from ..views.graphs import story  # noqa: TID252 - no package above

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_and_can_be_read(open_page, scheme):
    page = open_page(explorer_html(story()), color_scheme=scheme).page
    pairs = {
        ("ink", "ground"): 7,
        ("quiet", "raised"): 4.5,
        ("focus", "raised"): 4.5,
        ("caution", "caution-ground"): 4.5,
    }
    pairs |= {("ink", "mark"): 7, ("quiet", "ground"): 4.5, ("tie", "ground"): 1.3}
    families = ("attribution", "denial", "criticism", "support", "diplomatic", "legal", "counter", "other")
    pairs |= {(f"f-{name}", "raised"): 3 for name in families}
    weak = {pair: ratio for pair, least in pairs.items() if (ratio := contrast(page, *pair)) < least}
    assert weak == {}
    assert (luminance(page, "ground") < 0.1) == (scheme == "dark")


def contrast(page, one: str, other: str) -> float:
    bright, dark = sorted((luminance(page, one), luminance(page, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(page, name: str) -> float:
    value = page.evaluate(
        "name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()", name
    )
    parts = [int(value[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
