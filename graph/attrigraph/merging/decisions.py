"""The decisions as lines that a person can edit: matches.jsonl of a merged folder, and --decisions."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode

from attrigraph.errors import SourceError
from attrigraph.merging.values import Decision
from attrigraph.rdf import iris
from attrigraph.records import escaped

Key = tuple[str, str]

_WORDS = {"accept": True, "reject": False, "part-of": False, "has-part": False}


@dataclass(frozen=True, slots=True)
class Said:
    """What people decided: pairs that are one (True) or two (False), and acts that are not what the text says.

    `wholes` has for some that are two the one that the other is a part of.
    """

    pairs: Mapping[Key, bool]
    acts: frozenset[str] = frozenset()
    wholes: Mapping[Key, str] = field(default_factory=dict)

    def __or__(self, other: "Said") -> "Said":
        kept = {pair: whole for pair, whole in self.wholes.items() if pair not in other.pairs}
        return Said({**self.pairs, **other.pairs}, self.acts | other.acts, {**kept, **other.wholes})


NOTHING = Said({})


def read_decisions(path: Path) -> Said:
    """Read lines with {"one", "other", "decision"} or {"act", "decision"}.

    A decision is "accept" or "reject", of a pair also "part-of" (one is a part of the other) or "has-part". Lines whose
    decision is null or missing are proposals that nobody has looked at; they say nothing. Ids are IRIs or paths below
    the base. Raises SourceError for a line that is none of this, by its number.
    """
    pairs: dict[Key, bool] = {}
    acts: set[str] = set()
    wholes: dict[Key, str] = {}
    for number, line in enumerate(_lines(path), 1):
        found = _parsed(path, number, line) if line.strip() else {}
        decision = found.get("decision")
        if decision is None:
            continue
        if not isinstance(decision, str) or decision not in _WORDS:
            raise _wrong(path, number, f"the decision is {decision!r}")
        if "act" in found and decision == "reject":
            acts.add(_iri(path, number, found["act"]))
        elif isinstance(found.get("one"), str) and isinstance(found.get("other"), str):
            one, other = (_iri(path, number, found[side]) for side in ("one", "other"))
            pair = (min(one, other), max(one, other))
            pairs[pair] = _WORDS[decision]
            wholes |= {pair: {"part-of": other, "has-part": one}[decision]} if "part" in decision else {}
        elif "act" not in found:
            raise _wrong(path, number, "neither one and other nor an act")
    return Said(pairs, frozenset(acts), wholes)


def decision_lines(decisions: Iterable[Decision], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each decision with the names of both sides; "decision" is for a person to fill in."""
    for one in decisions:
        value = {
            "one": one.one.removeprefix(iris.BASE),
            "other": one.other.removeprefix(iris.BASE),
            "one_label": labels.get(one.one),
            "other_label": labels.get(one.other),
            "status": one.outcome.value,
            "score": one.score,
            "method": one.method,
            "why": one.why,
            "reasons": [asdict(reason) for reason in one.reasons],
            "decision": _decided(one),
        }
        yield escaped(json.dumps(value, ensure_ascii=False)) + "\n"


def _decided(decision: Decision) -> str | None:
    """Return the word with which a person decided; None where the machine did."""
    if decision.whole:
        return "part-of" if decision.whole == decision.other else "has-part"
    return {"accepted": "accept", "rejected": "reject"}.get(decision.outcome.value)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")  # a label may hold what else parts lines
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read", "give a file of JSON Lines in UTF-8", value=path) from error


def _parsed(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(path, number, "not JSON") from error
    if not isinstance(value, dict):
        raise _wrong(path, number, "not a JSON object")
    return value


def _wrong(path: Path, number: int, what: str) -> SourceError:
    todo = 'write {"one": ..., "other": ..., "decision": "accept", "reject", "part-of" or "has-part"}'
    return SourceError(f"{path}:{number}: {what}", todo, value=path)


def _iri(path: Path, number: int, name: object) -> str:
    text = str(name)
    try:
        return NamedNode(text).value if text.startswith(("http://", "https://")) else iris.node(text).value
    except ValueError as error:
        raise _wrong(path, number, f"not an IRI: {text[:60]!r}") from error
