"""Which documents go back to one origin: copies of one report, and records that cite a document which is here."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from attrigraph.merging.addresses import normalised
from attrigraph.merging.decide import Clusters
from attrigraph.merging.features import rows
from attrigraph.rdf import Graph

SHINGLE = 5  # words
COPIED = 0.5  # share of the shorter text that stands in the other
LEAST = 20  # shared runs below which two texts only use the same phrase, unless they are the same

Shingles = frozenset[tuple[str, ...]]


class Origins:
    """The origins of documents, as far as a graph lets them be told apart."""

    def __init__(self, graph: Graph, documents: Collection[str]) -> None:
        wanted = set(documents)
        texts: dict[str, Shingles] = {}
        places: dict[str, str] = {}
        cited: dict[str, set[str]] = defaultdict(set)
        for row in rows(graph, "origins"):
            name = row["document"]
            if row["text"] and name in wanted:
                texts[name] = shingles(row["text"])
            elif (place := normalised(row["source"])) and name in wanted:
                places[place] = name
            elif (address := normalised(row["cited"])) and name in wanted:
                cited[name].add(address)
        self._groups = Clusters((), {})
        for one, other in _copies(texts):
            self._groups.join(one, other)
        for name, addresses in cited.items():
            for address in addresses & places.keys():
                self._groups.join(name, places[address])

    def count(self, documents: Iterable[str]) -> int:
        """Return how many independent origins some documents have."""
        return len({self._groups.members(document)[0] for document in documents})


def shingles(text: str) -> Shingles:
    """Return the runs of five words of a text, in small letters; all words of a shorter one.

    >>> len(shingles("Albania said on Wednesday that Iran did it"))
    4
    """
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[at:] for at in range(SHINGLE)), strict=False)) or frozenset([tuple(words)])


def _copies(texts: Mapping[str, Shingles]) -> Iterable[tuple[str, str]]:
    """Yield pairs of documents of which the shorter stands in the other by half; only those are compared that meet."""
    bearers: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(texts):
        for shingle in texts[name]:
            bearers[shingle].append(name)
    met: dict[tuple[str, str], int] = defaultdict(int)
    for several in bearers.values():
        if len(several) > 1:
            for pair in combinations(several, 2):
                met[pair] += 1
    for (one, other), shared in sorted(met.items()):
        shorter = min(len(texts[one]), len(texts[other]))
        if shared >= COPIED * shorter and (shared >= LEAST or texts[one] == texts[other]):
            yield one, other
