"""Made-up articles are the same each time, and say something."""

import pytest

from attrigraph import Document, Interval, extract

from .articles import article


def test_a_number_gives_the_same_article_and_another_number_another() -> None:
    assert article(7) == article(7)
    assert len({article(number)["text"] for number in range(200)}) == 200


@pytest.mark.slow
def test_most_of_their_sentences_hold_an_act() -> None:
    said = [article(number) for number in range(8)]
    texts = [Document(one["id"], one["text"], published=Interval.parse(one["published"])) for one in said]
    assert sum(len(extract(text)) for text in texts) > 2 * len(texts)
