"""Plain text and Markdown files, with optional YAML front matter."""

import re

from attrigraph.documents.limits import MAX_FRONT_MATTER
from attrigraph.documents.metadata import Parsed, from_mapping
from attrigraph.errors import SourceError

_FENCE = re.compile(r"\s*---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)


def parse_text(text: str) -> Parsed:
    r"""Split a text into its front matter and its body.

    Front matter stands between a first line "---" and the next line "---". Keys: title, published, publisher, url,
    language, references, retrieved, in any case; others are ignored. Raises SourceError where it is no YAML.

    >>> parsed = parse_text("---\npublisher: BBC\n---\nIran denied it.")
    >>> parsed.metadata.publisher, parsed.text
    ('BBC', '\nIran denied it.')
    """
    opening = _FENCE.match(text)
    if not opening:
        return Parsed(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    if not closing:
        raise SourceError("front matter has no end", 'close it with a line "---", or remove the first line')
    metadata, faults = from_mapping(_front_matter(text[opening.end() : closing.start()]))
    return Parsed(text[closing.end() :], metadata, faults)


def _front_matter(source: str) -> dict[str, object]:
    """Read YAML in which every value is text: nothing is built, and `language: no` stays Norwegian."""
    import yaml

    try:
        fields = yaml.BaseLoader(source).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        where = getattr(error, "problem_mark", None)
        line = f" (line {where.line + 2})" if where else ""
        raise SourceError(
            f"front matter is not YAML{line}", 'write "key: value" lines, odd values in quotes'
        ) from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise SourceError("front matter is not a list of keys", 'write "key: value" lines, or remove the first line')
    return {str(key).lower(): value for key, value in fields.items() if value not in ("null", "~")}
