"""Lines of a fixed width, as a PDF draws them, back into paragraphs."""

import re

_FULL = 0.75  # a line this long, relative to the longest usual line, was broken because the margin was near
_ENDS = ("", ".", "!", "?", ":", ";", "”", '"')


def unwrap(text: str) -> str:
    r"""Join lines that were broken at the margin; a blank line, or a short line before it, begins a new paragraph.

    A hyphen at the end of a line stays ("state-sponsored"), unless the text holds the word without it elsewhere.

    >>> print(unwrap("Albania said that state-\nsponsored hackers attri-\nbuted to Iran\n\nIt is attributed."))
    Albania said that state-sponsored hackers attributed to Iran
    <BLANKLINE>
    It is attributed.
    """
    lines = [line.strip() for line in text.split("\n")]
    words = set(re.findall(r"\w+", text.lower()))
    lengths = sorted(len(line) for line in lines if line)
    full = _FULL * lengths[int(0.9 * len(lengths))] if lengths else 0
    parts: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        runs_on = following and (len(line) >= full or (following[0].islower() and line[-1:] not in _ENDS))
        parts.append(_joined(line, following, words) if runs_on else f"{line}\n\n" if line else "")
    return "".join(parts).strip()


def _joined(line: str, following: str, words: set[str]) -> str:
    """Return the line with what must stand between it and the one that follows: nothing, or a space."""
    broken = re.search(r"(\w+)-$", line)
    if not broken:
        return f"{line} "
    rest = re.match(r"\w*", following)
    whole = (broken[1] + (rest[0] if rest else "")).lower()
    return line[:-1] if whole in words else line
