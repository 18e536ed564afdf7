"""The same build and merge on Apache Spark: it only carries documents to the workers and what they give to files.

What reads a document is `parts.make`, in a process that may die, as on one machine. Needs the extra `spark` and Java.
"""

from attrigraph.distributed.build import build, problems
from attrigraph.distributed.merge import merge
from attrigraph.distributed.session import session

__all__ = ["build", "merge", "problems", "session"]
