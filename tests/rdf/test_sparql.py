"""What a query may hold: SERVICE only where it is no keyword."""

import pytest

from attrigraph.errors import QueryError
from attrigraph.rdf.sparql import find_query, named_queries, refuse_service

ALLOWED = [
    'SELECT ?s WHERE { ?s ?p "intelligence SERVICE" }',
    "SELECT ?s WHERE { ?s ?p 'SERVICE' }",
    'SELECT ?s WHERE { ?s ?p """a "SERVICE" b""" }',
    "SELECT ?s WHERE { ?s ?p '''it's SERVICE''' }",
    'SELECT ?s WHERE { ?s ?p "a \\" SERVICE" }',
    "SELECT ?service WHERE { ?service ?p $SERVICE }",
    "PREFIX ex: <http://x/> SELECT ?s WHERE { ?s ex:SERVICE ?o }",
    "PREFIX service: <http://x/> SELECT ?s WHERE { ?s service:name ?o }",
    "PREFIX : <http://x/> SELECT ?s WHERE { ?s :SERVICE ?o }",
    "PREFIX ex: <http://x/> SELECT ?s WHERE { ?s ex:a.SERVICE ?o }",
    "SELECT ?s WHERE { ?s <http://x/SERVICE> ?o }",
    "SELECT ?s WHERE { ?s ?p ?o } # SERVICE <http://x/> { }",
    'SELECT ?s WHERE { ?s ?p "x"@service }',
    "SELECT ?s WHERE { _:SERVICE ?p ?s }",
    "SELECT ?s WHERE { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
]
REFUSED = [
    "SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent <http://x/> { ?s ?p ?o } }",
    "SELECT * WHERE { SeRvIcE ?x { ?s ?p ?o } }",
    "SELECT * WHERE { { SELECT * WHERE { SERVICE<http://x/>{ ?s ?p ?o } } } }",
    "SELECT * WHERE { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }",
    "SELECT * WHERE { ?s ?p 'a' . SERVICE <http://x/> { ?s ?p ?o } . ?s ?p 'b' }",
    "SELECT * WHERE { ?s ?p ?o } # comment\nSERVICE <http://x/> { }",
    "SELECT * WHERE { FILTER(1<2) SERVICE <http://x/> { ?s ?p ?o } FILTER(3>2) }",
    "SELECT * WHERE { FILTER(?a<?b) SERVICE <http://x/> { ?s ?p ?o } FILTER(?b>?a) }",
    "SELECT * WHERE { ?s ?p '''a''' SERVICE <http://x/> { ?s ?p ?o } ?s ?p '''b''' }",
    'SELECT * WHERE { ?s ?p "" SERVICE <http://x/> { ?s ?p ?o } ?s ?p "" }',
    "PREFIX a: <http://x/> SELECT * WHERE { ?s ?p a:\\~ SERVICE <http://x/> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_a_word_that_is_no_keyword_may_stand(query):
    refuse_service(query)


@pytest.mark.parametrize("query", REFUSED)
def test_the_keyword_is_refused(query):
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        refuse_service(query)


def test_named_queries_pass_and_have_plain_names():
    for name, file in named_queries().items():
        refuse_service(find_query(name))
        assert name.replace("-", "").isalpha()
        assert file.stem.endswith(name)
