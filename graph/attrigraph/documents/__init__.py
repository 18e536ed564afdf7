"""Files, folders, globs and JSON Lines into documents: the only room that sees the outside world's texts.

A text is normalised once, here; every offset of the program refers to the result. Nothing is fetched from a network.

>>> next(read("no-such-file.txt")).what
'no such file or folder'
"""

from attrigraph.documents.dates import parse_date
from attrigraph.documents.normalise import normalise
from attrigraph.documents.read import read, read_stream

__all__ = ["normalise", "parse_date", "read", "read_stream"]
