"""attrigraph serve."""

import re
from collections.abc import Sequence
from typing import Annotated

import typer

from attrigraph.cli.options import GraphArgument
from attrigraph.cli.terminal import say
from attrigraph.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 is open to the network.")]
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65_535, help="The port; 0 takes a free one.")]
Timeout = Annotated[
    float, typer.Option(metavar="SECONDS", min=0.1, max=86_400, help="Stop a query that has no answer after so long.")
]
Processes = Annotated[int, typer.Option(metavar="N", min=1, max=64, help="How many queries run at once.")]
Megabytes = Annotated[int, typer.Option(metavar="MB", min=1, max=2_000, help="Refuse larger answers.")]
Origins = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ORIGIN", help="Let web pages of this site read answers too; '*' lets all, without it none may."
    ),
]


def serve(
    graph: GraphArgument,
    *,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    timeout: Timeout = 30,
    processes: Processes = 4,
    max_answer: Megabytes = 64,
    cors: Origins = None,
) -> int:
    """Serve a graph on this machine: a SPARQL endpoint at /sparql, the explorer at /; Ctrl+C ends it.

    Example: attrigraph serve out --port 8080
    """
    from attrigraph import serving

    if host not in LOOPBACK:
        say(f"warning: whoever reaches {host} can read all of {graph}")
    limits = serving.Limits(seconds=timeout, processes=processes, answer_bytes=max_answer * 1_000_000)
    serving.serve(graph, host=host, port=port, limits=limits, origins=_origins(cors or ()), started=_tell)
    return 0


def _origins(given: Sequence[str]) -> Sequence[str]:
    for origin in given:
        if origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin):
            raise UsageError(f"--cors {origin}: no origin", "name a site as https://example.org, or '*'", value=origin)
    return given


def _tell(address: str) -> None:
    print(f"serving at {address} (SPARQL at {address}sparql); Ctrl+C ends it", flush=True)
