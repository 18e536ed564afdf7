"""How the time of matching grows with the number of reports: python tests/benchmarks/merging_growth.py 10000 100000 ...

Half of the synthetic reports are of one source and half of another; each has its counterpart there, with words, days,
victim and group of its own and noise around them. Prints the seconds and the peak of memory, and writes growth.svg.
"""

import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from attrigraph.merging.decide import decide
from attrigraph.merging.features import Report
from attrigraph.merging.linkage import pairs

FIRST = date(2005, 1, 1)
SIZE, EDGE = 480, 60


def synthetic(many: int) -> Iterator[Report]:
    """Yield reports in pairs of the same attack; the same number gives the same reports."""
    chance = random.Random(many)  # noqa: S311 - not for secrets
    for number in range(many // 2):
        names = [f"name{chance.randrange(max(2_000, many // 4))}" for _ in range(4)]
        victim, day = f"state/{chance.randrange(190)}", FIRST + timedelta(chance.randrange(8_000))
        group = f"actor/{chance.randrange(max(50, many // 100))}"
        for source in "AB":
            noise = [f"word{int(chance.paretovariate(0.6)) % 5_000}" for _ in range(25)]
            known = day + timedelta(chance.randrange(20))
            yield Report(
                f"{source}/{number:08d}",
                source,
                " ".join(names + noise),
                public={(known, known)},
                victims={victim: True},
                accused={group: False},
                addresses={f"example.org/{number}"} if chance.random() < 0.3 else set(),
                types={"espionage"},
            )


def measured(many: int) -> float:
    """Match so many reports, print how it went, and return the seconds."""
    reports = list(synthetic(many))
    start = time.perf_counter()
    decisions, _ = decide(pairs(reports), {report.iri: report.source for report in reports}, said={})
    seconds = time.perf_counter() - start
    accepted = [one for one in decisions if one.merges]
    right = sum(one.one[1:] == one.other[1:] for one in accepted)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{many:>9,} reports: {seconds:8.1f} s, {len(accepted):,} accepted, {right:,} right, peak {peak:,} MB",
        flush=True,
    )
    return seconds


def plot(points: list[tuple[int, float]]) -> str:
    """Return a double-logarithmic plot, with a dashed line of linear growth through the first point."""
    from math import log10

    (left, low), (right, _) = points[0], points[-1]
    high = max(seconds for _, seconds in points)
    width, height = max(log10(right / left), 0.01), max(log10(high / low), log10(right / left), 0.01)

    def place(many: float, seconds: float) -> tuple[float, float]:
        inner = SIZE - 2 * EDGE
        return EDGE + inner * log10(many / left) / width, SIZE - EDGE - inner * log10(seconds / low) / height

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    (ax, ay), (bx, by) = place(left, low), place(right, low * right / left)
    marks = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/><text x="{x:.1f}" y="{y - 10:.1f}">{many:,}: {seconds:.0f} s</text>'
        for (many, seconds), (x, y) in ((point, place(*point)) for point in points)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 80} {SIZE}" font-size="12">'
        f'<line x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#2f6fb3" stroke-width="2"/>{marks}'
        f'<text x="{EDGE}" y="{SIZE - 20}">reports (log) against seconds (log); dashed: linear</text></svg>\n'
    )


if __name__ == "__main__":
    sizes = sorted(int(size) for size in sys.argv[1:]) or [10_000, 100_000]
    Path("growth.svg").write_text(plot([(many, measured(many)) for many in sizes]), encoding="utf-8")
