"""Stand-off gold: claims by their places in texts that the user has and we may not ship."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from attrigraph.errors import UsageError
from attrigraph.sources.mapping import read
from attrigraph.sources.values import Row

_KIND = "eurepoc"


def descriptions(path: Path) -> dict[str, str]:
    """Return "eurepoc-" and incident number -> description, white space as single spaces, of EuRepoC's global table.

    Raises UsageError where the file has no such rows, and SourceError where it cannot be read.
    """
    rows = (row for row in read(_KIND, [path]) if isinstance(row, Row) and row.table in ("global", "dyadic"))
    found = {f"{_KIND}-{row['incident_id']}": " ".join(row["description"].split()) for row in rows}
    if not found:
        raise UsageError(f"{path}: no descriptions in it", "give EuRepoC's global table", value=path)
    return found


def joined(lines: bytes, texts: Mapping[str, str]) -> bytes:
    r"""Return a stand-off gold file with the texts and the quotes in it; lines whose text is another stay as they are.

    A line has the SHA-256 of its text, and its claims have `start` and `end` in code points.

    >>> digest = hashlib.sha256(b"Iran did it.").hexdigest()
    >>> line = {"id": "a", "sha256": digest, "claims": [{"act": "attribution", "start": 0, "end": 4}]}
    >>> joined(json.dumps(line).encode(), {"a": "Iran did it."})
    b'{"id": "a", "claims": [{"act": "attribution", "quote": "Iran"}], "text": "Iran did it."}\n'
    """
    return b"".join(_joined(line, texts) + b"\n" for line in lines.splitlines())


def _joined(line: bytes, texts: Mapping[str, str]) -> bytes:
    try:
        value = json.loads(line)
        text = texts.get(value["id"])
        if text is None or hashlib.sha256(text.encode()).hexdigest() != value.pop("sha256"):
            return line
        value["claims"] = [_quoted(claim, text) for claim in value["claims"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return line  # whoever reads the file says what is wrong with it
    return json.dumps({**value, "text": text}, ensure_ascii=False).encode()


def _quoted(claim: Mapping[str, object], text: str) -> dict[str, object]:
    return {key: value for key, value in claim.items() if key not in ("start", "end")} | {
        "quote": text[int(str(claim["start"])) : int(str(claim["end"]))]
    }
