"""The engine itself: where the model is, what it is asked, and what it gives for a document."""

import hashlib
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from attrigraph.errors import MissingDataError, SourceError, UsageError
from attrigraph.folders import tree_digest
from attrigraph.llm.prompts import PROMPT, messages, prompt_digest
from attrigraph.model import Document, Extraction

KEY = "ATTRIGRAPH_LLM_KEY"  # the environment variable with the key; it is read for each request and kept nowhere
LONGEST = 100_000  # characters of a text that is sent; a longer one fits few models, and nobody wants half of it
_LOCAL = ("localhost", "127.0.0.1", "::1")
_log = logging.getLogger("attrigraph")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at an OpenAI-compatible address; `url` is what comes before /chat/completions.

    `timeout` is in seconds, for one whole answer; `tries` are how often a busy or broken server is asked for one.
    `temperature` None is left out of the request, for models that refuse it. With `answers`, a folder, every usable
    answer is kept there, and a question whose answer is there is not asked. Raises UsageError for an address that is
    none, MissingDataError where the extra is not installed. Nothing is sent before `read`.

    >>> LanguageModel("http://127.0.0.1:8000/v1", "qwen3").name
    'llm/claims-1/qwen3'
    """

    url: str
    model: str
    timeout: float = 300
    tries: int = 4
    temperature: float | None = 0
    answers: str | Path | None = None

    def __post_init__(self) -> None:
        if not (find_spec("httpx") and find_spec("pydantic")):
            raise MissingDataError("httpx and pydantic are not both installed", "pip install 'attrigraph[llm]'")
        if not self.model.strip():
            raise UsageError("the model has no name", "name one that the server knows (--llm-model)")
        if self.timeout <= 0 or self.tries < 1:
            raise UsageError("no time, or no try, for an answer", "give more than 0 seconds and at least one try")
        host = _host(self.url)
        if self.url.startswith("http:") and host not in _LOCAL and os.environ.get(KEY):
            _log.warning("%s: the key in %s goes there unencrypted; use https", self.url, KEY)

    @property
    def name(self) -> str:
        """What reports and the rule of each act call it: engine, version of the prompt, model."""
        return f"llm/{PROMPT}/{self.model}"

    @property
    def version(self) -> str:
        """A digest of what decides an answer and its reading: address, model, temperature, prompt, and this code."""
        parts = (self.url, self.model, str(self.temperature), prompt_digest(), tree_digest(Path(__file__).parent))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def settings(self) -> Mapping[str, str]:
        """What a report says of it; there is no key in it."""
        return {
            "engine": "llm",
            "url": self.url,
            "model": self.model,
            "prompt": PROMPT,
            "prompt_sha256": prompt_digest(),
        }

    def read(self, document: Document) -> Extraction:
        """Ask the model for the acts of a document, and return those that stand on words of its text.

        What does not is in `rejected` of the extraction. Raises SourceError where there is no usable answer, and
        UsageError where no document will get one: the address cannot be reached, or refuses the key or the model.
        """
        from attrigraph.llm.answer import answer_schema, said
        from attrigraph.llm.answers import kept
        from attrigraph.llm.client import ask, question
        from attrigraph.llm.reading import extraction

        if len(document.text) > LONGEST:
            raise SourceError(f"longer than {LONGEST:,} characters: not sent to the model", "split it")
        body = question(self, messages(document), answer_schema())

        def usable() -> str:
            content = ask(self, body, key=os.environ.get(KEY, "").strip())
            said(content)  # raises for an answer that nobody should keep
            return content

        content = kept(Path(self.answers), self.url, body, usable) if self.answers else usable()
        return extraction(document, said(content), rule=self.name)


def _host(url: str) -> str:
    """Return the host of an address; UsageError where it is none, or where it would put a secret into reports."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or any(letter.isspace() for letter in url):
        raise UsageError(f"{url!r}: no address of a server", "write one such as http://127.0.0.1:8000/v1", value=url)
    if parts.username or parts.password or parts.query or parts.fragment:
        what = f"{parts.scheme}://{host}: the address has a user, a query or a fragment, which would stand in reports"
        raise UsageError(what, f"leave it out; a key comes from {KEY}")
    return host
