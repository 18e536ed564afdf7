"""The way from a text to what may enter the graph: over hostile texts, and over parses that no parser gave."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from spacy.language import Language
from spacy.tokens import Doc, Token

from attrigraph import documents, language, stages
from attrigraph.extraction.assembly import assemble
from attrigraph.extraction.combine import combine
from attrigraph.extraction.matching import Matcher
from attrigraph.language.pipeline import COMPONENTS
from attrigraph.language.tokenizer import TEXT
from attrigraph.model import Document, Extraction
from attrigraph.rdf.quarantine import admit_each

from .mutation import APART

CORPUS = Path(__file__).parent / "corpus"
Outcome = object
Columns = dict[str, list]
DEPENDENCIES = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "appos", "ccomp", "xcomp", "aux", "advmod", "acl")
ENTITIES = ("O", "B-GPE", "B-ORG", "B-PERSON", "B-DATE", "B-NORP")


def round_trip(several: Sequence[ox.Quad]) -> None:
    """Literals and IRIs are well formed: what is written is read back as the same."""
    lines = ox.serialize(several, format=ox.RdfFormat.N_QUADS) or b""
    assert set(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == set(several)


def count(data: bytes) -> int:
    """How many texts an input holds."""
    return data.count(APART) + 1


def texts(data: bytes) -> Outcome:
    """Read each text as a document of its own; what they gave is checked together, as in a build."""
    several = (documents.normalise(one.decode("utf-8", "replace")) for one in data.split(APART))
    return admitted([stages.extracted(document(number, text)) for number, text in enumerate(several)])


def document(number: int, text: str) -> Document:
    return Document(f"fuzz {number}", text, publisher="Daily", title=text[:60] or None)


def admitted(found: Sequence[Extraction]) -> Outcome:
    """Every quote is the text at its offsets, and what enters the graph is well formed."""
    for one in found:
        for span in (span for act in one.acts for span in act.evidence):
            assert one.document.text[span.start : span.end] == span.quote
    admissions = admit_each(found)
    for admission in admissions:
        round_trip(admission.quads)
    acts = next((one.acts for one in found if one.acts), ())
    return sorted({f"{act.rule} {act.status}" for act in acts}), any(one.quarantined for one in admissions)


def parses(data: bytes) -> Outcome:
    """Read the rules over disturbed parses: 16 sentences, each with the changes that its share of the bytes says."""
    several = [data[start : start + 16] for start in range(0, max(1, min(len(data), 256)), 16)]
    return admitted([read(disturbed(one), number) for number, one in enumerate(several)])


def parse_count(data: bytes) -> int:
    return max(1, -(-min(len(data), 256) // 16))


def read(doc: Doc, number: int) -> Extraction:
    """Do what the extractor does once the models are done."""
    for name in COMPONENTS:
        doc = pipeline().get_pipe(name)(doc)
    return assemble(document(number, doc.user_data[TEXT]), combine(Matcher(doc).candidates()))


@cache
def pipeline() -> Language:
    return language.load()


@cache
def parsed() -> tuple[Doc, ...]:
    """The texts of the extractor's corpus as the models, and nothing after them, read them."""
    found = []
    for file in sorted((CORPUS / "extractor").iterdir()):
        for text in file.read_bytes().split(APART):
            doc = pipeline().make_doc(documents.normalise(text.decode()))
            for name in pipeline().pipe_names:
                doc = doc if name in COMPONENTS else pipeline().get_pipe(name)(doc)
            found.append(doc)
    return tuple(found)


def disturbed(data: bytes) -> Doc:
    """Return a parse, chosen by the first byte, after the changes that the others say, three bytes each."""
    source = parsed()[data[0] % len(parsed())] if data else parsed()[0]
    columns = columns_of(source)
    for start in range(1, len(data) - 2, 3):
        field, where, what = data[start : start + 3]
        CHANGES[field % len(CHANGES)](columns, source, where % len(source), what)
    return Doc(source.vocab, **columns, user_data=dict(source.user_data))


def columns_of(doc: Doc) -> Columns:
    def of(value: Callable[[Token], object]) -> list:
        return [value(token) for token in doc]

    columns = {"words": of(lambda t: t.text), "spaces": of(lambda t: bool(t.whitespace_)), "tags": of(lambda t: t.tag_)}
    columns |= {"pos": of(lambda t: t.pos_), "morphs": of(lambda t: str(t.morph)), "lemmas": of(lambda t: t.lemma_)}
    columns |= {"heads": of(lambda t: t.head.i), "deps": of(lambda t: t.dep_)}
    return columns | {"ents": of(lambda t: f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O")}


def another_head(columns: Columns, source: Doc, where: int, what: int) -> None:
    """Hang a token on another of its sentence, unless that would make a circle."""
    sentence, heads = source[where].sent, columns["heads"]
    head = climbing = sentence.start + what % len(sentence)
    if heads[where] == where:
        return  # a sentence keeps its root
    while climbing not in (where, heads[climbing]):
        climbing = heads[climbing]
    if climbing != where:
        heads[where] = head


def another_label(columns: Columns, source: Doc, where: int, what: int) -> None:
    if columns["heads"][where] != where:
        columns["deps"][where] = DEPENDENCIES[what % len(DEPENDENCIES)]


def another_entity(columns: Columns, source: Doc, where: int, what: int) -> None:
    entities = columns["ents"]
    entities[where] = ENTITIES[what % len(ENTITIES)]
    if where + 1 < len(entities) and entities[where + 1].startswith("I-"):
        entities[where + 1] = "B" + entities[where + 1][1:]


def another_word(columns: Columns, source: Doc, where: int, what: int) -> None:
    """Take a lemma, with its tag and morphology, from somewhere else."""
    other = parsed()[what % len(parsed())]
    token = other[(where * 7 + what) % len(other)]
    for column, value in (("lemmas", token.lemma_), ("tags", token.tag_), ("pos", token.pos_)):
        columns[column][where] = value
    columns["morphs"][where] = str(token.morph)


CHANGES = (another_head, another_label, another_entity, another_word)
