"""Sentences with trees from templates: a small grammar whose every expansion is a tree.

A rule starts with `= NAME`; each line below it is one way to expand it, perhaps with a weight (`3* ...`). A line is a
row of items parted by spaces; exactly one of them carries no label and heads the others:

- `word/TAG/label`, `word/TAG` (the head), `word/ALIAS` (tag and label from words.txt), `word` (a function word there)
- `[label items]`: a subtree, hung on the head of the row
- `< items | items >`: one of these, which may be nothing
- `{RULE}`: the items of a rule in place; `{RULE}/label`: as a subtree
- `{see|hear:kind}`: rule `kind` with one of these verbs; there, `@/VBN` is the verb's form of that tag
- `{RULE:kind}`: a rule whose verbs are left open, as in `{see:$}`: they take this kind
- `-`: a hyphen without spaces around it

Brackets never cross, so every tree is projective.
"""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from training.templates_tables import table_rows

Option = tuple[int, tuple["Item", ...]]
TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word; without a label it heads its row."""

    form: str
    tag: str
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A subtree."""

    label: str
    items: tuple["Item", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows of items."""

    options: tuple[tuple["Item", ...], ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """The items of a rule, perhaps of a kind, or of the kind as which one of some verbs is wanted."""

    rule: str
    verbs: tuple[str, ...] = ()
    kind: str = ""


Item = Leaf | Group | Choice | Ref


@dataclass(slots=True)
class Node:
    """A word of a tree: `head` is an index into the tree, None for its root."""

    form: str
    tag: str
    label: str
    head: int | None


@dataclass(frozen=True, slots=True)
class _Context:
    """The verb and the kind asked for; and what the sentence has used so far: names do not come twice."""

    rng: random.Random
    verb: str = ""
    kind: str = ""
    used: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by name, and the five forms of each verb in the order of TAGS."""

    rules: Mapping[str, Sequence[Option]]
    verbs: Mapping[str, Sequence[str]]

    def tree(self, rule: str, rng: random.Random) -> list[Node]:
        """Expand a rule to one tree; ValueError where a row has not exactly one head."""
        return self._joined((Ref(rule),), _Context(rng))

    def option(self, rule: str, number: int, rng: random.Random) -> list[Node]:
        """Expand one line of a rule."""
        return self._joined(self.rules[rule][number][1], _Context(rng))

    def _joined(self, items: tuple[Item, ...], context: _Context) -> list[Node]:
        parts = list(self._parts(items, context))
        if sum(not label for label, _ in parts) != 1:
            raise ValueError(f"not one head: {[(label, [node.form for node in part]) for label, part in parts]}")
        starts = [sum(len(part) for _, part in parts[:place]) for place in range(len(parts))]
        top = next(s + _root(part) for s, (label, part) in zip(starts, parts, strict=True) if not label)
        for start, (label, part) in zip(starts, parts, strict=True):
            root = _root(part)
            for node in part:
                node.head = None if node.head is None else node.head + start
            if label:
                part[root].label, part[root].head = label, top
        return [node for _, part in parts for node in part]

    def _parts(self, items: tuple[Item, ...], context: _Context) -> Iterator[tuple[str, list[Node]]]:
        for item in items:
            if isinstance(item, Leaf):
                form = self._form(context.verb, item.tag) if item.form == "@" else item.form
                yield item.label, [Node(form, item.tag, "", None)]
            elif isinstance(item, Group):
                yield item.label, self._joined(item.items, context)
            elif isinstance(item, Choice):
                yield from self._parts(context.rng.choice(item.options), context)
            else:
                inner = self._inner(item, context)
                rule = context.kind if item.rule == "$" else item.rule
                yield from self._parts(self._pick(rule, inner), inner)

    def _form(self, verb: str, tag: str) -> str:
        return self.verbs[verb][TAGS.index("VB" if tag == "VBP" else tag)]

    @staticmethod
    def _inner(ref: Ref, context: _Context) -> _Context:
        verb = context.rng.choice(ref.verbs) if ref.verbs else context.verb
        kind = context.kind if ref.kind in ("", "$") else ref.kind
        return replace(context, verb=verb, kind=kind)

    def _pick(self, rule: str, context: _Context) -> tuple[Item, ...]:
        options = self.rules[rule]
        free = [n for n in range(len(options)) if (rule, n) not in context.used] or list(range(len(options)))
        number = context.rng.choices(free, [options[n][0] for n in free])[0]
        if all(isinstance(item, Leaf) and item.tag.startswith("NNP") for item in options[number][1]):
            context.used.add((rule, number))
        return options[number][1]


def load(folder: Path, tables: Path) -> Grammar:
    """Read a folder of templates and the tables of names below `tables`."""
    reader = _Reader(_words((folder / "words.txt").read_text(encoding="utf-8")))
    rules: dict[str, list[Option]] = {}
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in ("words", "verbs"):
            reader.rules(path.read_text(encoding="utf-8"), rules)
    for name, lines in table_rows(tomllib.loads((folder / "tables.toml").read_text(encoding="utf-8")), tables):
        rules.setdefault(name, []).extend((1, reader.items(line)) for line in lines)
    verbs = [line.split() for line in _lines((folder / "verbs.txt").read_text(encoding="utf-8"))]
    return Grammar(rules, {forms[0]: forms for forms in verbs})


def _root(part: Sequence[Node]) -> int:
    return next(place for place, node in enumerate(part) if node.head is None)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _words(text: str) -> dict[str, tuple[str, str]]:
    """Read `TAG label word word ...`; an alias of a tag is written `/ALIAS`."""
    rows = [line.split() for line in _lines(text)]
    return {word: (tag, label) for tag, label, *words in rows for word in words}


class _Reader:
    """Reads rules; `words` gives tag and label of function words, and of aliases with their slash."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        self._words = words

    def rules(self, text: str, found: dict[str, list[Option]]) -> None:
        """Add the rules of a file."""
        name = ""
        for line in _lines(text):
            if line.startswith("= "):
                name = line[2:].strip()
                continue
            weight, star, rest = line.partition("* ")
            counted = bool(star) and weight.isdigit()
            found.setdefault(name, []).append((int(weight), self.items(rest)) if counted else (1, self.items(line)))

    def items(self, line: str) -> tuple[Item, ...]:
        """Read one line; ValueError where brackets do not match or a word is unknown."""
        tokens = line.replace("]", " ] ").split()
        items, place = self._row(tokens, 0)
        if place != len(tokens):
            raise ValueError(f"brackets: {line}")
        return items

    def _row(self, tokens: Sequence[str], place: int) -> tuple[tuple[Item, ...], int]:
        """Read up to a closing bracket or the end, and return where that is."""
        items: list[Item] = []
        while place < len(tokens) and tokens[place] not in ("]", "|", ">"):
            item = tokens[place]
            if item[0] == "[":
                inner, place = self._row(tokens, place + 1)
                items.append(Group(item[1:], inner))
            elif item[0] == "<":
                choice, place = self._choice(tokens, place)
                items.append(choice)
            else:
                items.append(self._reference(item) if item[0] == "{" else self._leaf(item))
            place += 1
        return tuple(items), place

    def _choice(self, tokens: Sequence[str], place: int) -> tuple[Choice, int]:
        options = []
        while tokens[place] != ">":
            option, place = self._row(tokens, place + 1)
            options.append(option)
        return Choice(tuple(options)), place

    def _reference(self, token: str) -> Item:
        inside, _, label = token[1:].partition("}")
        name, _, kind = inside.partition(":")
        ref = Ref(name, kind=kind) if name.isupper() or not kind else Ref(kind, tuple(name.split("|")))
        return Group(label[1:], (ref,)) if label else ref

    def _leaf(self, token: str) -> Leaf:
        form, slash, rest = token.partition("/")
        tag, _, label = rest.partition("/")
        if slash and label:
            return Leaf(form, tag, label)
        if slash:
            return Leaf(form, *self._words.get(f"/{tag}", (tag, "")))
        if form not in self._words:
            raise ValueError(f"no tag: {token}")
        return Leaf(form, *self._words[form])
