"""Measure how fast the explorer opens and pans in headless Chromium: python tests/benchmarks/page_speed.py.

It prints the seconds until the first usable picture (two frames after set-up), how many of them the page's own thread
was at work (which hardly depends on what else the machine does), and the median and the longest time between frames
while the picture is dragged about for three seconds.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright
from views.graphs import large

from attrigraph.views import explorer_html

CASES = {"3,000 nodes, 5,880 acts": 2_940, "20,000 nodes, 39,880 acts": 19_940}
READY = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
    done([performance.now(), document.querySelector('.network .notice').innerText]))))"""
FRAMES = """() => new Promise(done => {
    window.gaps = [];
    let last = performance.now();
    const frame = now => { window.gaps.push(now - last); last = now; requestAnimationFrame(frame); };
    requestAnimationFrame(frame);
    done(); })"""


def measure(browser: Browser, file: Path) -> str:
    """Return what opening and panning one page took."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    work = context.new_cdp_session(page)
    work.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), timeout=120_000)
    opened, notice = page.evaluate(READY)
    busy = {one["name"]: one["value"] for one in work.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    gaps = dragged(page)
    context.close()
    pan = f"pan median {median(gaps):.0f} ms, longest {max(gaps):.0f} ms"
    return f"open {opened / 1000:.1f} s ({busy:.1f} s of work); {pan}; {notice}"


def dragged(page: Page) -> list[float]:
    """Drag the picture with the mouse for three seconds and return the times between frames in milliseconds."""
    page.evaluate(FRAMES)
    page.mouse.move(500, 500)
    page.mouse.down()
    begun, step = time.perf_counter(), 0
    while time.perf_counter() - begun < 3:
        step += 1
        page.mouse.move(500 + 3 * (step % 60), 500 + 2 * (step % 40))
    page.mouse.up()
    return page.evaluate("window.gaps.slice(2)")


def main() -> None:
    """Measure each case three times."""
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, incidents in CASES.items():
            graph, begun = large(incidents), time.perf_counter()
            file = Path(folder) / "page.html"
            file.write_text(explorer_html(graph), encoding="utf-8")
            print(f"{name}: {file.stat().st_size / 1e6:.1f} MB, made in {time.perf_counter() - begun:.0f} s")
            for _ in range(3):
                print(f"  {measure(browser, file)}", flush=True)


if __name__ == "__main__":
    main()
