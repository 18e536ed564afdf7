"""What the head of a noun phrase and the words beside it tell: who acts, who is only looked for, who joins in."""

from spacy.tokens import Token

from attrigraph.extraction.tree import case_of, conjuncts
from attrigraph.language.attributes import Mention
from attrigraph.language.gazetteer import Form
from attrigraph.language.words import has_class


def apposed(people: Token) -> list[Token]:
    """The names after a comma, wherever in a long phrase the parser hung them: "two members of the gang, A and B"."""
    names = (t for t in people.subtree if t.dep_ == "appos" and t.i and t.nbor(-1).text == ",")
    return [one for name in (*(c for c in people.children if c.dep_ == "appos"), *names) for one in conjuncts(name)]


def is_sought(head: Token) -> bool:
    """ "Did not name the country behind the attack": none of those named before."""
    return has_class(head, "official") and any(case_of(c) == "behind" for c in head.children)


def is_private(head: Token) -> bool:
    """ "Private Swedish investigators" do not act for Sweden."""
    return any(t.lower_ in ("private", "independent") for t in head.doc[head.left_edge.i : head.i])


def may_be_body(name: Token) -> bool:
    """Return whether an unknown name is likely somebody's: struck by the deed, and no code word in capitals."""
    known = has_class(name, "product")
    return name.pos_ == "PROPN" and not known and not name.text.isupper() and has_class(name.head, "strike")


def described_by(name: Token) -> Token:
    """The noun that a name right after it belongs to: "the Estonian minister Rein Talvik"."""
    return name.head if name.dep_ == "appos" and name.head.i == name.left_edge.i - 1 else name


def may_act(mention: Mention, head: Token) -> bool:
    """Return whether a mention beside a noun acts: of "the US firm FireEye" the firm, of "Iranian hackers" nobody."""
    if has_class(head, "company"):
        return mention.form is Form.ORGANISATION
    if has_class(head, "perpetrator", "group") and not has_class(head, "official"):
        return mention.form in (Form.GROUP, Form.PERSON)
    return True


def joining(head: Token) -> list[Token]:
    """Return those who join in: "Australia, joined by Canada, ..."."""
    joined = [c for c in head.children if c.dep_.startswith("acl") and has_class(c, "join")]
    return [h for clause in joined for child in clause.children if case_of(child) == "by" for h in conjuncts(child)]
