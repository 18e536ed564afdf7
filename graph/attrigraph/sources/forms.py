"""The forms of names in the gazetteer, as tables to look up; each is made once."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from attrigraph.language.gazetteer import Entry, Form, lexicon
from attrigraph.model import Actor
from attrigraph.rdf import reference

_STATE_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.DEMONYM, Form.CAPITAL, Form.SEAT})
_ORGANISATION_FORMS = frozenset({Form.BODY, Form.ORGANISATION})


@cache
def countries() -> Mapping[str, Actor]:
    """Return States and organisations of States by what datasets call them, in small letters."""
    states = lexicon().states
    found = {actor.name.casefold(): actor for actor in states.values()}
    for form, entries in lexicon().entries.items():
        named = [entry.actor for entry in entries if entry.form is Form.NAME]
        if len(named) == 1:
            found.setdefault(form.casefold(), named[0])
    for official, code in reference.official_names():
        found.setdefault(official.casefold(), states[code])
    for row in _rows("countries.csv"):
        if actor := states.get(row["id"].upper()) or reference.organisation(row["id"]):
            found[row["name"].casefold()] = actor
    return found


@cache
def states() -> Mapping[str, Actor]:
    """Return States by the forms of their names that mean no other: names, adjectives, demonyms, capitals, seats."""
    return {phrase(form): states[0] for form, states in _by_form(_STATE_FORMS) if len(states) == 1}


@cache
def sure_groups() -> Mapping[str, Actor]:
    """Return threat groups by the keys of names that are no ordinary words."""
    sure = (
        (form, entry)
        for form, entries in lexicon().entries.items()
        for entry in entries
        if entry.form is Form.GROUP and not entry.ambiguous
    )
    return {key(form): entry.actor for form, entry in sure}


@cache
def groups() -> Mapping[str, Actor]:
    """Return threat groups by the keys of all names, and of the last part of their ids."""
    found: dict[str, Actor] = {}
    for form, entries in lexicon().entries.items():
        for entry in entries:
            if entry.form is Form.GROUP:
                found.setdefault(key(form), entry.actor)
                found.setdefault(key(entry.actor.id.rpartition("/")[2]), entry.actor)
    return found


@cache
def organisations() -> Mapping[str, tuple[Actor, ...]]:
    """Return bodies and organisations by name in small letters."""
    found: dict[str, tuple[Actor, ...]] = {}
    for form, actors in _by_form(_ORGANISATION_FORMS):
        found[form.casefold()] = (*found.get(form.casefold(), ()), *actors)
    return found


@cache
def bodies() -> Mapping[tuple[str, str], Actor]:
    """Return the bodies of States by the code of the State and a name without it."""
    found: dict[tuple[str, str], Actor] = {}
    for form, actors in _by_form(frozenset({Form.BODY})):
        for actor in actors:
            found.setdefault((actor.organ_of or "", without_state(form).casefold()), actor)
    return found


@cache
def offices() -> re.Pattern[str]:
    """Return a pattern of the offices that a person holds."""
    titles = (re.escape(title) for title, kind in lexicon().offices.items() if kind == "person")
    return re.compile(rf"\b(?:{'|'.join(titles)})\b")


def without_state(name: str) -> str:
    """Return a name without the State that it begins with.

    >>> without_state("United Kingdom's National Cyber Security Centre"), without_state("US Cyber Command")
    ('National Cyber Security Centre', 'Cyber Command')
    """
    words = name.replace("’", "'").split()
    for size in range(min(3, len(words) - 1), 0, -1):
        if phrase(" ".join(words[:size])) in states():
            return " ".join(words[size:])
    return name


def phrase(words: str) -> str:
    """ "U.S." is "US", and "Albania's" is Albania."""
    return re.sub(r"['’]s?$", "", words.replace(".", ""))


def key(name: str) -> str:
    """ "APT 28", "apt28" and "APT-28" are one name."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _by_form(forms: frozenset[Form]) -> Iterator[tuple[str, list[Actor]]]:
    for form, entries in lexicon().entries.items():
        if actors := list(dict.fromkeys(_actors(entries, forms))):
            yield form, actors


def _actors(entries: Iterable[Entry], forms: frozenset[Form]) -> Iterator[Actor]:
    return (entry.actor for entry in entries if entry.form in forms)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("attrigraph.sources") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
