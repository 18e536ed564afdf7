"""How time and memory of matching grow with the number of reports: merging_growth.py [-o FOLDER] 10000 100000 ...

Half of the synthetic reports are of one source and half of another; each has its counterpart there, with words, days,
victim and group of its own and noise around them. Each size has a process of its own. Prints the seconds of the
processor and by the clock and the peak of memory, and writes merging-growth.json and merging-growth.svg.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
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


def measured(many: int) -> dict[str, float]:
    """Match so many reports and return how it went."""
    reports = list(synthetic(many))
    clock, processor = time.perf_counter(), time.process_time()
    decisions, _ = decide(pairs(reports), {report.iri: report.source for report in reports}, said={})
    accepted = [one for one in decisions if one.merges]
    return {
        "reports": many,
        "processor_seconds": round(time.process_time() - processor, 1),
        "clock_seconds": round(time.perf_counter() - clock, 1),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "accepted": len(accepted),
        "right": sum(one.one[1:] == one.other[1:] for one in accepted),
    }


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
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text x="{x + 12:.1f}" y="{y + 12:.1f}">{many:,}: {seconds:.0f} s</text>'
        for (many, seconds), (x, y) in ((point, place(*point)) for point in points)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE + 80} {SIZE}" font-size="12">'
        f'<rect width="{SIZE + 80}" height="{SIZE}" fill="#fff"/>'
        f'<line x1="{ax:.1f}" y1="{ay:.1f}" x2="{bx:.1f}" y2="{by:.1f}" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{line}" fill="none" stroke="#2f6fb3" stroke-width="2"/>{marks}'
        f'<text x="{EDGE}" y="{SIZE - 20}">reports against seconds of the processor; dashed: linear</text></svg>\n'
    )


def main() -> None:
    """Measure the sizes one after the other and write both files."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("-o", "--out", type=Path, default=Path())
    given = parser.parse_args()
    found = []
    for many in sorted(given.sizes):
        with ProcessPoolExecutor(1) as process:
            found.append(process.submit(measured, many).result())
        print(json.dumps(found[-1]), flush=True)
    (given.out / "merging-growth.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    points = [(int(one["reports"]), one["processor_seconds"]) for one in found]
    (given.out / "merging-growth.svg").write_text(plot(points), encoding="utf-8")


if __name__ == "__main__":
    main()
