"""What the language stage writes on a Doc: its own attributes `doc._.x`, and the frozen values they hold."""

from dataclasses import dataclass

from spacy.tokens import Doc

from attrigraph.language.gazetteer import Form
from attrigraph.model import Actor


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens [start, end) that name an actor; `head` is the token the rest of the sentence hangs on."""

    start: int
    end: int
    head: int
    actor: Actor
    form: Form
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens [start, end) that are an office, body or staff of a State: "prime minister", "foreign ministry"."""

    start: int
    end: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Malware:
    """Tokens [start, end) that name a malware or a campaign."""

    start: int
    end: int
    name: str


def register() -> None:
    """Register the Doc attributes; safe to call again.

    `mentions`, `titles`, `malware`, `quotations`, `dates`: tuples in order of start. `coreference`: token index ->
    indices of its likely antecedents, the best first. `published`: the Interval the caller gives, or None.
    """
    for name in ("mentions", "titles", "malware", "quotations", "dates"):
        Doc.set_extension(name, default=(), force=True)
    Doc.set_extension("coreference", default=None, force=True)
    Doc.set_extension("published", default=None, force=True)
