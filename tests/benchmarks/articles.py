"""Made-up short articles without end: python tests/benchmarks/articles.py 100000 > articles.jsonl

The sentences are the examples of seeds/frames with other States of the gazetteer in them, between sentences of
articles.toml. The same number gives the same article.
"""

import csv
import json
import random
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from attrigraph.folders import folder

FIRST = date(2015, 1, 1)
DAYS = 4_000
KINDS = ("name", "capital", "adjective")


@dataclass(frozen=True)
class Forms:
    """What the State of a code is called, and whom a form names."""

    of: Mapping[str, Mapping[str, str]]
    named: Mapping[str, tuple[str, str]]

    @property
    def codes(self) -> Sequence[str]:
        """The States of which every kind of form is known."""
        return [code for code, forms in self.of.items() if len(forms) == len(KINDS)]


def article(number: int) -> dict[str, str]:
    """Return an article of some 60 words as a line of JSON Lines holds it."""
    chance = random.Random(number)  # noqa: S311 - not for secrets
    published = FIRST + timedelta(chance.randrange(DAYS))
    told = published - timedelta(chance.randrange(1, 60))
    home = chance.choice(_forms().codes)
    words = {name: chance.choice(values) for name, values in _texts().items()}
    words |= {
        "state": _forms().of[home]["name"],
        "capital": _forms().of[home]["capital"],
        "group": chance.choice(_groups()),
    }
    words |= {"day": f"{told.day} {told:%B} {told.year}", "number": str(chance.randrange(20, 9_000))}
    middle = [_elsewhere(sentence, chance) for sentence in chance.sample(_sentences(), 3)]
    text = " ".join([words["opening"].format_map(words), *middle, words["ending"].format_map(words)])
    return {
        "id": f"article-{number:07d}",
        "title": f"{words['state']}: {words['noun']} under attack",
        "text": text,
        "publisher": words["publisher"],
        "published": published.isoformat(),
        "language": "en",
    }


def write(many: int, path: Path) -> Path:
    """Write the first so many articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article(number)) + "\n" for number in range(many))
    return path


def _elsewhere(sentence: str, chance: random.Random) -> str:
    """Return a sentence with other States in place of its own, each the same throughout."""
    places: dict[str, str] = defaultdict(lambda: chance.choice(_forms().codes))

    def other(found: re.Match[str]) -> str:
        code, kind = _forms().named[found[0]]
        return _forms().of[places[code]][kind]

    return _pattern().sub(other, sentence)


@cache
def _forms() -> Forms:
    of: dict[str, dict[str, str]] = defaultdict(dict)
    named: dict[str, tuple[str, str]] = {}
    for row in _rows("gazetteer/state_names.csv"):
        if row["kind"] in KINDS and row["ambiguous"] == "no":
            of[row["code"]].setdefault(row["kind"], row["form"])
            named.setdefault(row["form"], (row["code"], row["kind"]))
    return Forms(of, named)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(_forms().named, key=len, reverse=True)))})\b")


@cache
def _sentences() -> list[str]:
    return [row["positive"] for row in _rows("frames/frames.csv") if row["positive"].endswith(".")]


@cache
def _groups() -> list[str]:
    return [row["name"] for row in _rows("gazetteer/groups.csv") if row["ambiguous"] == "no"]


@cache
def _texts() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    with (folder("seeds") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        print(json.dumps(article(number)))
