"""Floors: F1 values that the extractor must reach, pinned together with digests of what they were measured on."""

import json
import math
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from attrigraph.errors import UsageError
from attrigraph.evaluation.reading import GoldFile, read_gold
from attrigraph.evaluation.run import Evaluation
from attrigraph.evaluation.texts import documents_folder, text_file
from attrigraph.outputs import write_file

PINNED = ("claims", "who-whom", "culprit")
MARGIN = 0.01  # how far below what was measured a floor is set
_DIGITS = 3
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Pin:
    """The floors of one gold file. `gold` is its path as seen from the file that holds the floors.

    `documents_sha256` is None where the texts stand in the gold file itself.
    """

    gold: str
    gold_sha256: str
    documents_sha256: str | None
    f1: Mapping[str, float]


def read_floors(path: Path) -> tuple[Pin, ...]:
    """Read a file of floors, in its order; raise UsageError where it is none."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "not JSON"
        raise UsageError(f"{path}: cannot be read ({reason})", "write it with --set-floors", value=path) from error
    if not isinstance(value, list) or not all(map(_is_pin, value)):
        raise UsageError(f"{path}: is no file of floors", "write it with --set-floors", value=path)
    return tuple(Pin(**one) for one in value)


def pin_of(floors: Path, gold: Path) -> Pin:
    """Return the pin of one gold file; raise UsageError where a file of floors has none."""
    name = _relative(gold, floors)
    for pin in read_floors(floors):
        if pin.gold == name:
            return pin
    raise UsageError(f"{floors}: has no floors for {name}", "add --set-floors", value=name)


def gold_of(pin: Pin, floors: Path) -> Path:
    """Return the gold file that a pin is about."""
    return floors.parent / pin.gold


def below(pin: Pin, floors: Path, evaluation: Evaluation) -> Iterator[str]:
    """Yield a line for each floor that an evaluation misses, and for each digest that does not fit."""
    now = _pin(gold_of(pin, floors), floors, {})
    if now.gold_sha256 != pin.gold_sha256:
        yield f"{pin.gold}: is not the file that the floors were measured on; measure again with --set-floors"
    if now.documents_sha256 != pin.documents_sha256:
        yield f"{pin.gold}: its documents are not those of the floors; measure again with --set-floors"
    for name, floor in pin.f1.items():
        measured = evaluation.scores.row(name).total.f1
        if measured < floor:
            yield f"{pin.gold}: {name} F1 {measured:.3f} is below the floor of {floor:.3f}; mend what made it worse"


def set_floors(floors: Path, gold: Path, evaluation: Evaluation, *, allow_lower: bool = False) -> Pin:
    """Pin what was measured on a gold file, less a margin, in a file of floors; return the new pin.

    A floor that still holds is never lowered; where one is missed, UsageError is raised and nothing is written, unless
    `allow_lower` asks for it. Other gold files keep their pins.
    """
    pins = {pin.gold: pin for pin in read_floors(floors)} if floors.exists() else {}
    name = _relative(gold, floors)
    old = pins[name].f1 if name in pins else {}
    pins[name] = _pin(gold, floors, dict(_raised(old, evaluation, name, allow_lower=allow_lower)))
    _write(floors, pins.values())
    return pins[name]


def _raised(
    old: Mapping[str, float], evaluation: Evaluation, name: str, *, allow_lower: bool
) -> Iterator[tuple[str, float]]:
    for row in PINNED:
        measured = evaluation.scores.row(row).total.f1
        floor, kept = max(0.0, math.floor((measured - MARGIN) * 10**_DIGITS) / 10**_DIGITS), old.get(row, 0.0)
        if measured < kept and not allow_lower:
            what = f"{name}: {row} F1 {measured:.3f} is below the floor of {kept:.3f}"
            raise UsageError(what, "mend what made it worse, or add --allow-lower", value=name)
        yield row, floor if measured < kept else max(floor, kept)


def _pin(gold: Path, floors: Path, f1: Mapping[str, float]) -> Pin:
    file = read_gold(gold)
    return Pin(
        gold=_relative(gold, floors),
        gold_sha256=sha256(gold.read_bytes()).hexdigest(),
        documents_sha256=None if any(line.has_text for line in file.lines) else _documents_digest(file),
        f1=f1,
    )


def _documents_digest(gold: GoldFile) -> str:
    """Return one digest of all files that the ids name, and of their names."""
    folder = documents_folder(gold)
    digest = sha256()
    for line in gold.lines:
        file = text_file(folder, line)
        inner = sha256(file.read_bytes()).hexdigest() if file else "missing"
        digest.update(f"{inner} {line.document.id}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _relative(gold: Path, floors: Path) -> str:
    return Path(os.path.relpath(gold, floors.parent)).as_posix()


def _write(path: Path, pins: Iterable[Pin]) -> None:
    listed = [asdict(pin) for pin in sorted(pins, key=lambda pin: pin.gold)]
    write_file(path, json.dumps(listed, ensure_ascii=False, indent=1) + "\n")


def _is_pin(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"gold", "gold_sha256", "documents_sha256", "f1"}:
        return False
    digests = (value["gold_sha256"], value["documents_sha256"] or "0" * 64)
    return (
        isinstance(value["gold"], str)
        and all(isinstance(one, str) and _DIGEST.fullmatch(one) for one in digests)
        and isinstance(value["f1"], dict)
        and set(value["f1"]) <= set(PINNED)
        and all(isinstance(one, float | int) for one in value["f1"].values())
    )
