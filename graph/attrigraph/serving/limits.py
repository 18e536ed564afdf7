"""How much one query may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take, how many run at once, and how many may wait."""

    seconds: float = 30
    answer_bytes: int = 64_000_000
    memory_bytes: int = 2_000_000_000
    query_bytes: int = 1_000_000
    processes: int = 4
    waiting: int = 1_000
    page_seconds: float = 600
