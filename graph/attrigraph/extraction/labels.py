"""What an incident is called: its name or type, who was hit, and when."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice

from attrigraph.folders import folder
from attrigraph.model import Interval, Participant

_SHOWN = 3  # victims
_UNSPECIFIED = "unspecified"


def incident_label(
    types: Sequence[str], victims: Iterable[Participant], when: Interval | None, *, name: str | None = None
) -> str:
    """Return a label in our words: what happened, by its name or its first type, to the first victims, and when.

    >>> incident_label(("ransomware",), (), Interval.parse("2022-05"))
    'Ransomware attack, 2022-05'
    """
    what = name or _labels()[types[0] if types else _UNSPECIFIED]
    hit = ", ".join(one.actor.name for one in islice(victims, _SHOWN))
    date = f", {when.partial}" if when and when.partial else ""
    return f"{what} against {hit}{date}" if hit else f"{what}{date}"


@cache
def _labels() -> Mapping[str, str]:
    with (folder("seeds") / "frames" / "incident_labels.csv").open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["label"] for row in csv.DictReader(lines)}
