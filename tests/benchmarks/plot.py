"""Small charts as SVG, for the pages that show measurements."""

from collections.abc import Mapping
from html import escape
from math import log10

ROW, LEFT, WIDTH, LOWEST = 18, 190, 420, 1e-3
NOT_DRAWN = ("ratio", "rows")
COLOURS = ("#2f6fb3", "#c46a1b")


def bars(title: str, values: Mapping[str, Mapping[str, object]]) -> str:
    """Return a chart with a row for each name and a bar for each number under it, on a logarithmic scale.

    Numbers under "ratio" and "rows" are left out; None is a bar to the edge.
    """
    series = list(dict.fromkeys(key for one in values.values() for key in one if key not in NOT_DRAWN))
    known = [float(str(one[key])) for one in values.values() for key in series if one.get(key) is not None]
    top = max([*known, LOWEST * 10])

    def length(value: object) -> float:
        number = top if value is None else max(float(str(value)), LOWEST)
        return WIDTH * log10(number / LOWEST) / log10(top / LOWEST)

    parts = [f'<text x="4" y="14">{escape(title)}</text>']
    y = 26
    for name, one in values.items():
        parts.append(f'<text x="4" y="{y + 12}">{escape(name)}</text>')
        for number, key in enumerate(key for key in series if key in one):
            height = (ROW - 4) / len(series)
            said = "no answer" if one[key] is None else f"{one[key]}"
            at, wide = y + number * height, length(one[key])
            parts.append(
                f'<rect x="{LEFT}" y="{at:.1f}" width="{wide:.1f}" height="{height:.1f}" fill="{COLOURS[number % 2]}">'
                f"<title>{escape(key)}: {said}</title></rect>"
            )
        y += ROW
    for number, key in enumerate(series):
        parts.append(
            f'<rect x="{LEFT + number * 120}" y="{y + 6}" width="10" height="10" fill="{COLOURS[number % 2]}"/>'
        )
        parts.append(f'<text x="{LEFT + 14 + number * 120}" y="{y + 15}">{escape(key)}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 10} {y + 24}"'
    return f'{head} font-family="sans-serif" font-size="11">{"".join(parts)}</svg>\n'
