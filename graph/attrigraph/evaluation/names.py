"""When two actor strings of the gold form name the same actor."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

NOBODY = "-"
_ACTOR = re.compile(r"[A-Z]{2}|(org|group|person):.*\w.*", re.DOTALL)
_STATE = re.compile(r"[A-Z]{2}")
_PUNCTUATION = re.compile(r"[^\w\s]")
_SPLIT_NUMBER = re.compile(r"([a-z])\s+(\d)")
_NAME = "name:"


def is_actor(text: str) -> bool:
    """Say whether a string is an actor of the gold form.

    >>> is_actor("IR"), is_actor("group:APT 28"), is_actor("iran"), is_actor("org:")
    (True, True, False, False)
    """
    return _ACTOR.fullmatch(text) is not None


def key(actor: str) -> str:
    """Return what is compared: the code of a State, or the telling words of a name.

    >>> key("IR"), key("group:The APT 28 Group"), key("org:The Company")
    ('IR', 'name:apt28', 'name:the company')
    """
    if _STATE.fullmatch(actor):
        return actor
    plain = _PUNCTUATION.sub(" ", actor.partition(":")[2].lower())
    words = _SPLIT_NUMBER.sub(r"\1\2", plain).split()
    telling = [word for word in words if word not in _idle_words()]
    return _NAME + " ".join(telling or words)


def keys(actors: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a role's actors; an empty role has the one key "-"."""
    return tuple(key(actor) for actor in actors) or (NOBODY,)


def same(one: str, other: str) -> bool:
    """Say whether two keys agree: equal, or names of which one has all the words of the other.

    >>> same(key("org:FireEye"), key("org:FireEye Inc.")), same(key("group:APT28"), key("group:APT29"))
    (True, False)
    """
    if one == other:
        return True
    if not (one.startswith(_NAME) and other.startswith(_NAME)):
        return False
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether two lists of keys have an actor in common."""
    listed = tuple(others)
    return any(same(one, other) for one in some for other in listed)


def covers(some: Iterable[str], others: Iterable[str]) -> bool:
    """Say whether every key of the second list agrees with one of the first."""
    listed = tuple(some)
    return all(any(same(one, other) for one in listed) for other in others)


@cache
def _idle_words() -> frozenset[str]:
    return frozenset((files("attrigraph.evaluation") / "idle_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=10_000)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.removeprefix(_NAME).split())
