"""What the tests of the evaluation share: claims at random, and a stand-in for the language model."""

import json
from pathlib import Path

import pytest
from hypothesis import strategies as st

from attrigraph.evaluation import Claim, DocumentClaims
from attrigraph.model import ActKind, Document, Extraction, Status

from ..examples import EXTRACTION, TEXT  # noqa: TID252 - no package above

ACTORS = (
    *("IR", "RU", "AL", "US", "org:NATO", "org:The NATO Group", "group:APT 28", "group:APT28", "group:APT 28 team"),
    *("person:Edi Rama", "org:Rama", "org:Rama and Company", "org:of the", "group:Lazarus (Hidden Cobra)"),
)
WORDS = ("Iran", "did", "it", "Albania", "said", "on", "Wednesday")
actors = st.lists(st.sampled_from(ACTORS), max_size=3, unique=True).map(tuple)
claims = st.builds(
    Claim,
    act=st.sampled_from((ActKind.ATTRIBUTION, ActKind.DENIAL, ActKind.SANCTION)),
    status=st.sampled_from(Status),
    agents=actors,
    targets=actors,
    victims=actors,
    date=st.sampled_from((None, "2022", "2022-09", "2022-09-07", "2022-09-08")),
    quote=st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
)
documents = st.lists(
    st.builds(
        DocumentClaims,
        id=st.sampled_from(("voa-1", "voa-2", "cfr-1", "plain")),
        claims=st.lists(claims, max_size=6).map(tuple),
    ),
    unique_by=lambda document: document.id,
    max_size=4,
).map(tuple)
HIT = {
    "act": "attribution",
    "agents": ["AL"],
    "targets": ["IR"],
    "victims": ["AL"],
    "status": "asserted",
    "date": "2022-09-07",
    "incident": "i1",
    "quote": "Iran was behind the attack",
}
MISSED = {"act": "demand", "agents": ["AL"], "targets": ["IR"], "quote": "Albania cut its ties with Iran"}


def _understand(document: Document, *, pipeline: str | Path | None = None) -> Extraction:
    """Find the two acts of the example, and only in the example."""
    acts = EXTRACTION.acts if document.text == TEXT else ()
    return Extraction(document, acts, EXTRACTION.incidents if acts else ())


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the evaluation run without the language model."""
    monkeypatch.setattr("attrigraph.stages.extracted", _understand)
    monkeypatch.setattr("attrigraph.stages.pipeline_name", lambda pipeline: "none 0")


def write_lines(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold file with its texts: one claim that is found, one that is not, and a document without claims."""
    return write_lines(
        tmp_path / "gold.jsonl",
        {"id": "daily-1", "text": TEXT, "published": "2022-09-07", "claims": [HIT, MISSED]},
        {"id": "daily-2", "text": "It rained in Tirana.", "claims": []},
    )


@pytest.fixture
def gold_beside_documents(tmp_path: Path) -> Path:
    """The same gold file with the texts in a folder beside it."""
    folder = tmp_path / "seeds/documents"
    folder.mkdir(parents=True)
    (folder / "rama.md").write_text(f"---\npublished: 2022-09-07\n---\n{TEXT}\n", encoding="utf-8")
    (folder / "rain.md").write_text("It rained in Tirana.\n", encoding="utf-8")
    records = ({"id": "rama.md", "claims": [HIT, MISSED]}, {"id": "rain.md", "claims": []})
    return write_lines(tmp_path / "seeds/gold/documents.jsonl", *records)
