"""Which web pages, open in a browser on this machine, may read what the server answers."""

import pytest

from attrigraph.cli import main
from attrigraph.serving.hosts import known_hosts

from .conftest import IN

COUNT = IN + "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SITE, OTHER = "https://a.example", "https://b.example"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}


def allowed(reply):
    return reply.headers.get("access-control-allow-origin")


def test_no_page_of_another_site_may_read_unless_its_site_is_named(server):
    for origin in (SITE, "null", "http://localhost:1", "http://127.0.0.1.nip.example"):
        assert allowed(server.ask(COUNT, Origin=origin)) is None
        assert allowed(server.ask("nonsense", Origin=origin)) is None
        assert allowed(server.request("GET", "/health", Origin=origin)) is None
        preflight = server.request("OPTIONS", Origin=origin, **PREFLIGHT)
        assert (preflight.status, allowed(preflight)) == (400, None)
    for path in ("/", "/sparql", "/health"):
        headers = server.request("GET", path).headers
        assert (headers["cross-origin-resource-policy"], headers["x-content-type-options"]) == (
            "same-origin",
            "nosniff",
        )


def test_a_named_site_may_read_and_no_other(start, file):
    server = start(file, "--processes", "1", "--cors", SITE, "--cors", "http://localhost:3000")
    assert [allowed(server.ask(COUNT, Origin=site)) for site in (SITE, "http://localhost:3000", OTHER)] == [
        SITE,
        "http://localhost:3000",
        None,
    ]
    assert allowed(server.ask("nonsense", Origin=SITE)) == SITE
    preflight = server.request("OPTIONS", Origin=SITE, **PREFLIGHT)
    assert (preflight.status, allowed(preflight)) == (200, SITE)
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()
    assert server.request("OPTIONS", Origin=OTHER, **PREFLIGHT).status == 400


def test_a_page_that_gives_its_name_to_this_machine_gets_nothing(server):
    """A page of rebound.example whose name now leads here would be of the same origin, as the browser sees it."""
    port = server.address.rpartition(":")[2].strip("/")
    for host in (f"rebound.example:{port}", "127.0.0.1.rebound.example", "", "localhost.", "[::1", "1"):
        for path in ("/", "/sparql?query=ASK{}", "/health"):
            reply = server.request("GET", path, Host=host)
            assert (reply.status, "is not this server" in reply.problem) == (421, True), host
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "LOCALHOST", f"[::1]:{port}"):
        assert server.ask(COUNT, Host=host).status == 200


def test_a_server_that_all_sites_may_read_is_asked_by_any_name(start, file):
    server = start(file, "--processes", "1", "--cors", "*")
    assert server.ask(COUNT, Host="graphs.example").status == 200
    assert allowed(server.ask(COUNT, Origin=SITE)) == "*"


def test_who_opens_the_server_to_other_machines_opens_it_under_any_name():
    assert known_hosts("0.0.0.0", []) is None  # noqa: S104
    assert known_hosts("192.0.2.1", [SITE]) is None
    assert known_hosts("localhost", [SITE]) == {"127.0.0.1", "localhost", "::1", "a.example"}


@pytest.mark.parametrize("origin", ["a.example", "https://a.example/", "file:///x", "none", ""])
def test_what_is_no_origin_is_one_line(origin, file, capsys):
    assert main(["serve", str(file), "--port", "0", "--cors", origin]) == 2
    assert capsys.readouterr().err.strip() == (
        f"attrigraph: --cors {origin}: no origin; name a site as https://example.org, or '*'"
    )
