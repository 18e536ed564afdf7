"""One pipeline to ship: the student, the names, only the strings they need, and no path of this machine."""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import srsly  # type: ignore[import-untyped]
from spacy.language import Language
from spacy.strings import StringStore

from training.settings import HERE

NAME, VERSION = "attribution", "0.2.2"
KEPT = {"MODEL_CARD.md", "NOTICE", "SHA256SUMS"}


def assemble(student: Path, names: Path, out: Path) -> None:
    """Write the pipeline of `student` with the names of `names` to `out`, in place of the one there."""
    nlp = spacy.load(student)
    nlp.add_pipe("ner", source=spacy.load(names))
    _forget_paths(nlp)
    nlp.meta.update(_meta())
    clear(out)
    nlp.to_disk(out, exclude=["vocab"])
    nlp.vocab.to_disk(out / "vocab", exclude=["strings"])
    StringStore(sorted(set(_needed_strings(nlp)))).to_disk(out / "vocab" / "strings.json")


def clear(folder: Path) -> None:
    """Remove the pipeline in a folder but leave the texts about it."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in KEPT:
            path.unlink()


def corpora() -> list[dict[str, str]]:
    """Return the rows of corpora.toml."""
    rows: list[dict[str, str]] = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))["corpus"]
    return rows


def _meta() -> dict[str, Any]:
    return {
        "name": NAME,
        "version": VERSION,
        "description": "English news on state cyber operations: tags, lemmas, Universal Dependencies trees, names",
        "author": "attrigraph contributors",
        "license": "CC BY-SA 4.0",
        "sources": [
            {"name": row["name"], "url": row["url"], "license": row["licence"], "author": row["author"]}
            for row in corpora()
            if row["use"] != "test only"
        ],
        "performance": {},
    }


def _forget_paths(nlp: Language) -> None:
    nlp.config["paths"].update(train=None, dev=None)
    for part in ("corpora", "training", "pretraining", "initialize"):
        nlp.config.pop(part, None)


def _needed_strings(nlp: Language) -> Iterator[str]:
    for name, component in nlp.pipeline:
        yield name
        yield from (label for label in getattr(component, "labels", ()) if isinstance(label, str))
    tokenizer: Any = nlp.tokenizer
    for word, parts in tokenizer.rules.items():
        yield word
        yield from (value for part in parts for value in part.values() if isinstance(value, str))
    strings = nlp.vocab.strings
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    for tree in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
        yield from (strings[tree[side]] for side in ("orig", "subst") if side in tree)
    parser: Any = nlp.get_pipe("parser")
    for label in parser.labels:
        yield from label.split("||")
