"""Where the nodes stand: computed once when the page is made, the same for the same graph."""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, pi, sin, sqrt

import networkx as nx
import numpy as np

SPACING = 110.0
CORE = 400
EVEN = 0.7
GAP = 1.4 * SPACING

Part = Mapping[int, tuple[float, float]]


def positions(
    count: int, lines: Iterable[tuple[int, int]], *, first: Sequence[int] = (), aspect: float = 0.65
) -> list[tuple[int, int]]:
    """Return whole coordinates of nodes 0 .. count-1; `lines` join nodes and may repeat.

    Of a component the nodes of `first`, which may repeat, and then the busiest are laid out by force, the others stand
    around their neighbours; components stand side by side, largest first. `aspect` is about how wide the whole is,
    measured by its height.
    """
    rank = {node: place for place, node in enumerate(dict.fromkeys(first))}
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(count))
    for one, other in lines:
        if one != other:
            graph.add_edge(one, other)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = [_stretched(_placed(nx.Graph(graph.subgraph(part)), part, rank), sqrt(max(aspect, 1))) for part in parts]
    return _packed(placed, count, aspect=aspect)


def _stretched(part: Part, by: float) -> dict[int, tuple[float, float]]:
    return {node: (x * by, y / by) for node, (x, y) in part.items()}


def _placed(graph: nx.Graph, nodes: Sequence[int], rank: Mapping[int, int]) -> dict[int, tuple[float, float]]:
    hub = max(nodes, key=lambda node: (graph.degree(node), -node))
    star = graph.number_of_edges() == len(nodes) - 1 == graph.degree(hub)
    before = sorted(nodes, key=lambda node: (rank.get(node, len(rank)), -graph.degree(node), node))
    core = [hub] if star else sorted(before[:CORE])
    place = _by_force(nx.Graph(graph.subgraph(core)), core, wide=len(nodes) > len(core))
    waiting = [node for node in nodes if node not in place]
    while waiting:
        ready = [node for node in waiting if any(other in place for other in graph[node])]
        place |= _around(graph, ready, place)
        waiting = [node for node in waiting if node not in place]
    return place


def _by_force(graph: nx.Graph, nodes: Sequence[int], *, wide: bool) -> dict[int, tuple[float, float]]:
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted((min(pair), max(pair)) for pair in graph.edges))
    start = {node: (cos(2 * pi * i / len(nodes)), sin(2 * pi * i / len(nodes))) for i, node in enumerate(nodes)}
    found = nx.spring_layout(ordered, pos=start, k=1.6 / sqrt(len(nodes)), iterations=80, seed=1, method="force")
    size = SPACING * (3.2 if wide else 1.7) * sqrt(len(nodes))
    return _apart(nodes, _evened(np.array([found[node] for node in nodes])) * size / 2)


def _evened(place: np.ndarray) -> np.ndarray:
    """Widen the middle and bring in what stands far out; the outermost node comes to stand at 1."""
    place = place - place.mean(axis=0)
    far = np.sqrt((place**2).sum(axis=1, keepdims=True))
    share = far / max(float(far.max()), 1e-9)
    return np.asarray(place / np.maximum(far, 1e-9) * share**EVEN)


def _apart(nodes: Sequence[int], place: np.ndarray) -> dict[int, tuple[float, float]]:
    """Push nodes that stand closer than SPACING away from each other, for some rounds at most."""
    for _ in range(40):
        gap = place[:, None, :] - place[None, :, :]
        far = np.sqrt((gap**2).sum(axis=2)) + np.eye(len(nodes)) * 1e9
        push = np.clip(SPACING - far, 0, None) / 2
        if not push.any():
            break
        place = place + (gap / np.maximum(far, 1e-6)[:, :, None] * push[:, :, None]).sum(axis=1) * 0.5
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, place, strict=True)}


def _around(
    graph: nx.Graph, nodes: Sequence[int], place: Mapping[int, tuple[float, float]]
) -> dict[int, tuple[float, float]]:
    """Put each node near the middle of its placed neighbours, those with one middle in a sunflower around it."""
    middles: dict[tuple[float, float], list[int]] = {}
    for node in nodes:
        near = sorted(other for other in graph[node] if other in place)
        middle = (sum(place[n][0] for n in near) / len(near), sum(place[n][1] for n in near) / len(near))
        middles.setdefault((round(middle[0], 3), round(middle[1], 3)), []).append(node)
    return {
        node: (x + SPACING * 0.6 * sqrt(i + 2) * cos(2.39996 * i), y + SPACING * 0.6 * sqrt(i + 2) * sin(2.39996 * i))
        for (x, y), group in middles.items()
        for i, node in enumerate(group)
    }


def _packed(parts: Sequence[Part], count: int, *, aspect: float) -> list[tuple[int, int]]:
    """Stand components side by side, below or beside the first, whichever shows most where `aspect` is the screen's."""
    ways = [
        _shelves(parts, share * max([_box(part)[2] for part in parts], default=0)) for share in (1, 1.3, 1.7, 2.5, 4)
    ]
    if len(parts) > 1:
        ways += [_beside(parts[0], _shelves(parts[1:], share * _box(parts[0])[3])) for share in (0, 0.3, 0.6, 1)]
    best = max(ways, key=lambda way: _fit(way, aspect))
    place = [(0, 0)] * count
    for node, (x, y) in best.items():
        place[node] = (round(x), round(y))
    return place


def _fit(part: Part, aspect: float) -> float:
    """Return how large a picture can be shown: the larger, the better."""
    _, _, width, height = _box(part)
    return min(aspect / (width + SPACING), 1 / (height + SPACING))


def _beside(one: Part, other: Part) -> dict[int, tuple[float, float]]:
    left, top, width, _ = _box(one)
    return {**one, **_moved(other, left + width + GAP, top)}


def _shelves(parts: Sequence[Part], limit: float) -> dict[int, tuple[float, float]]:
    """Stand components in rows that are at most `limit` wide, or as wide as their only component."""
    place: dict[int, tuple[float, float]] = {}
    x = y = tall = 0.0
    for part in parts:
        _, _, width, height = _box(part)
        if x and x + width > limit:
            x, y, tall = 0.0, y + tall + GAP, 0.0
        place |= _moved(part, x, y)
        x, tall = x + width + GAP, max(tall, height)
    return place


def _moved(part: Part, left: float, top: float) -> dict[int, tuple[float, float]]:
    """Return a part with its box's corner at (left, top)."""
    across, down, _, _ = _box(part)
    return {node: (x - across + left, y - down + top) for node, (x, y) in part.items()}


def _box(part: Part) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in part.values()] or [0.0], [y for _, y in part.values()] or [0.0]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
