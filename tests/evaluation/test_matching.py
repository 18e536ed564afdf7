import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from attrigraph.evaluation.matching import match

weights = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 3), min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(weights)
def test_no_matching_is_larger(table):
    found = match(range(len(table)), range(len(table[0])), lambda i, j: table[i][j])
    graph = nx.Graph([(("gold", i), j) for i, row in enumerate(table) for j, weight in enumerate(row) if weight])
    tops = {node for node in graph if isinstance(node, tuple)}
    assert len(found) == len(nx.bipartite.maximum_matching(graph, top_nodes=tops)) // 2
    assert all(table[i][j] for i, j in found)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)


def test_the_heavier_pair_comes_first():
    table = [[1, 3], [0, 2]]
    assert match("ab", "cd", lambda one, other: table["ab".index(one)]["cd".index(other)]) == ((0, 0), (1, 1))
    assert match("ab", "d", lambda one, other: table["ab".index(one)][1]) == ((0, 0),)


def test_equals_are_matched_in_a_fixed_way():
    assert match("a", "xyz", lambda one, other: 1) == ((0, 2),)


def test_a_long_chain_of_moves_needs_no_deep_recursion():
    size = 1_000
    chain = match(range(size), range(size), lambda i, j: 3 * (i == j + 1) + 2 * (i == j) if i else int(j == 0))
    assert len(chain) == size


def test_nothing_matches_nothing():
    assert match("", "ab", lambda one, other: 1) == match("ab", "", lambda one, other: 1) == ()
