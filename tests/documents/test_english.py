"""Only English is read; whatever is plainly not is said to be, and no English text is ever refused."""

import json
from pathlib import Path

import pytest

from attrigraph import documents
from attrigraph.documents.english import require_english
from attrigraph.errors import SourceError
from attrigraph.folders import folder
from attrigraph.model import Document

SHARED = Path(__file__).parents[2] / "../shared/gold"
DEVELOPMENT = [SHARED / name for name in ("dev.jsonl", "dev-articles.jsonl", "seed.gold.jsonl")]
FOREIGN = {
    "de": "Die Bundesregierung hat am Freitag den russischen Geheimdienst für den Angriff auf die Server der Partei "
    "verantwortlich gemacht. Das Auswärtige Amt bestellte den Botschafter ein und kündigte weitere Schritte an; Moskau "
    "wies die Vorwürfe zurück.",
    "fr": "La France condamne avec la plus grande fermeté le recours par le service de renseignement militaire russe "
    "au mode opératoire d'attaque qui a visé des intérêts français. Ces activités sont inacceptables et indignes d'un "
    "membre permanent du Conseil de sécurité.",
    "sq": "Qeveria e Shqipërisë ka vendosur të ndërpresë marrëdhëniet diplomatike me Republikën Islamike të Iranit, "
    "tha kryeministri në një deklaratë. Sulmi kibernetik kundër infrastrukturës digjitale të qeverisë ishte i "
    "orkestruar dhe i sponsorizuar nga Irani.",
    "ru": "Министерство иностранных дел отвергло обвинения в кибератаке и назвало их совершенно необоснованными. По "
    "словам представителя ведомства, никаких доказательств представлено не было, а решение о высылке дипломатов "
    "не останется без ответа.",
}
ENGLISH = "The ministry rejected the claim that its officers had broken into the servers, and called it baseless. " * 3


def kept(**line: str) -> bool:
    (found,) = documents.read("-", stdin=_stream({"id": "a", **line}))
    return isinstance(found, Document)


def _stream(line: dict[str, str]):
    from io import BytesIO

    return BytesIO(json.dumps(line).encode())


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("declared", [None, "en", "same"])
def test_another_language_is_refused_whatever_it_is_declared(language, declared):
    with pytest.raises(
        SourceError, match=rf"is not in English \(it reads as {language}\); translate it or leave it out"
    ):
        require_english(FOREIGN[language], language if declared == "same" else declared)


def test_a_foreign_document_is_one_problem_and_the_others_are_read(tmp_path):
    (tmp_path / "a.txt").write_text(FOREIGN["de"], encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<html lang=en><body><p>{FOREIGN['fr']}</p></body></html>", encoding="utf-8")
    (tmp_path / "c.txt").write_text(ENGLISH, encoding="utf-8")
    found = list(documents.read(tmp_path))
    assert [getattr(one, "id", None) for one in found] == [None, None, "c.txt"]
    assert [one.what for one in found[:2]] == [f"is not in English (it reads as {code})" for code in ("de", "fr")]


def test_a_short_text_is_refused_only_where_it_is_declared_foreign():
    short = "Teheran weist die Vorwürfe zurück."
    assert kept(text=short)
    assert kept(text=short, language="und")
    assert kept(text=short, language="en-GB")
    assert not kept(text=short, language="de-AT")


def test_plain_english_is_read_though_a_page_declares_another_language():
    assert kept(text=ENGLISH, language="sq")


def test_an_english_text_may_quote_another_language():
    assert kept(text=ENGLISH * 2 + FOREIGN["de"])


@pytest.mark.parametrize(
    "text",
    [
        "Hash list: " + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 " * 40,
        "Sanctions list. " + "Ali Rezaei, Tehran, Iran; Mohammad Karimi, Shiraz, Iran; Hossein Ahmadi, Qom, Iran. " * 5,
        "ALBANIA CUTS TIES WITH IRAN AND EXPELS ALL DIPLOMATS WITHIN 24 HOURS OVER THE CYBER ATTACK OF JULY. " * 4,
    ],
)
def test_lists_and_capitals_are_no_other_language(text):
    require_english(text, None)


@pytest.mark.parametrize("path", [folder("seeds") / "gold/sentences.jsonl", *DEVELOPMENT], ids=lambda path: path.name)
def test_no_gold_text_is_refused(path):
    if not path.exists():
        pytest.skip("the development texts are not here")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines
    for line in lines:
        require_english(line["text"], None)


def test_no_seed_document_is_refused():
    found = list(documents.read(folder("seeds")))
    assert len(found) >= 17
    assert all(isinstance(one, Document) for one in found)
