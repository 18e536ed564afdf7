"""What a client would rather have."""

import pytest

from attrigraph.serving.formats import offers, preferred


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        ("text/*", "text/csv"),
        ("text/*, text/csv;q=0", "text/tab-separated-values"),
        ("*/*;q=0.1, TEXT/CSV", "text/csv"),
        ("text/html, application/xhtml+xml, */*;q=0.8", "application/sparql-results+json"),
        ("text/csv;q=2, nonsense, ;;, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
        ("nonsense", "application/sparql-results+json"),
        ("text/csv;header=present;q=0.3", "text/csv"),
    ],
)
def test_the_most_wanted_is_taken(accept, media_type):
    assert preferred(accept, offers("rows")).media_type == media_type


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", "application/sparql-results+json;q=0"])
def test_what_is_not_wanted_is_not_given(accept):
    assert preferred(accept, offers("rows")) is None


def test_every_format_is_one_of_the_engine():
    assert all(offer.results.media_type for offer in offers("rows"))
    assert all(offer.rdf.media_type for offer in offers("triples"))
