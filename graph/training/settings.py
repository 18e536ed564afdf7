"""Settings of a run: settings.toml as frozen values, and where the inputs and the work folder are."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
CORPORA = REPOSITORY.parent / "shared" / "corpora"
WORK = HERE / "work"
WEIGHTS = REPOSITORY / "graph" / "attrigraph" / "language" / "weights"


@dataclass(frozen=True, slots=True)
class Grouping:
    """How many sentences a training document has, and how often it ends with a paragraph."""

    min_sentences: int
    max_sentences: int
    paragraph_break: float
    evaluation_sentences: int


@dataclass(frozen=True, slots=True)
class Augmenting:
    """Shares of the gold documents that get an altered copy."""

    lower: float
    upper: float
    quotes: float
    no_period: float


@dataclass(frozen=True, slots=True)
class TreeFiles:
    """CoNLL-U files below the corpora folder."""

    train: tuple[str, ...]
    dev: tuple[str, ...]
    tests: dict[str, str]


@dataclass(frozen=True, slots=True)
class NameFiles:
    """Files with annotated names below the corpora folder; the joined ones name UD sentences by sent_id."""

    joined_train: tuple[str, ...]
    joined_dev: tuple[str, ...]
    loose: tuple[str, ...]
    titles: tuple[str, ...]
    wikigold: str
    wikigold_dev: float
    annoctr_train: tuple[str, ...]
    re3d: tuple[str, ...]
    tests: dict[str, str]


@dataclass(frozen=True, slots=True)
class RawFiles:
    """Plain text for the teacher, and how many words of each to take."""

    voa: str
    whitehouse: str
    voa_words: int
    whitehouse_words: int


@dataclass(frozen=True, slots=True)
class TeacherSettings:
    """Sizes and rates of the teacher."""

    encoder: str
    encoder_sha256: str
    rounds: tuple[int, ...]
    batch_pieces: int
    max_pieces: int
    encoder_rate: float
    embedding_rate: float
    head_rate: float
    warmup: float
    dropout: float
    arc_width: int
    label_width: int


@dataclass(frozen=True, slots=True)
class NamerSettings:
    """Sizes and rates of the teacher of names; `sets` are DocBins below work/docs.

    `nameless` is the share of the stretches without names that an epoch sees. In silver text a name whose least
    sure word has less than `sure` of the probability is left open; the words are how many of each source it reads.
    """

    sets: tuple[str, ...]
    epochs: int
    batch_pieces: int
    max_pieces: int
    nameless: float
    encoder_rate: float
    head_rate: float
    warmup: float
    dropout: float
    sure: float
    voa_words: int
    whitehouse_words: int


@dataclass(frozen=True, slots=True)
class VectorSettings:
    """Size of the table of word vectors: its most frequent words, those that came often enough."""

    words: int
    width: int
    min_count: int


@dataclass(frozen=True, slots=True)
class Settings:
    """One run."""

    seed: int
    docs: Grouping
    augment: Augmenting
    trees: TreeFiles
    templates: dict[str, int]
    names: NameFiles
    labels: dict[str, str]
    raw: RawFiles
    teacher: TeacherSettings
    namer: NamerSettings
    vectors: VectorSettings
    mix: dict[str, list[str]]
    evaluations: int
    refined: float
    steps: dict[str, int]
    warmup: dict[str, int]
    rates: dict[str, float]


def load(path: Path = HERE / "settings.toml") -> Settings:
    """Read a settings file; an unknown or a missing key is a TypeError."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    kinds = {"docs": Grouping, "augment": Augmenting, "trees": TreeFiles, "names": NameFiles, "raw": RawFiles}
    kinds |= {"teacher": TeacherSettings, "namer": NamerSettings, "vectors": VectorSettings}
    return Settings(**{key: kinds[key](**_tuples(value)) if key in kinds else value for key, value in table.items()})


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def input_files(settings: Settings, corpora: Path) -> list[Path]:
    """Every file a run reads, sorted."""
    trees, names, raw = settings.trees, settings.names, settings.raw
    listed = [*trees.train, *trees.dev, *trees.tests.values(), *names.joined_train, *names.joined_dev]
    listed += [names.wikigold, *names.annoctr_train, *names.tests.values(), raw.voa, raw.whitehouse]
    listed += [f"{folder}/{part}.json" for folder in names.re3d for part in ("documents", "entities")]
    return sorted(corpora / name for name in listed)
