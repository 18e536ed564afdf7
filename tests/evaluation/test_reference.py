"""Our counts are those of the reference scorer, number by number."""

import importlib.util
import re
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attrigraph.evaluation import Counts, score
from attrigraph.evaluation.reading import read_gold
from attrigraph.folders import folder

from .conftest import documents, write_lines

GOLD = Path(__file__).parents[2] / "../shared/gold"
SEEDS = folder("seeds") / "gold"
LINE = re.compile(r"( {4})?(\S.*?) +P [\d.]+  R [\d.]+  F1 ([\d.]+)   tp (\d+) fp (\d+) fn (\d+)")
SHARE = re.compile(r"(dates|quotes) +(\d+) of (\d+) ")

pytestmark = pytest.mark.skipif(not (GOLD / "score.py").is_file(), reason="the reference scorer is not on this machine")


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("reference_scorer", GOLD / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def theirs(reference, monkeypatch, capsys):
    """Run the reference scorer and return its figures by row and group."""

    def run(gold, found, by):
        monkeypatch.setattr("sys.argv", ["score.py", str(gold), str(found), "--by", by])
        capsys.readouterr()
        reference.main()
        return figures(capsys.readouterr().out)

    return run


def figures(printed):
    read, row = {}, ""
    for line in printed.splitlines():
        if share := SHARE.match(line):
            read[share[1]] = tuple(map(int, share.groups()[1:]))
            continue
        indent, name, f1, *numbers = LINE.fullmatch(line).groups()
        row = row if indent else name
        read[row, name if indent else ""] = (f1, *map(int, numbers))
    return read


def ours(gold, found, by):
    scores = score(read_gold(gold).documents, read_gold(found).documents)
    read = {"dates": (scores.dates.right, scores.dates.total), "quotes": (scores.quotes.right, scores.quotes.total)}
    for row in scores.rows:
        groups = row.by_act if by == "act" else row.by_source
        read |= {(row.name, name): numbers(counts) for name, counts in {"": row.total, **groups}.items()}
    return read


def numbers(counts: Counts):
    return f"{counts.f1:.3f}", counts.tp, counts.fp, counts.fn


def in_gold_form(documents):
    return [{"id": one.id, "claims": [asdict(claim) for claim in one.claims]} for one in documents]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gold=documents.filter(bool), found=documents.filter(bool), by=st.sampled_from(("act", "source")))
def test_claims_at_random(gold, found, by, theirs, tmp_path):
    files = (write_lines(tmp_path / f"{name}.jsonl", *in_gold_form(side)) for name, side in (("g", gold), ("f", found)))
    gold_file, found_file = files
    assert ours(gold_file, found_file, by) == theirs(gold_file, found_file, by)


name = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@settings(max_examples=1000)
@given(prefix=st.sampled_from(("org:", "group:", "")), one=name, other=name | st.sampled_from(("The ", " Group")))
def test_names_at_random(reference, prefix, one, other):
    from attrigraph.evaluation.names import is_actor, key, same

    some, others = prefix + one, "org:" + one + other
    for actor in (some, others):
        assert is_actor(actor) == bool(re.fullmatch(r"[A-Z]{2}|(org|group|person):.*\w.*", actor, re.DOTALL))
    if is_actor(some) and is_actor(others):
        assert (key(some), key(others)) == (reference.norm(some), reference.norm(others))
        assert same(key(some), key(others)) == reference.same(reference.norm(some), reference.norm(others))


def test_the_words_that_tell_nothing_are_the_same(reference):
    words = (files("attrigraph.evaluation") / "idle_words.txt").read_text(encoding="utf-8").split()
    assert words == sorted(reference.DROP)


def damaged(documents):
    """Drop, change and repeat claims in a regular way: a stand-in for what an extractor makes of a gold set."""
    for number, document in enumerate(documents):
        claims = []
        for position, claim in enumerate(document.claims):
            match (number + position) % 6:
                case 0:
                    continue
                case 1:
                    claims += [claim, claim]
                case 2:
                    claims.append(replace(claim, targets=claim.targets[:1], date=(claim.date or "2020")[:4]))
                case 3:
                    claims.append(replace(claim, agents=(), quote=claim.quote[: len(claim.quote) // 3]))
                case _:
                    claims.append(claim)
        yield replace(document, claims=tuple(claims))


FILES = [*sorted(GOLD.glob("*.jsonl")), *sorted(SEEDS.glob("*.jsonl"))]


@pytest.mark.parametrize("by", ["act", "source"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_gold_sets(path, by, theirs, tmp_path):
    found = write_lines(tmp_path / "found.jsonl", *in_gold_form(damaged(read_gold(path).documents)))
    mine = ours(path, found, by)
    assert mine == theirs(path, found, by)
    assert mine["claims", ""][1] > 0
    assert min(mine["claims", ""][2:]) > 0
