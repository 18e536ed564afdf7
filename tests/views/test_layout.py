"""Where nodes stand."""

from itertools import combinations
from math import dist

import pytest

from attrigraph.views.layout import positions


@pytest.mark.parametrize("count", [0, 1, 2, 30])
def test_every_node_has_a_place_of_its_own(count):
    places = positions(count, [(one, 0) for one in range(1, count)])
    assert len(places) == count
    assert len(set(places)) == count


def test_neighbours_do_not_stand_on_each_other():
    places = positions(12, list(combinations(range(12), 2)))
    assert min(dist(one, other) for one, other in combinations(places, 2)) > 60


def test_components_stand_side_by_side():
    places = positions(8, [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7)])
    left, right = places[:4], places[4:]
    apart_across = max(x for x, _ in left) < min(x for x, _ in right)
    apart_down = max(y for _, y in left) < min(y for _, y in right)
    assert apart_across or apart_down


def test_the_order_and_number_of_lines_do_not_matter():
    lines = [(0, 1), (1, 2), (2, 0), (3, 1)]
    assert positions(4, lines) == positions(4, [(b, a) for a, b in reversed(lines)] * 2)


def test_thousands_of_nodes_are_placed_whole():
    lines = [(node, node % 40) for node in range(3000)]
    places = positions(3000, lines)
    assert len(set(places)) > 2900
