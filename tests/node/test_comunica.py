"""Comunica, which plans a query itself and asks the endpoint for its parts."""

import json
from pathlib import Path

import pytest

from ..serving.conftest import IN, Server, file, server, start  # noqa: F401, TID252 - fixtures; no package above
from .conftest import run

pytestmark = pytest.mark.node


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?s ex:in ?x } ORDER BY ?x", [{"x": "one"}, {"x": "three"}, {"x": "two"}]),
        (
            "SELECT ?x ?y { ?s ex:knows/ex:in ?x OPTIONAL { ?s ex:in ?y } } ORDER BY ?x LIMIT 1",
            [{"x": "three", "y": "one"}],
        ),
        ("SELECT (COUNT(?s) AS ?n) { GRAPH ?g { ?s ex:in ?x } }", [{"n": "3"}]),
        ("SELECT ?x { ex:a ex:says ?x FILTER(STRLEN(?x) = 7) }", [{"x": "Ἀλβανία"}]),
        ("ASK { ex:a ex:knows ex:b }", True),
        ("ASK { ex:b ex:knows ex:a }", False),
        (
            "CONSTRUCT { ?s ex:at ?x } { ?s ex:in ?x FILTER(?x = 'two') }",
            [["http://example.org/b", "http://example.org/at", "two"]],
        ),
    ],
)
def test_comunica_gets_what_is_there(comunica: Path, server: Server, query: str, expected: object) -> None:  # noqa: F811
    assert json.loads(run(comunica, "node", "ask.mjs", server.endpoint, IN + query)) == expected
