"""attrigraph extract."""

import sys

from attrigraph.cli.options import Jobs, Pipeline, Published, Publisher, Sources, interval
from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import say


def extract(
    sources: Sources,
    *,
    published: Published = None,
    publisher: Publisher = None,
    pipeline: Pipeline = None,
    jobs: Jobs = None,
) -> int:
    """Write the acts of documents as JSON Lines, without a graph.

    Example: attrigraph extract seeds/documents > acts.jsonl
    """
    from attrigraph.documents.expected import expected
    from attrigraph.model import Problem
    from attrigraph.records import json_line, records
    from attrigraph.stages import extractions
    from attrigraph.workers import cores

    results = extractions(
        sources,
        published=interval(published),
        publisher=publisher,
        pipeline=pipeline,
        jobs=cores() if jobs is None else jobs,
    )
    failed = 0
    with progress("extracting", expected(sources)) as step:
        for result in results:
            step()
            if isinstance(result, Problem):
                say(result)
                failed = 1
            else:
                sys.stdout.writelines(json_line(record) + "\n" for record in records(result))
    return failed
