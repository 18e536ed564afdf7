"""attrigraph show."""

from typing import Annotated

import typer

from attrigraph.cli.options import GraphArgument

Target = Annotated[str, typer.Option("-o", "--out", metavar="FILE", help="The page to write; - is standard output.")]
Network = Annotated[
    bool, typer.Option("--network", help="The pyvis network instead of the explorer, for small graphs.")
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="The heading of the explorer.")]
Focus = Annotated[
    str | None, typer.Option(metavar="WHAT", help="Open the explorer on an actor, incident or act: name, code or IRI.")
]

View = Annotated[
    str | None, typer.Option(metavar="VIEW", help="Open with network (the usual), timeline, coalitions or table.")
]


def show(
    graph: GraphArgument,
    *,
    out: Target,
    network: Network = False,
    title: Title = None,
    focus: Focus = None,
    view: View = None,
) -> int:
    """Write a graph as one page that opens without a network.

    Example: attrigraph show out -o view.html --focus Iran
    """
    from attrigraph import api

    page = api.show(graph, network=network, title=title, focus=focus, view=view)
    if out == "-":
        print(page.html)
    else:
        page.save(out)
    return 0
