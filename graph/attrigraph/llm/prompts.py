"""What the model is asked: templates of seeds/prompts. A published one never changes; a better one is new."""

import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from attrigraph.folders import folder
from attrigraph.model import Document

PROMPT = "claims-1"
_PARTS = ("system", "user")


def messages(document: Document) -> list[dict[str, str]]:
    """Return the messages for a document, in the form of the OpenAI protocol.

    >>> [one["role"] for one in messages(Document("a", "It rained."))]
    ['system', 'user']
    """
    values = {
        "publisher": document.publisher,
        "published": document.published.partial if document.published else None,
        "title": document.title,
        "text": document.text,
        "fence": f"=== {document.sha256[:16]} ===",  # a text that names its own hash cannot be written
    }
    return [{"role": part, "content": _templates().get_template(_file(part)).render(values)} for part in _PARTS]


@cache
def prompt_digest() -> str:
    """Return the SHA-256 of the templates in use."""
    texts = ((folder("seeds") / "prompts" / _file(part)).read_bytes() for part in _PARTS)
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def _file(part: str) -> str:
    return f"{PROMPT}.{part}.jinja"


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(folder("seeds") / "prompts")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text, no markup
