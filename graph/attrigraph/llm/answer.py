"""The form of an answer, and what of it keeps to the form: each incident and claim is looked at by itself."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from attrigraph.errors import SourceError
from attrigraph.model import ActKind, ActorKind, Status

MOST_ITEMS = 500  # incidents or claims of one answer
MOST_ACTORS = 50  # actors of one role
_FENCED = re.compile(r"\s*```(?:json)?\s*(.*?)\s*```\s*", re.DOTALL)


class _Strict(BaseModel):
    """Every key is there, no other is, and nothing is converted: "3" is no number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SaidActor(_Strict):
    """An actor as the model names it: words of the text, a kind, the code of a State or None."""

    name: str
    kind: ActorKind
    state: str | None


class SaidIncident(_Strict):
    """An incident that claims refer to by its number."""

    number: int
    victims: list[SaidActor]
    date: str | None
    quote: str


class SaidClaim(_Strict):
    """One act as the model tells it."""

    act: ActKind
    status: Status
    agents: list[SaidActor]
    targets: list[SaidActor]
    date: str | None
    incident: int | None
    quote: str


class _Answer(_Strict):
    """The whole answer, as the server is told to write it."""

    incidents: list[SaidIncident]
    claims: list[SaidClaim]


@dataclass(frozen=True, slots=True)
class Malformed:
    """An incident or a claim that is not in the form: which, why, and its quote where it has one."""

    what: str
    why: str
    quote: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer holds in the form, and what it holds besides. Claims know their place, counted from 1."""

    incidents: tuple[SaidIncident, ...]
    claims: tuple[tuple[int, SaidClaim], ...]
    malformed: tuple[Malformed, ...]


Item = TypeVar("Item", SaidIncident, SaidClaim)


@cache
def answer_schema() -> dict[str, Any]:
    """Return the JSON schema of an answer: every key required, no other allowed, as structured output asks for it."""
    return _Answer.model_json_schema()


def said(content: str) -> Said:
    """Read an answer; raise SourceError where it is no JSON object with both lists, or has far too many items."""
    fenced = _FENCED.fullmatch(content)
    try:
        value = json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError) as error:
        raise _unusable("is not JSON") from error
    if not isinstance(value, dict) or not all(isinstance(value.get(name), list) for name in ("incidents", "claims")):
        raise _unusable("has no lists of incidents and claims")
    if any(len(value[name]) > MOST_ITEMS for name in ("incidents", "claims")):
        raise _unusable(f"has more than {MOST_ITEMS} incidents or claims")
    incidents = list(_each(value["incidents"], SaidIncident))
    claims = list(_each(value["claims"], SaidClaim))
    return Said(
        tuple(item for _, item in incidents if isinstance(item, SaidIncident)),
        tuple((number, item) for number, item in claims if isinstance(item, SaidClaim)),
        tuple(item for _, item in [*incidents, *claims] if isinstance(item, Malformed)),
    )


def _unusable(what: str) -> SourceError:
    return SourceError(f"the model's answer {what}", "ask again, or choose another model")


def _each(values: Sequence[object], form: type[Item]) -> Iterator[tuple[int, Item | Malformed]]:
    kind = form.__name__.removeprefix("Said").lower()
    for number, value in enumerate(values, 1):
        try:
            item = form.model_validate_json(json.dumps(value))
            yield number, _within(item)
        except (ValidationError, SourceError) as error:
            quote = value.get("quote") if isinstance(value, dict) else None
            yield number, Malformed(f"{kind} {number}", _reason(error), quote if isinstance(quote, str) else "")


def _within(item: Item) -> Item:
    roles = (item.victims,) if isinstance(item, SaidIncident) else (item.agents, item.targets)
    if any(len(role) > MOST_ACTORS for role in roles):
        raise SourceError(f"names more than {MOST_ACTORS} actors in one role", "")
    return item


def _reason(error: ValidationError | SourceError) -> str:
    """Return the first fault in a few words of ours; the model's own words stay outside."""
    if isinstance(error, SourceError):
        return error.what
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(str(step) for step in first["loc"] if step in _NAMES or isinstance(step, int))
    return f"{place or 'it'} is not in the form ({first['type'].replace('_', ' ')})"


_NAMES = {name for form in (SaidActor, SaidIncident, SaidClaim) for name in form.model_fields}
