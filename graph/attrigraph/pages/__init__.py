"""Pages that only show: one head for all, everything escaped, nothing loaded, nothing run."""

from collections.abc import Callable, Mapping

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from attrigraph.documents.normalise import visible
from attrigraph.outputs import PAGE_MARK


def render(template: str, *, filters: Mapping[str, Callable[..., str]] | None = None, **values: object) -> str:
    """Return a page made of a template, "room/name.html", which fills the blocks of base.html with `values`.

    The same values give the same page.
    """
    room, _, name = template.partition("/")
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(f"attrigraph.{room}", "."), PackageLoader("attrigraph.pages", ".")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters.update(filters or {})
    return environment.get_template(name).render(values, mark=Markup(PAGE_MARK))  # noqa: S704 - our own constant


def _shown(value: object) -> object:
    """Drop control characters and those that turn the text around them; what a macro returns has been through this."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
