"""Names as datasets spell them: States, organisations and groups, looked up in the gazetteer."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrigraph.ids import name_id
from attrigraph.language.gazetteer import Form, lexicon
from attrigraph.model import Actor, ActorKind
from attrigraph.rdf import reference
from attrigraph.sources import forms

_WORD = re.compile(r"[\w.&]+(?:['’-][\w.&]+)*")
_PATH = re.compile(r"[\w.~%-]+(?:/[\w.~%-]+)*")
_KINDS = {"org": ActorKind.ORGANISATION, "person": ActorKind.PERSON, "actor": ActorKind.GROUP}
AS_ACCUSED = " (as accused)"  # what our own bundles add to a name where it stands for somebody who is accused
_LONGEST = 6  # words of the longest name that is looked for in running text


def country(name: str) -> Actor | None:
    """Return the State, or the organisation of States, that a cell names; None where it names none.

    >>> [country(name).id for name in ("Iran, Islamic Republic of", "Korea (Republic of)", "the Philippines")]
    ['state/ir', 'state/kr', 'state/ph']
    >>> country("NATO (region)").id, country("Southeast Asia (region)")
    ('org/nato', None)
    """
    plain = " ".join(name.split()).strip(' "')
    for form in (plain, _turned(plain), plain.removeprefix("The ").removeprefix("the ")):
        if found := forms.countries().get(form.casefold()):
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
    return tuple(dict.fromkeys(_found(text, forms.states())))


def groups_in(text: str) -> tuple[Actor, ...]:
    """Return the threat groups of the gazetteer that a phrase names, each once, in order of mention.

    >>> [group.id for group in groups_in("Believed to be the work of APT 28 and Ocean Lotus")]
    ['actor/attack/G0007', 'actor/attack/G0050']
    """
    return tuple(dict.fromkeys(_found(text, forms.sure_groups())))


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
    return forms.groups().get(forms.key(name))


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
    spellings = [plain, outside, *([inside] if _abbreviates(inside, outside) else [])]
    known = forms.organisations()
    found = [actor for form in spellings for actor in known.get(form.casefold(), ())]
    codes = {state.code for state in of}
    own = (
        forms.bodies().get((code, forms.without_state(form).casefold()))
        for code in sorted(filter(None, codes))
        for form in spellings
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
    return bool(forms.offices().search(words.casefold()))


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


def _abbreviates(short: str, name: str) -> bool:
    """Say whether letters are the initials of words of a name, in their order: "FBI", "CNMF"."""
    initials = iter(word[0].casefold() for word in _WORD.findall(name))
    return len(short) > 1 and short.isalpha() and all(letter in initials for letter in short.casefold())


def _found(text: str, known: Mapping[str, Actor]) -> Iterator[Actor]:
    """Yield what the longest runs of words mean, from left to right."""
    key = forms.key if known is forms.sure_groups() else forms.phrase
    words = _WORD.findall(text)
    at = 0
    while at < len(words):
        sizes = range(min(_LONGEST, len(words) - at), 0, -1)
        hit = next(
            ((size, known[run]) for size in sizes if (run := key(" ".join(words[at : at + size]))) in known), None
        )
        if hit:
            yield hit[1]
        at += hit[0] if hit else 1
