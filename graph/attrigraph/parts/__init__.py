"""What each document adds to a graph folder, made once, kept on disk, and put together without holding it in memory."""

from attrigraph.parts.assembly import assemble
from attrigraph.parts.cache import Cache
from attrigraph.parts.part import Part, make
from attrigraph.parts.version import pipeline_version

__all__ = ["Cache", "Part", "assemble", "make", "pipeline_version"]
