import pytest

from attrigraph.evaluation.names import covers, is_actor, key, keys, overlap, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IR", "IR"),
        ("group:APT 10", "group:APT10"),
        ("group:apt-28", "group:APT 28"),
        ("group:Lazarus", "group:the Lazarus Group"),
        ("org:Check Point", "org:Check Point Software Ltd."),
        ("org:FSB", "group:FSB"),
        ("org:the of", "org:The Of"),
    ],
)
def test_names_of_the_same(one, other):
    assert same(key(one), key(other))
    assert same(key(other), key(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IR", "IQ"),
        ("IR", "org:IR"),
        ("group:APT28", "group:APT29"),
        ("group:APT 2 8", "group:APT 28"),
        ("org:Group of the", "org:Team"),
        ("person:Edi Rama", "person:Edi Hoxha"),
    ],
)
def test_names_of_different_actors(one, other):
    assert not same(key(one), key(other))
    assert not same(key(other), key(one))


@pytest.mark.parametrize("text", ["IR", "org:NATO", "group:a\nb", "person:Ö"])
def test_actors(text):
    assert is_actor(text)


@pytest.mark.parametrize("text", ["", "ir", "IRN", "Iran", "org:", "org: -", "company:X", "IR ", " org:X"])
def test_what_is_no_actor(text):
    assert not is_actor(text)


def test_empty_roles_agree_with_each_other_only():
    assert overlap(keys([]), keys([]))
    assert not overlap(keys([]), keys(["IR"]))


def test_covering_goes_one_way():
    assert covers(keys(["IR", "org:MOIS"]), keys(["IR"]))
    assert not covers(keys(["IR"]), keys(["IR", "org:MOIS"]))
