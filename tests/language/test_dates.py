"""Dates in a text: each phrase against the Wednesday of publication, and look-alikes that give nothing."""

import pytest

from attrigraph.language.dates import DateKind, DateMention, find_dates
from attrigraph.model import Interval

PUBLISHED = Interval.parse("2022-09-07")

PHRASES = [
    # phrase in its sentence | text found | earliest | latest, or a partial date | kind
    ("It began on July 15.", "July 15", "2022-07-15", DateKind.POINT),
    ("It began on 15 July.", "15 July", "2022-07-15", DateKind.POINT),
    ("It began on 15 July 2021.", "15 July 2021", "2021-07-15", DateKind.POINT),
    ("It began on the 15th of July, 2021.", "the 15th of July, 2021", "2021-07-15", DateKind.POINT),
    ("On Thursday, 15 July 2021, it began.", "Thursday, 15 July 2021", "2021-07-15", DateKind.POINT),
    ("September 7, 2022", "September 7, 2022", "2022-09-07", DateKind.POINT),
    ("September 11 , 2001 , attacks", "September 11 , 2001", "2001-09-11", DateKind.POINT),
    ("JULY 15, 2022", "JULY 15, 2022", "2022-07-15", DateKind.POINT),
    ("on 15-Jul-2022", "15-Jul-2022", "2022-07-15", DateKind.POINT),
    ("at 2022-09-07T10:00Z", "2022-09-07T10:00Z", "2022-09-07", DateKind.POINT),
    ("on 13/07/2022", "13/07/2022", "2022-07-13", DateKind.POINT),
    ("on 15.07.2022", "15.07.2022", "2022-07-15", DateKind.POINT),
    ("on 07/09/2022", "07/09/2022", "2022-07-09..2022-09-07", DateKind.VAGUE),
    ("On Sept. 7 it began.", "Sept. 7", "2022-09-07", DateKind.POINT),
    ("on Feb. 29", "Feb. 29", "2020-02-29", DateKind.POINT),
    ("July 15 last year", "July 15 last year", "2021-07-15", DateKind.POINT),
    ("on July 15-18", "July 15-18", "2022-07-15..2022-07-18", DateKind.RANGE),
    ("from July 15 to 18", "from July 15 to 18", "2022-07-15..2022-07-18", DateKind.RANGE),
    ("on 15 and 16 July", "15 and 16 July", "2022-07-15..2022-07-16", DateKind.RANGE),
    ("between 10 and 15 March 2021", "between 10 and 15 March 2021", "2021-03-10..2021-03-15", DateKind.RANGE),
    ("Nov. 30-Dec. 2, 2020", "Nov. 30-Dec. 2, 2020", "2020-11-30..2020-12-02", DateKind.RANGE),
    ("15 July-18 August", "15 July-18 August", "2022-07-15..2022-08-18", DateKind.RANGE),
    ("from May to July 2020", "from May to July 2020", "2020-05-01..2020-07-31", DateKind.RANGE),
    ("from December to February 2021", "from December to February 2021", "2020-12-01..2021-02-28", DateKind.RANGE),
    ("from October to March", "from October to March", "2021-10-01..2022-03-31", DateKind.RANGE),
    ("between May 2020 and July", "between May 2020 and July", "2020-05-01..2020-07-31", DateKind.RANGE),
    ("between 2014 and early 2016", "between 2014 and early 2016", "2014-01-01..2016-04-30", DateKind.RANGE),
    ("from Monday to Friday", "from Monday to Friday", "2022-09-05..2022-09-09", DateKind.RANGE),
    ("in 2015-2016", "2015-2016", "2015-01-01..2016-12-31", DateKind.RANGE),
    ("in 2015–16", "2015–16", "2015-01-01..2016-12-31", DateKind.RANGE),
    ("2014 to 2017", "2014 to 2017", "2014-01-01..2017-12-31", DateKind.RANGE),
    ("since May 2021", "since May 2021", "2021-05-01..2022-09-07", DateKind.RANGE),
    ("January 2015 to the present", "January 2015 to the present", "2015-01-01..2022-09-07", DateKind.RANGE),
    ("until April", "until April", "2022-04", DateKind.RANGE),
    ("until December", "until December", "2022-09-07..2022-12-31", DateKind.RANGE),
    ("by Friday", "by Friday", "2022-09-07..2022-09-09", DateKind.RANGE),
    ("by the end of the year", "by the end of the year", "2022-09-07..2022-12-31", DateKind.RANGE),
    ("It began in 2018.", "2018", "2018", DateKind.POINT),
    ("2018 saw an attack.", "2018", "2018", DateKind.POINT),
    ("the attacks (2017)", "2017", "2017", DateKind.POINT),
    ("no later than 2030", "no later than 2030", "2022-09-07..2030-12-31", DateKind.RANGE),
    ("It began in March.", "March", "2022-03", DateKind.POINT),
    ("It began in December.", "December", "2021-12", DateKind.POINT),
    ("It began in September.", "September", "2022-09", DateKind.POINT),
    ("the December attack", "December", "2021-12", DateKind.POINT),
    ("the May attack", "May", "2022-05", DateKind.POINT),
    ("in May 10 people died", "May", "2022-05", DateKind.POINT),
    ("in July last year", "July last year", "2021-07", DateKind.POINT),
    ("in September 2022", "September 2022", "2022-09", DateKind.POINT),
    ("in 2022-03", "2022-03", "2022-03", DateKind.POINT),
    ("in mid-July", "mid-July", "2022-07-11..2022-07-20", DateKind.VAGUE),
    ("early to mid-July", "early to mid-July", "2022-07-01..2022-07-20", DateKind.VAGUE),
    ("at the end of March", "the end of March", "2022-03-26..2022-03-31", DateKind.VAGUE),
    ("in early 2021", "early 2021", "2021-01-01..2021-04-30", DateKind.VAGUE),
    ("in late 2020", "late 2020", "2020-09-01..2020-12-31", DateKind.VAGUE),
    ("in summer 2016", "summer 2016", "2016-06-01..2016-08-31", DateKind.VAGUE),
    ("in winter 2016", "winter 2016", "2016", DateKind.VAGUE),
    ("the winter of 2015-2016", "the winter of 2015-2016", "2015-12-01..2016-02-29", DateKind.VAGUE),
    ("the first quarter of 2020", "the first quarter of 2020", "2020-01-01..2020-03-31", DateKind.POINT),
    ("in Q3 2021", "Q3 2021", "2021-07-01..2021-09-30", DateKind.POINT),
    ("the 2016 election", "2016", "2016", DateKind.VAGUE),
    ("Russia's 2014 annexation", "2014", "2014", DateKind.VAGUE),
    ("in the 1990s", "the 1990s", "1990-01-01..1999-12-31", DateKind.VAGUE),
    ("in the '90s", "the '90s", "1990-01-01..1999-12-31", DateKind.VAGUE),
    ("before March 2020", "before March 2020", "2020-03", DateKind.VAGUE),
    ("the week of July 11", "the week of July 11", "2022-07-11..2022-07-17", DateKind.VAGUE),
    ("the last week of July", "the last week of July", "2022-07-25..2022-07-31", DateKind.VAGUE),
    ("He spoke on Wednesday.", "Wednesday", "2022-09-07", DateKind.RELATIVE),
    ("He spoke on Friday.", "Friday", "2022-09-02", DateKind.RELATIVE),
    ("He will speak on Friday.", "Friday", "2022-09-09", DateKind.RELATIVE),
    ("On Friday the council will vote.", "Friday", "2022-09-09", DateKind.RELATIVE),
    ("He said Friday it will act.", "Friday", "2022-09-02", DateKind.RELATIVE),
    ("last Friday", "last Friday", "2022-09-02", DateKind.RELATIVE),
    ("last Wednesday", "last Wednesday", "2022-08-31", DateKind.RELATIVE),
    ("next Monday", "next Monday", "2022-09-12", DateKind.RELATIVE),
    ("this Friday", "this Friday", "2022-09-09", DateKind.RELATIVE),
    ("Friday last week", "Friday last week", "2022-09-02", DateKind.RELATIVE),
    ("late Tuesday night", "late Tuesday night", "2022-09-06", DateKind.RELATIVE),
    ("It will end Monday.", "Monday", "2022-09-12", DateKind.RELATIVE),
    ("today", "today", "2022-09-07", DateKind.RELATIVE),
    ("yesterday", "yesterday", "2022-09-06", DateKind.RELATIVE),
    ("tomorrow", "tomorrow", "2022-09-08", DateKind.RELATIVE),
    ("tonight", "tonight", "2022-09-07", DateKind.RELATIVE),
    ("this morning", "this morning", "2022-09-07", DateKind.RELATIVE),
    ("last night", "last night", "2022-09-06", DateKind.RELATIVE),
    ("the day before yesterday", "the day before yesterday", "2022-09-05", DateKind.RELATIVE),
    ("last week", "last week", "2022-08-29..2022-09-04", DateKind.RELATIVE),
    ("this week", "this week", "2022-09-05..2022-09-11", DateKind.RELATIVE),
    ("early next week", "early next week", "2022-09-12..2022-09-13", DateKind.RELATIVE),
    ("last weekend", "last weekend", "2022-09-03..2022-09-04", DateKind.RELATIVE),
    ("over the weekend", "over the weekend", "2022-09-03..2022-09-04", DateKind.RELATIVE),
    ("last month", "last month", "2022-08", DateKind.RELATIVE),
    ("earlier this month", "earlier this month", "2022-09-01..2022-09-06", DateKind.RELATIVE),
    ("last year", "last year", "2021", DateKind.RELATIVE),
    ("late last year", "late last year", "2021-09-01..2021-12-31", DateKind.RELATIVE),
    ("earlier this year", "earlier this year", "2022-01-01..2022-09-06", DateKind.RELATIVE),
    ("later this year", "later this year", "2022-09-08..2022-12-31", DateKind.RELATIVE),
    ("last December", "last December", "2021-12", DateKind.RELATIVE),
    ("next April", "next April", "2023-04", DateKind.RELATIVE),
    ("last summer", "last summer", "2022-06-01..2022-08-31", DateKind.RELATIVE),
    ("three days ago", "three days ago", "2022-09-04", DateKind.RELATIVE),
    ("two weeks ago", "two weeks ago", "2022-08-22..2022-08-28", DateKind.RELATIVE),
    ("over two years ago", "two years ago", "2020", DateKind.RELATIVE),
    ("a few days ago", "a few days ago", "2022-09-01..2022-09-05", DateKind.RELATIVE),
    ("over the past decade", "the past decade", "2012-09-07..2022-09-07", DateKind.RELATIVE),
]

ANCHORED = [
    ("two days later", "2022-07-17"),
    ("the following day", "2022-07-16"),
    ("the next morning", "2022-07-16"),
    ("the previous day", "2022-07-14"),
    ("the day before", "2022-07-14"),
    ("the same day", "2022-07-15"),
    ("that evening", "2022-07-15"),
    ("a week earlier", "2022-07-04..2022-07-10"),
    ("a month later", "2022-08"),
    ("later that year", "2022-07-16..2022-12-31"),
    ("four years earlier", "2018"),
]

DURATIONS = [
    ("They must leave within 24 hours.", "within 24 hours", "PT24H"),
    ("in the next 48 hours", "in the next 48 hours", "PT48H"),
    ("within a week", "within a week", "P1W"),
    ("a 48-hour deadline", "48-hour", "PT48H"),
    ("gave them 72 hours to leave", "72 hours", "PT72H"),
    ("for two years", "for two years", "P2Y"),
    ("over the next decade", "over the next decade", "P10Y"),
]

NOTHING = [
    "They may attack.",
    "May said that Iran did it.",
    "Theresa May said so, and by May it was confirmed that May led.",
    "They march on. March of the workers, the March for Life.",
    "He led the May government.",
    "He sat in the sun on a wed.",
    "A second group, the 1st group.",
    "Unit 61398, APT28, Unit 2018",
    "CVE-2021-26855 and CVE-2021-12",
    "Regulation 2019/796",
    "Decision (CFSP) 2019/797",
    "Regulation (EU) No 269/2014",
    "$2018, €2018, #2018, 2018%",
    "They infected 2,018 computers.",
    "They infected 2018 computers, more than 2018 users and a total of 2018 devices.",
    "the estimated 2018 victims",
    "Flight 2018 crashed.",
    "Windows Server 2012 R2, Exchange 2013",
    "version 2.2018.1 and 10.15.2018.4",
    "10 people",
    "Resolution 2231, in 2231, in 1648",
    "open 24/7 after 9/11",
    "Call +1 202 555 2018 or 0800-2018-2019 or 0171 2014-2017.",
    "https://x.example/2018/03/15/july-15 and july-15@x.example",
    "a 10-year-old boy",
    "Black Friday, the Sunday Times, USA Today, Mondays",
    "April Glaspie spoke in Mar-a-Lago.",
    "for several days, by noon, within hours",
    "the 15th floor",
    "30/30/2022",
]


def _when(told: str) -> Interval:
    first, _, last = told.partition("..")
    return Interval(Interval.parse(first).earliest, Interval.parse(last or first).latest)


def _only(text: str, published: Interval | None = PUBLISHED) -> DateMention:
    found = find_dates(text, published=published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("sentence", "text", "when", "kind"), PHRASES, ids=[row[0] for row in PHRASES])
def test_a_phrase_is_found_and_read(sentence, text, when, kind):
    mention = _only(sentence)
    assert (mention.text, mention.when, mention.kind) == (text, _when(when), kind)
    assert sentence[mention.start : mention.end] == text


@pytest.mark.parametrize(("phrase", "when"), ANCHORED)
def test_a_phrase_is_seen_from_the_last_date_told(phrase, when):
    _, mention = find_dates(f"On July 15 it began; {phrase}, it ended.", published=PUBLISHED)
    assert (mention.text, mention.when, mention.kind) == (phrase, _when(when), DateKind.RELATIVE)
    assert _only(f"It ended {phrase}.").when is None


@pytest.mark.parametrize(("sentence", "text", "duration"), DURATIONS)
def test_a_duration_is_no_date(sentence, text, duration):
    mention = _only(sentence)
    assert (mention.text, mention.duration, mention.when) == (text, duration, None)
    assert mention.kind is DateKind.DURATION


@pytest.mark.parametrize("text", NOTHING)
def test_look_alikes_give_nothing(text):
    assert find_dates(text, published=PUBLISHED) == ()


def test_a_vague_anchor_is_not_counted_from():
    assert find_dates("In July it began; two days later it ended.", published=PUBLISHED)[1].when is None


def test_a_list_shares_the_year_of_its_last_member():
    found = find_dates("in January, March and May 2021", published=PUBLISHED)
    assert [mention.when.partial for mention in found] == ["2021-01", "2021-03", "2021-05"]
    found = find_dates("In 2018, 2019 and 2020 it went on.", published=PUBLISHED)
    assert [mention.text for mention in found] == ["2018", "2019", "2020"]


def test_a_day_told_in_full_keeps_its_year_when_told_again():
    found = find_dates("On 24 April 2020 it began. On the evening of 24 April it ended.", published=PUBLISHED)
    assert found[0].when == found[1].when == Interval.parse("2020-04-24")


def test_the_stretch_before_publication_has_a_length_too():
    assert _only("over the past decade").duration == "P10Y"
    assert _only("over the past few years").duration is None


@pytest.mark.parametrize("text", ["on Wednesday", "last week", "two weeks ago", "this year", "over the past decade"])
def test_without_a_publication_date_relative_phrases_stay_unknown(text):
    mention = _only(text, None)
    assert (mention.when, mention.kind) == (None, DateKind.RELATIVE)


def test_without_a_publication_date_years_are_borrowed_from_the_text():
    found = find_dates("It began on 3 May 2021. On June 5 it ended, two days later it was told.", published=None)
    assert [mention.when.partial for mention in found] == ["2021-05-03", "2021-06-05", "2021-06-07"]
    assert _only("since May 2021", None).when == Interval.parse("2021-05")
    assert _only("on June 5", None).when is None


def test_a_publication_date_known_to_the_month_widens_what_is_seen_from_it():
    assert _only("yesterday", Interval.parse("2022-09")).when == _when("2022-08-31..2022-09-29")
    assert _only("last year", Interval.parse("2022-09")).when == Interval.parse("2021")


def test_sentence_starts_tell_a_person_from_a_month():
    text = "He left. April was there."
    assert [mention.text for mention in find_dates(text, published=PUBLISHED)] == ["April"]
    assert find_dates(text, published=PUBLISHED, sentence_starts=[0, 9]) == ()


def test_a_phrase_may_cross_a_line_but_no_paragraph():
    assert _only("on July\n15, 2021").when == Interval.parse("2021-07-15")
    assert [mention.text for mention in find_dates("in July\n\n15, 2021", published=PUBLISHED)] == ["July"]
