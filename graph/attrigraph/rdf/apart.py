"""A query in a process of its own: the engine can neither be interrupted nor told when to stop."""

import json
import signal
import subprocess
import sys

from attrigraph import errors
from attrigraph.errors import AttrigraphError, QueryError
from attrigraph.rdf.parquet import ask_path
from attrigraph.table import Table


def ask_apart(graph: str, query: str, *, seconds: float) -> Table:
    """Ask a graph folder, an RDF file or acts as Parquet; the process ends after so many seconds, and with our Ctrl-C.

    Raises QueryError where there is no answer by then, and what ask_path raises.
    """
    try:
        # not in the foreground: Ctrl-C reaches only this process, which ends the other
        done = subprocess.run(  # noqa: S603 - this interpreter and this module
            [sys.executable, "-P", "-m", __name__],
            input=json.dumps({"graph": graph, "query": query, "seconds": seconds + 1}).encode(),
            stdout=subprocess.PIPE,
            timeout=seconds,
            check=False,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        todo = "ask for less, or give it longer with --timeout"
        raise QueryError(f"no answer within {seconds:g} seconds", todo, value=query) from error
    if done.returncode:
        raise QueryError("the query broke off", "ask for less, for example with LIMIT", value=query)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise getattr(errors, answer["error"])(answer["what"], answer["todo"])
    return Table(tuple(answer["columns"]), tuple(map(tuple, answer["rows"])))


def _answer(graph: str, query: str, seconds: float) -> dict[str, object]:
    signal.setitimer(signal.ITIMER_REAL, seconds)  # the end of this process, should the other one be gone by then
    try:
        table = ask_path(graph, query)
    except AttrigraphError as error:
        return {"error": type(error).__name__, "what": error.what, "todo": error.todo}
    return {"columns": table.columns, "rows": table.rows}


if __name__ == "__main__":
    question = sys.stdin.read()
    if not question:
        sys.exit(1)  # whoever asks was interrupted before he had asked
    json.dump(_answer(**json.loads(question)), sys.stdout)
