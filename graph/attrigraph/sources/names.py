"""Names as datasets spell them: States, organisations and groups, looked up in the gazetteer."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from attrigraph.ids import name_id
from attrigraph.language.gazetteer import Entry, Form, lexicon
from attrigraph.model import Actor, ActorKind
from attrigraph.rdf import reference

_WORD = re.compile(r"[\w.&]+(?:['’-][\w.&]+)*")
_PATH = re.compile(r"[\w.~%-]+(?:/[\w.~%-]+)*")
_KINDS = {"org": ActorKind.ORGANISATION, "person": ActorKind.PERSON, "actor": ActorKind.GROUP}
AS_ACCUSED = " (as accused)"  # what our own bundles add to a name where it stands for somebody who is accused
_LONGEST = 6  # words of the longest name that is looked for in running text
_STATE_FORMS = frozenset({Form.NAME, Form.ADJECTIVE, Form.DEMONYM, Form.CAPITAL, Form.SEAT})
_ORGANISATION_FORMS = frozenset({Form.BODY, Form.ORGANISATION})


def country(name: str) -> Actor | None:
    """Return the State, or the organisation of States, that a cell names; None where it names none.

    >>> [country(name).id for name in ("Iran, Islamic Republic of", "Korea (Republic of)", "the Philippines")]
    ['state/ir', 'state/kr', 'state/ph']
    >>> country("NATO (region)").id, country("Southeast Asia (region)")
    ('org/nato', None)
    """
    plain = " ".join(name.split()).strip(' "')
    for form in (plain, _turned(plain), plain.removeprefix("The ").removeprefix("the ")):
        if found := _countries().get(form.casefold()):
            return found
    return None


def countries(cell: str) -> tuple[Actor, ...]:
    """Return the States and organisations of States in a list with commas, some of which are parts of names.

    >>> [one.id for one in countries("Iran, Islamic Republic of, South China Sea (region), United States")]
    ['state/ir', 'state/us']
    """
    pieces = [piece for piece in re.split(r",\s*", cell) if piece.strip()]
    found: dict[Actor, None] = {}
    at = 0
    while at < len(pieces):
        sizes = range(min(3, len(pieces) - at), 0, -1)
        hit = next(((size, one) for size in sizes if (one := country(", ".join(pieces[at : at + size])))), None)
        if hit:
            found[hit[1]] = None
        at += hit[0] if hit else 1
    return tuple(found)


def state_of_code(code: str) -> Actor | None:
    """Return the State with an ISO 3166-1 alpha-2 code that the gazetteer knows.

    >>> state_of_code("AL").name, state_of_code("EUROPE")
    ('Albania', None)
    """
    return lexicon().states.get(code.strip().upper())


def states_in(text: str) -> tuple[Actor, ...]:
    """Return the States that a phrase names or adjectives in it point to, each once, in order of mention.

    >>> [state.code for state in states_in("South Korean and U.S. agencies, and the Albanian government's networks")]
    ['KR', 'US', 'AL']
    """
    return tuple(dict.fromkeys(_found(text, _state_forms())))


def groups_in(text: str) -> tuple[Actor, ...]:
    """Return the threat groups of the gazetteer that a phrase names, each once, in order of mention.

    >>> [group.id for group in groups_in("Believed to be the work of APT 28 and Ocean Lotus")]
    ['actor/attack/G0007', 'actor/attack/G0050']
    """
    return tuple(dict.fromkeys(_found(text, _group_forms())))


def group(name: str) -> Actor:
    """Return the threat group of that name: the gazetteer's, else one of the name alone.

    >>> group("Fancy Bear").id, group("G0007").id, group("Godzilla Crew").id
    ('actor/attack/G0007', 'actor/attack/G0007', 'actor/name/godzilla-crew')
    """
    plain = " ".join(name.split())
    if re.fullmatch(r"G\d{4}", plain):
        return known_group(plain) or Actor(ActorKind.GROUP, f"actor/attack/{plain}", plain)
    return known_group(plain) or Actor(ActorKind.GROUP, name_id("actor", plain), plain)


def known_group(name: str) -> Actor | None:
    """Return the group that the gazetteer lists under a name, an alias or an ATT&CK id."""
    return _groups().get(_key(name))


def of_graph(node: str, name: str) -> Actor | None:
    """Return the actor that a graph of ours calls `node`, under the name that a bundle gives it; None for no actor.

    >>> of_graph("state/ir", "Iran (as accused)").id, of_graph("org/name/acme", "Acme (as accused)").name
    ('state/ir', 'Acme')
    >>> of_graph("doc/x/act/denial-1-2", "x"), of_graph("state/<x>", "x")
    (None, None)
    """
    kind, _, rest = node.partition("/")
    plain = name.removesuffix(AS_ACCUSED)
    if kind == "state":
        return state_of_code(rest)
    if kind not in _KINDS or not _PATH.fullmatch(rest):
        return None
    known = {"org": organisation, "person": person, "actor": known_group}[kind](plain)
    return known if known and known.id == node else Actor(_KINDS[kind], node, plain or rest)


def organisation(name: str, *, of: Iterable[Actor] = ()) -> Actor | None:
    """Return the body or organisation of that name; what is in parentheses after it may be its abbreviation.

    A name that many States' bodies have ("Ministry of Defence") is found with the one State in `of`.

    >>> organisation("Federal Bureau of Investigation (FBI)").id, organisation("Daily Planet")
    ('org/us-fbi', None)
    >>> organisation("United Kingdom’s National Cyber Security Centre (NCSC)", of=[country("United Kingdom")]).id
    'org/gb-ncsc'
    >>> organisation("Homeland Justice (MOIS)") is None
    True
    """
    plain = " ".join(name.replace("’", "'").split())
    outside, inside = split_parentheses(plain)
    forms = [plain, outside, *([inside] if _abbreviates(inside, outside) else [])]
    known = _folded_organisations()
    found = [actor for form in forms for actor in known.get(form.casefold(), ())]
    codes = {state.code for state in of}
    own = (
        _bodies().get((code, without_state(form).casefold())) for code in sorted(filter(None, codes)) for form in forms
    )
    return next(filter(None, own), None) or next((one for one in found if one.organ_of in codes), None) or _first(found)


def person(name: str) -> Actor | None:
    """Return the person of that name."""
    found = (entry.actor for entry in lexicon().entries.get(name, ()) if entry.form is Form.PERSON)
    return next(found, None)


def has_office(words: str) -> bool:
    """Say whether words name an office that a person holds.

    >>> has_office("Prime Minister, ALB"), has_office("FBI")
    (True, False)
    """
    return bool(_offices().search(words.casefold()))


def new_organisation(name: str, *, organ_of: str | None = None, kind: str | None = None) -> Actor:
    """Return an organisation that no table knows."""
    plain = " ".join(name.split())
    return Actor(ActorKind.ORGANISATION, name_id("org", plain), plain, organ_of=organ_of, org_kind=kind)


def new_person(name: str, *, organ_of: str | None = None) -> Actor:
    """Return a person that no table knows."""
    plain = " ".join(name.split())
    return Actor(ActorKind.PERSON, name_id("person", plain), plain, organ_of=organ_of)


def curator(name: str) -> Actor:
    """Return the organisation that keeps a dataset; LookupError where the gazetteer has none of that name."""
    found = reference.organisation(name)
    if found is None:
        raise LookupError(name)
    return found


def without_state(name: str) -> str:
    """Return a name without the State that it begins with.

    >>> without_state("United Kingdom's National Cyber Security Centre"), without_state("US Cyber Command")
    ('National Cyber Security Centre', 'Cyber Command')
    """
    words = name.replace("’", "'").split()
    for size in range(min(3, len(words) - 1), 0, -1):
        if _phrase(" ".join(words[:size])) in _state_forms():
            return " ".join(words[size:])
    return name


def split_parentheses(name: str) -> tuple[str, str]:
    """Return a name without the parentheses at its end, and what is in them.

    >>> split_parentheses("Edi Rama (Prime Minister, ALB)")
    ('Edi Rama', 'Prime Minister, ALB')
    """
    found = re.fullmatch(r"(.*?)\s*\(([^()]*)\)\s*", name)
    return (found[1], found[2]) if found and found[1] else (name, "")


def _first(found: Sequence[Actor]) -> Actor | None:
    return found[0] if found else None


def _turned(name: str) -> str:
    """ "Korea, Republic of" and "Korea (Republic of)" are the Republic of Korea."""
    found = re.fullmatch(r"([^,(]+?)(?:, (.+ of)| \((.+ of)\))", name)
    return f"{found[2] or found[3]} {found[1]}" if found else name


@cache
def _countries() -> Mapping[str, Actor]:
    states = lexicon().states
    found = {actor.name.casefold(): actor for actor in states.values()}
    for form, entries in lexicon().entries.items():
        named = [entry.actor for entry in entries if entry.form is Form.NAME]
        if len(named) == 1:
            found.setdefault(form.casefold(), named[0])
    for official, code in reference.official_names():
        found.setdefault(official.casefold(), states[code])
    for row in _rows("countries.csv"):
        actor = states.get(row["id"].upper()) or curator(row["id"])
        found[row["name"].casefold()] = actor
    return found


@cache
def _state_forms() -> Mapping[str, Actor]:
    return {_phrase(form): states[0] for form, states in _by_form(_STATE_FORMS) if len(states) == 1}


@cache
def _group_forms() -> Mapping[str, Actor]:
    sure = (
        (form, entry)
        for form, entries in lexicon().entries.items()
        for entry in entries
        if entry.form is Form.GROUP and not entry.ambiguous
    )
    return {_key(form): entry.actor for form, entry in sure}


@cache
def _groups() -> Mapping[str, Actor]:
    found: dict[str, Actor] = {}
    for form, entries in lexicon().entries.items():
        for entry in entries:
            if entry.form is Form.GROUP:
                found.setdefault(_key(form), entry.actor)
                found.setdefault(_key(entry.actor.id.rpartition("/")[2]), entry.actor)
    return found


@cache
def _folded_organisations() -> Mapping[str, tuple[Actor, ...]]:
    found: dict[str, tuple[Actor, ...]] = {}
    for form, actors in _by_form(_ORGANISATION_FORMS):
        found[form.casefold()] = (*found.get(form.casefold(), ()), *actors)
    return found


@cache
def _bodies() -> Mapping[tuple[str, str], Actor]:
    """Return the bodies of States by the code of the State and a name without it."""
    found: dict[tuple[str, str], Actor] = {}
    for form, actors in _by_form(frozenset({Form.BODY})):
        for actor in actors:
            found.setdefault((actor.organ_of or "", without_state(form).casefold()), actor)
    return found


@cache
def _offices() -> re.Pattern[str]:
    titles = (re.escape(title) for title, kind in lexicon().offices.items() if kind == "person")
    return re.compile(rf"\b(?:{'|'.join(titles)})\b")


def _abbreviates(short: str, name: str) -> bool:
    """Say whether letters are the initials of words of a name, in their order: "FBI", "CNMF"."""
    initials = iter(word[0].casefold() for word in _WORD.findall(name))
    return len(short) > 1 and short.isalpha() and all(letter in initials for letter in short.casefold())


def _by_form(forms: frozenset[Form]) -> Iterator[tuple[str, list[Actor]]]:
    for form, entries in lexicon().entries.items():
        if actors := list(dict.fromkeys(_actors(entries, forms))):
            yield form, actors


def _actors(entries: Iterable[Entry], forms: frozenset[Form]) -> Iterator[Actor]:
    return (entry.actor for entry in entries if entry.form in forms)


def _found(text: str, forms: Mapping[str, Actor]) -> Iterator[Actor]:
    """Yield what the longest runs of words mean, from left to right."""
    key = _key if forms is _group_forms() else _phrase
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST, len(words) - at), 0, -1)
        hit = next(
            ((size, forms[run]) for size in sizes if (run := key(" ".join(words[at : at + size]))) in forms), None
        )
        if hit:
            yield hit[1]
        at += hit[0] if hit else 1


def _phrase(words: str) -> str:
    """ "U.S." is "US", and "Albania's" is Albania."""
    return re.sub(r"['’]s?$", "", words.replace(".", ""))


def _key(name: str) -> str:
    """ "APT 28", "apt28" and "APT-28" are one name."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("attrigraph.sources") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
