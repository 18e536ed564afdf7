"""What a test reads off the explorer."""

from pathlib import Path
from urllib.parse import parse_qs


def heading(page) -> str:
    return page.locator(".evidence h2").inner_text()


def total(page) -> str:
    return page.locator(".totals").inner_text().split(" · ")[0]


def state(page) -> dict[str, list[str]]:
    return parse_qs(page.evaluate("location.hash.slice(1)"))


def exported(page, name: str) -> Path:
    page.locator(".export").evaluate("menu => menu.open = true")
    with page.expect_download() as waiting:
        page.click(f"#export-{name}")
    return waiting.value.path()
