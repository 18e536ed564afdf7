import type cytoscape from "cytoscape";

export interface Box { x1: number; x2: number; y1: number; y2: number }
export type Side = "bottom" | "top";

/** A node as far as its name has to find room: where it stands, how wide it is, how much it matters. */
export interface Named { x: number; y: number; radius: number; name: string; rank: number; must: boolean }

const GAP = 4;
const LINE = 10; // a name is broken into lines of about so many sizes of its letters
const MUCH = 4;
const touch = (a: Box, b: Box): boolean => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
const body = ({ x, y, radius }: Named): Box => ({ x1: x - radius, x2: x + radius, y1: y - radius, y2: y + radius });

function text({ x, y, radius, name }: Named, size: number, side: Side): Box {
  const length = 0.6 * size * name.length;
  const half = Math.min(LINE * size, length) / 2;
  const height = Math.ceil(length / (LINE * size)) * 1.2 * size;
  const top = side === "bottom" ? y + radius + GAP : y - radius - GAP - height;
  return { x1: x - half, x2: x + half, y1: top, y2: top + height };
}

/** Where names can stand without covering another name or a node, unless one that matters much less: below, else above; those that matter most come first. */
export function placed(nodes: Named[], size: number, most: number): Map<Named, Side> {
  const bodies = nodes.map((node): [Named, Box] => [node, body(node)]);
  const sorted = [...nodes].sort((a, b) => b.rank - a.rank);
  const taken: Box[] = [];
  const found = new Map<Named, Side>();
  for (const node of sorted.slice(0, 4 * most)) {
    const free = (side: Side): boolean => {
      const box = text(node, size, side);
      return !taken.some((other) => touch(box, other)) && !bodies.some(([other, shape]) => other !== node && other.rank * MUCH > node.rank && touch(box, shape));
    };
    const side = (["bottom", "top"] as const).find(free) ?? (node.must ? "bottom" : null);
    if (!side) continue;
    taken.push(text(node, size, side));
    found.set(node, side);
    if (found.size === most) break;
  }
  return found;
}

/** The nodes in sight whose names find room at a size, and on which side: chosen ones first, then the busiest. */
export function clear(nodes: cytoscape.NodeCollection, sight: Box, size: number, most: number): Map<cytoscape.NodeSingular, Side> {
  const inside = ({ x, y }: cytoscape.Position): boolean => x > sight.x1 && x < sight.x2 && y > sight.y1 && y < sight.y2;
  const seen = new Map(nodes.toArray().filter((node) => node.isNode() && inside(node.position())).map((node) => [named(node), node]));
  const sides = placed([...seen.keys()], size, most);
  return new Map([...sides].flatMap(([one, side]) => { const node = seen.get(one); return node ? [[node, side] as const] : []; }));
}

function named(node: cytoscape.NodeSingular): Named {
  const lead = node.hasClass("chosen") ? 2e9 : node.hasClass("near") ? 1e9 : 0;
  const weight = (node.data("count") as number) * (node.hasClass("Incident") ? 0.3 : 1);
  return { ...node.position(), radius: (node.data("size") as number) / 2, name: node.data("name") as string, rank: lead + weight, must: lead === 2e9 || node.hasClass("end") };
}
