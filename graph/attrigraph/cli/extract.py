"""attrigraph extract."""

import sys

from attrigraph.cli.options import (
    EngineName,
    Engines,
    Jobs,
    LlmAnswers,
    LlmModel,
    LlmUrl,
    Pipeline,
    Published,
    Publisher,
    Sources,
    at_once,
    interval,
    language_model,
)
from attrigraph.cli.progress import progress
from attrigraph.cli.terminal import say


def extract(  # noqa: PLR0913 - one argument an option
    sources: Sources,
    *,
    published: Published = None,
    publisher: Publisher = None,
    pipeline: Pipeline = None,
    engine: EngineName = Engines.RULES,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    llm_answers: LlmAnswers = None,
    jobs: Jobs = None,
) -> int:
    """Write the acts of documents as JSON Lines, without a graph.

    Example: attrigraph extract seeds/documents > acts.jsonl
    """
    from attrigraph.documents.expected import expected
    from attrigraph.model import Problem
    from attrigraph.records import json_line, records
    from attrigraph.stages import extractions

    model = language_model(engine, llm_url, llm_model, llm_answers, pipeline=pipeline)
    results = extractions(
        sources,
        published=interval(published),
        publisher=publisher,
        pipeline=pipeline,
        engine=model,
        jobs=at_once(jobs, waits=model is not None),
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
                for one in result.rejected:
                    say(one)
                    failed = 1
    return failed
