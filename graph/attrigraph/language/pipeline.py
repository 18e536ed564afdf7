"""The whole language stage as one spaCy Language: our weights, then the rule components of COMPONENTS."""

import json
from collections.abc import Mapping
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import get_package_path
from thinc.api import use_ops

from attrigraph.errors import UsageError
from attrigraph.language.attributes import register
from attrigraph.language.coreference import CoreferenceResolver
from attrigraph.language.gazetteer import lexicon
from attrigraph.language.mentions import MentionFinder
from attrigraph.language.repairs import TreeRepairer
from attrigraph.language.textual import TextualFinder
from attrigraph.language.tokenizer import ParagraphTokenizer

WEIGHTS = Path(__file__).parent / "weights"
COMPONENTS = ("attrigraph_repairs", "attrigraph_textual", "attrigraph_mentions", "attrigraph_coreference")
_BATCH = 32  # documents parsed together: more take more memory and are no faster
_UD_LABELS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "amod", "appos", "conj"})


@Language.factory("attrigraph_repairs")
def _repairs(nlp: Language, name: str) -> TreeRepairer:  # noqa: ARG001
    return TreeRepairer()


@Language.factory("attrigraph_textual")
def _textual(nlp: Language, name: str) -> TextualFinder:  # noqa: ARG001 - spaCy's signature
    return TextualFinder()


@Language.factory("attrigraph_mentions")
def _mentions(nlp: Language, name: str) -> MentionFinder:  # noqa: ARG001
    return MentionFinder(nlp, lexicon())


@Language.factory("attrigraph_coreference")
def _coreference(nlp: Language, name: str) -> CoreferenceResolver:  # noqa: ARG001
    return CoreferenceResolver()


def load(pipeline: str | Path | None = None) -> Language:
    """Return the language stage: the shipped weights, or any installed spaCy pipeline with Universal Dependencies.

    Raises UsageError where the pipeline is not installed or has other labels.
    """
    register()
    nlp = _base(pipeline or WEIGHTS)
    nlp.tokenizer = ParagraphTokenizer(nlp.tokenizer)
    nlp.batch_size = _BATCH
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def weights_folder(pipeline: str | Path | None = None) -> Path:
    """Return where the weights of a pipeline are: our own, a folder, or an installed package.

    Raises UsageError where there is no such pipeline.

    >>> weights_folder().name
    'weights'
    """
    if pipeline is None or Path(pipeline).is_dir():
        return WEIGHTS if pipeline is None else Path(pipeline)
    try:
        return get_package_path(str(pipeline))
    except ModuleNotFoundError as error:
        raise _missing(pipeline) from error


def meta(pipeline: str | Path | None = None) -> Mapping[str, str]:
    """Return what a pipeline says of itself, without loading it."""
    folder = weights_folder(pipeline)
    files = [*folder.glob("meta.json"), *folder.glob("*/meta.json")]
    try:
        found = json.loads(files[0].read_bytes())
    except (IndexError, OSError, ValueError) as error:
        raise _missing(folder) from error
    return {name: str(found.get(name)) for name in ("lang", "name", "version")}


def _missing(pipeline: str | Path) -> UsageError:
    return UsageError(f"{pipeline}: no such spaCy pipeline", "install it, or leave --pipeline out", value=pipeline)


def _base(pipeline: str | Path) -> Language:
    try:
        with use_ops("numpy", use_blis=False):  # NumPy's own matrix products: a third of the time of Thinc's on x86
            nlp = spacy.load(pipeline)
    except OSError as error:
        raise _missing(pipeline) from error
    labels = set(nlp.pipe_labels.get("parser", ()))
    if not labels >= _UD_LABELS:
        raise UsageError(
            f"{pipeline}: no Universal Dependencies parser", "choose a pipeline with UD labels", value=pipeline
        )
    if not isinstance(nlp.tokenizer, Tokenizer) or not set(COMPONENTS).isdisjoint(nlp.pipe_names):
        raise UsageError(
            f"{pipeline}: not a plain spaCy pipeline",
            "choose one with spaCy's own tokenizer and components",
            value=pipeline,
        )
    return nlp
