"""The texts beside the weights: model card, notice, figures in meta.json, checksums."""

import json
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from training import lock
from training.assemble import corpora
from training.evaluate import NEEDED
from training.settings import HERE

TREES = ("words", "tokens", "upos", "lemma", "uas", "las", "sentences")
ODD = ("uas", "las", "names", "sentences")
NAMES = ("words", "precision", "recall", "f")
FACTS = ("sentences", "perfect", "facts", "right", "attached")
ROOT_KEYS = {"uas": "dep_uas", "las": "dep_las", "upos": "pos_acc", "lemma": "lemma_acc", "sentences": "sents_f"}


def write(figures: dict[str, Any], weights: Path) -> None:
    """Write MODEL_CARD.md, NOTICE and SHA256SUMS, and put the figures of PUD into meta.json."""
    template = Template((HERE / "card.md").read_text(encoding="utf-8"))
    trees = {name: score for name, score in figures.items() if "las" in score}
    names = {name.removeprefix("names "): score for name, score in figures.items() if name.startswith("names ")}
    trees = {name: score for name, score in trees.items() if not name.startswith("odd ")}
    values = {
        "trees": table(["set", *TREES], [[name, *(score[key] for key in TREES)] for name, score in trees.items()]),
        "labels": table(["set", *NEEDED], [[name, *map(score["labels"].get, NEEDED)] for name, score in trees.items()]),
        "names": table(
            ["set", *NAMES, "F of each label"],
            [[name, *(score[key] for key in NAMES), _of_labels(score["labels"])] for name, score in names.items()],
        ),
        "corpora": table(
            ["corpus", "commit", "licence", "use"],
            [[f"[{row['name']}]({row['url']})", row["commit"][:12], row["licence"], row["use"]] for row in corpora()],
        ),
        "facts": _facts({name: score for name, score in figures.items() if name.startswith("facts ")}),
        "odd": _odd({name.removeprefix("odd "): score for name, score in figures.items() if name.startswith("odd ")}),
        **dict(zip(("words", "width"), np.load(weights / "vocab" / "vectors").shape, strict=True)),
        "size": round(sum(path.stat().st_size for path in lock.shipped_files(weights)) / 1e6, 1),
        "speed": trees["pud"]["words_per_second"],
    }
    (weights / "MODEL_CARD.md").write_text(template.substitute(values), encoding="utf-8")
    (weights / "NOTICE").write_text(notice(), encoding="utf-8")
    _measured(weights / "meta.json", trees["pud"], names["uner_pud"])
    lock.write(weights / lock.SHIPPED, weights, lock.shipped_files(weights))


def table(head: list[str], rows: list[list[object]]) -> str:
    """Return a Markdown table; an absent value is a dash.

    >>> print(table(["set", "las"], [["pud", None]]))
    | set | las |
    |---|---|
    | pud | - |
    """
    lines = [head, *([str("-" if cell is None else cell) for cell in row] for row in rows)]
    made = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([made[0], "|---" * len(head) + "|", *made[1:]])


def notice() -> str:
    """Return the attributions that the licences of the corpora ask for."""
    parts = [(HERE / "notice.txt").read_text(encoding="utf-8")]
    for row in corpora():
        if row["use"] != "test only":
            parts.append(
                "\n".join(f"{row[key]}" for key in ("name", "author", "url")) + f"\nLicence: {row['licence']}\n"
            )
    return "\n".join(parts)


def _measured(meta: Path, trees: dict[str, Any], names: dict[str, Any]) -> None:
    found = json.loads(meta.read_text(encoding="utf-8"))
    found["performance"] = {key: round(trees[ours] / 100, 3) for ours, key in ROOT_KEYS.items()}
    found["performance"]["ents_f"] = round(names["f"] / 100, 3)
    meta.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _facts(scores: dict[str, Any]) -> str:
    rows = [
        [name.removeprefix("facts "), *(score[key] for key in FACTS), round(100 * score["right"] / score["facts"], 1)]
        for name, score in scores.items()
    ]
    return table(["set", *FACTS, "right, per cent"], rows)


def _of_labels(labels: dict[str, float]) -> str:
    return ", ".join(f"{label} {score}" for label, score in labels.items())


def _odd(scores: dict[str, Any]) -> str:
    return table(["set", *ODD], [[name, *map(score.get, ODD)] for name, score in scores.items()])
