"""Answers kept in a folder of the user: a question that was answered is not asked again, and people can read them."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from attrigraph.errors import OutputError, UsageError
from attrigraph.outputs import write_file

_WRITING = Lock()  # two documents may be one text, and then their answers are one file


def kept(folder: Path, url: str, question: Mapping[str, Any], ask: Callable[[], str]) -> str:
    """Return the answer that the folder holds to this very question at this address, else ask, and keep the answer.

    One JSON file an answer, named by the digest of address and question. Raises UsageError for a file that is none,
    OutputError where one cannot be written.
    """
    told = json.dumps([url, question], sort_keys=True)
    file = folder / f"{hashlib.sha256(told.encode()).hexdigest()}.json"
    if file.is_file():
        return _answer(file)
    answer = ask()
    with _WRITING:
        _make(folder)
        record = {"url": url, "model": question["model"], "messages": question["messages"], "answer": answer}
        write_file(file, json.dumps(record, indent=1) + "\n")
    return answer


def _answer(file: Path) -> str:
    try:
        return str(json.loads(file.read_bytes())["answer"])
    except (OSError, ValueError, RecursionError, LookupError, TypeError) as error:
        raise UsageError(f"{file}: is no kept answer", "remove it, and the model is asked again") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be made ({error.strerror})", "choose another folder for answers"
        ) from error
