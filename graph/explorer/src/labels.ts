import type cytoscape from "cytoscape";

/** The nodes whose names can be written at a size without covering each other: chosen ones first, then the busiest. */
export function clear(nodes: cytoscape.NodeCollection, size: number, most: number): cytoscape.NodeSingular[] {
  const rank = (node: cytoscape.NodeSingular): number => (node.hasClass("chosen") ? 2e9 : node.hasClass("near") ? 1e9 : 0) + (node.data("count") as number) * (node.hasClass("Incident") ? 0.3 : 1);
  const taken: { x1: number; x2: number; y1: number; y2: number }[] = [];
  const sorted = nodes.toArray().filter((node) => node.isNode()).sort((a, b) => rank(b) - rank(a));
  const found: cytoscape.NodeSingular[] = [];
  for (const node of sorted.slice(0, 4 * most)) {
    const { x, y } = node.position();
    const radius = (node.data("size") as number) / 2;
    const width = Math.min(10 * size, 0.6 * size * (node.data("name") as string).length);
    const rows = Math.ceil((0.6 * size * (node.data("name") as string).length) / (10 * size));
    const box = { x1: x - Math.max(width / 2, radius), x2: x + Math.max(width / 2, radius), y1: y - radius, y2: y + radius + 4 + rows * 1.2 * size };
    const free = !taken.some((other) => box.x1 < other.x2 && other.x1 < box.x2 && box.y1 < other.y2 && other.y1 < box.y2);
    if (!free && !node.hasClass("chosen")) continue;
    taken.push(box);
    if (found.push(node) === most) break;
  }
  return found;
}
