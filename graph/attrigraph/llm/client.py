"""One question to a server that speaks the OpenAI protocol: bounded in time and size, asked again where that helps.

Redirects are not followed: the key is for the address that the user named. Nothing that a server says stands in a
message, for it may repeat the key or the text.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from http import HTTPStatus
from ssl import SSLContext
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import httpx

from attrigraph.errors import SourceError, UsageError

if TYPE_CHECKING:
    from attrigraph.llm.engine import LanguageModel

MOST_BYTES = 4_000_000  # of a response
LONGEST_PAUSE = 60.0  # seconds between two tries, whatever the server wishes
_CONNECT = 10.0  # seconds
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_KEY = frozenset({401, 403})
_LATER = "the same command asks again"


class _BusyError(Exception):
    """No answer now, perhaps one later: what to raise at last, and the pause the server asks for or None."""

    def __init__(self, error: SourceError | UsageError, pause: float | None = None) -> None:
        super().__init__(error.what)
        self.error = error
        self.pause = pause


def question(
    asked: "LanguageModel", messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the body of a request for an answer in the form of a JSON schema."""
    form = {"name": "claims", "strict": True, "schema": schema}
    body: dict[str, Any] = {
        "model": asked.model,
        "messages": messages,
        "response_format": {"type": "json_schema", "json_schema": form},
    }
    return body if asked.temperature is None else body | {"temperature": asked.temperature}


def ask(asked: "LanguageModel", body: Mapping[str, Any], *, key: str = "") -> str:
    """Return the text of the model's answer to a question.

    Raises SourceError where this question gets none, and UsageError where no question would: nobody listens, or the
    key, the address or the model is refused.
    """
    if not key.isascii() or not key.isprintable():
        raise UsageError("the key has characters that no header can hold", "look at ATTRIGRAPH_LLM_KEY")
    for attempt in range(1, asked.tries + 1):
        try:
            return _content(_posted(asked, body, key))
        except _BusyError as again:
            if attempt == asked.tries:
                raise again.error from again
            sleep(min(2.0**attempt if again.pause is None else again.pause, LONGEST_PAUSE))
    raise AssertionError("a model has at least one try")


def _posted(asked: "LanguageModel", body: Mapping[str, Any], key: str) -> bytes:
    """Return the body of a successful response."""
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
    waiting = httpx.Timeout(asked.timeout, connect=min(_CONNECT, asked.timeout))
    url = f"{asked.url.rstrip('/')}/chat/completions"
    late = monotonic() + asked.timeout
    try:
        with (
            httpx.Client(timeout=waiting, headers=headers, verify=_trusted(), follow_redirects=False) as client,
            client.stream("POST", url, json=body) as response,
        ):
            _require_success(asked.url, response)
            return _body(response, late)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        what = f"{asked.url}: cannot be reached ({type(error).__name__})"
        raise _BusyError(UsageError(what, "start the server, or correct --llm-url")) from error
    except httpx.TimeoutException as error:
        raise SourceError("the model did not answer in time", _LATER) from error
    except httpx.TransportError as error:
        raise _BusyError(SourceError(f"the connection broke off ({type(error).__name__})", _LATER)) from error
    except httpx.HTTPError as error:
        raise SourceError(f"the response cannot be read ({type(error).__name__})", _LATER) from error


@cache
def _trusted() -> SSLContext:
    """Return the usual authorities; reading them takes longer than a request."""
    return httpx.create_ssl_context()


def _require_success(url: str, response: httpx.Response) -> None:
    status = response.status_code
    if response.is_success:
        return
    if response.is_redirect:
        what = f"{url}: answers with a redirect, which is not followed"
        raise UsageError(what, "name the address that answers itself")
    if status in _KEY:
        raise UsageError(f"{url}: refuses the key (HTTP {status})", "set ATTRIGRAPH_LLM_KEY to one that is valid")
    if status == HTTPStatus.NOT_FOUND:
        raise UsageError(f"{url}: knows no such address or model (HTTP 404)", "correct --llm-url or --llm-model")
    refused = SourceError(f"the server answered HTTP {status}", _LATER)
    if status in _AGAIN:
        raise _BusyError(refused, _pause(response.headers.get("Retry-After", "")))
    raise refused


def _pause(wished: str) -> float | None:
    """Return the seconds of a Retry-After header; None for a date, which servers of models do not send."""
    return float(wished) if wished.isascii() and wished.isdigit() and len(wished) < 6 else None


def _body(response: httpx.Response, late: float) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise SourceError(f"the response is larger than {MOST_BYTES:,} bytes", _LATER)
        if monotonic() > late:
            raise SourceError("the model did not answer in time", _LATER)
    return bytes(body)


def _content(body: bytes) -> str:
    """Return the text of the first choice; SourceError where there is none, or where it was cut off or refused."""
    try:
        choice = json.loads(body)["choices"][0]
        content, refusal = choice["message"].get("content"), choice["message"].get("refusal")
        finished = choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise SourceError("the response is not one of the OpenAI protocol", "look at --llm-url") from error
    if finished == "length":
        raise SourceError("the model's answer was cut off: too many tokens", "split the text, or raise the limit there")
    if refusal or not isinstance(content, str) or not content.strip():
        raise SourceError("the model refused or answered nothing", _LATER)
    return content
