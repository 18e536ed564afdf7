import pytest

from attrigraph.documents.html import parse_html
from attrigraph.documents.normalise import normalise
from attrigraph.errors import SourceError

LONG = (
    "The Government of Zenda condemns the cyber attack on Ruritania, which it attributes to the military intelligence "
    "service of Graustark, and calls on Graustark to stop."
)


def article(body: str, *, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><article><p>{LONG}</p>{body}<p>{LONG}</p></article></body></html>".encode()


def between(page: bytes) -> str:
    """Return what stands between the two long paragraphs."""
    text = normalise(parse_html(page).text)
    assert text.startswith(LONG)
    assert text.endswith(LONG)
    return text[len(LONG) : -len(LONG)].strip()


def test_news_page_text(page):
    assert normalise(parse_html(page("news.html")).text).split("\n\n") == [
        "Ruritania cuts ties with Graustark over cyber attack",
        "Ruritania on Thursday blamed Graustark for the cyber attack that shut down its customs service in April, "
        "and said that it was severing diplomatic relations with immediate effect.",
        "“The investigation leaves no room for doubt,” Prime Minister Rudolf Rassendyll told reporters in Strelsau. "
        "“The operation was ordered by the government in Edelweiss.”",
        "Graustark denied it.",
        "We reject these baseless allegations and will answer in kind.",
        "Allies react",
        "Zenda and Dawsburg condemned the attack, and the Atlantic League said that it stood with Ruritania — its "
        "member since 1999.",
        "Zenda expelled two Graustark diplomats.\nDawsburg summoned the ambassador of Graustark.",
        "State | Measure\nZenda | expulsion\nDawsburg | summons",
        "Officials in Edelweiss were asked again on Friday.",
        "Graustark denied it.",
    ]


def test_news_page_metadata(page):
    found = parse_html(page("news.html")).metadata
    assert found.title == "Ruritania cuts ties with Graustark over cyber attack"
    assert (found.publisher, found.language) == ("The Strelsau Courier", "en-GB")
    assert found.published.partial == "2023-05-11"
    assert found.url == "https://courier.example.org/world/2023/05/11/ruritania-cuts-ties"


def test_page_whose_metadata_is_json_only_and_whose_declared_charset_is_wrong(page):
    parsed = parse_html(page("ministry.html"))
    found = parsed.metadata
    assert (found.publisher, found.language) == ("Ministry of Foreign Affairs of Zenda", "en")
    assert (found.published.partial, found.url) == ("2021-07-19", "https://mfa.example.org/statements/17")
    assert "attaché of Zenda" in parsed.text
    assert "Press room" not in parsed.text


def test_declared_charset_is_used_where_the_bytes_are_not_utf_8(page):
    data = page("ministry.html").decode().encode("cp1252")
    assert "protocol department – it was not answered" in parse_html(data).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>On <time datetime='2022-09-07'>7 September</time> it was said.</p>", "On 7 September it was said."),
        ("<p>He said <q>no to <i>all</i> of it</q> and <q>never</q>.</p>", "He said “no to all of it” and “never”."),
        ("<p>It was said<sup>12</sup> for the 19<sup>th</sup> time.</p>", "It was said for the 19th time."),
        ("<p>One line<br>and another</p>", "One line\nand another"),
        ("<p>source\n  lines   are\tjoined</p>", "source lines are joined"),
        ("<pre>One paragraph\ngoes on.\n\nAnother one.</pre>", "One paragraph goes on.\n\nAnother one."),
        ("<p>a <a href='/x'>linked</a> <b>word</b> and <code>file.exe</code></p>", "a linked word and file.exe"),
        ("<p>Denied.</p><p>Denied.</p>", "Denied.\n\nDenied."),
        ("<p>Advertisement</p><div>Advertisement</div>", ""),
        ("<p>A&nbsp;&shy;B &#11;&#x202e;C &amp; D&euro;</p>", "A B C & D€"),
        ("<script>alert('no')</script><style>p {}</style><!-- no -->", ""),
    ],
)
def test_what_stays_of_a_body(body, expected):
    assert between(article(body)) == expected


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("<meta name=date content=2022-09>", "2022-09"),
        ("<meta name=DC.date.issued content=2022>", "2022"),
        ("<meta itemprop=datePublished content='2022-09-07T23:00:00-05:00'>", "2022-09-07"),
        ("<meta property=article:published_time content=soon><meta name=date content=2022-09-07>", "2022-09-07"),
        ("<meta property=article:modified_time content=2022-09-09>", "2022-09-09"),
        ("<link rel=canonical href=https://example.org/2022/09/07/zenda>", "2022-09-07"),
        ("<link rel=canonical href=https://example.org/2022/09/zenda>", None),
        ("<title>Statement of September 2022</title>", None),
        ("", None),
    ],
)
def test_dates_are_as_precise_as_the_page_and_never_guessed(head, date):
    found = parse_html(article("", head=head)).metadata.published
    assert (found.partial if found else None) == date


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<time datetime='2022-09-07T10:00'>yesterday</time>", "2022-09-07"),
        ("<p class=date>7 September 2022</p>", "2022-09-07"),
        ("<time datetime='2022-09'>September</time>", None),
        ("<p>On 7 September 2022 the attack began.</p>", None),
        ("<footer>© 2020 Zenda</footer>", None),
    ],
)
def test_dates_on_the_page(body, date):
    found = parse_html(article(body)).metadata.published
    assert (found.partial if found else None) == date


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "/relative", "data:text/html,x", "https://", "file:///etc/passwd", ""]
)
def test_addresses_that_are_not_of_the_web_are_left_out(address):
    assert parse_html(article("", head=f'<link rel="canonical" href="{address}">')).metadata.url is None


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("<meta property=og:site_name content='The Courier'>", "The Courier"),
        (
            "<meta property=og:site_name content='@courier'><meta name=dc.publisher content='Courier Ltd'>",
            "Courier Ltd",
        ),
        ("<meta property=og:site_name content=''>", None),
    ],
)
def test_publisher(head, publisher):
    assert parse_html(article("", head=head)).metadata.publisher == publisher


def test_json_ld_that_is_broken_or_deep_is_passed_over():
    broken = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in ("{", "[" * 50_000, '{"@type": 5}', "null")
    )
    good = '<script type="application/ld+json">{"@type": "Article", "headline": "Found", "publisher": []}</script>'
    assert parse_html(article("", head=broken + good)).metadata.title == "Found"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><body></body></html>", "no main text"),
        (b"<!-- only a comment -->", "not HTML|no main text"),
        (b"<html><body>" + b"<div>" * 100_000 + b"deep", "too deep or too long"),
        (b"<html><body>" + b"<p>x</p>" * 40_000, "more than 30,000 elements"),
        (b"<html>\x00", "binary data"),
        (b"", "empty"),
    ],
)
def test_pages_that_cannot_be_read(data, words):
    with pytest.raises(SourceError, match=words):
        parse_html(data)
