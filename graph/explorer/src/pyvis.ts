// What the pyvis network does besides drawing: names that cover nothing at any zoom, and the words of what is chosen.
import { type Named, type Side, placed } from "./labels.ts";

interface Item { id: string; x: number; y: number; size: number; degree: number; name: string; words: string }
interface Edge { id: string; title: string }
interface DataSet<T> { get(): T[]; get(id: string): T | null; update(items: object[]): void }
interface Chosen { nodes: string[]; edges: string[] }
interface VisNetwork {
  on(event: string, listener: (chosen: Chosen) => void): void;
  getScale(): number;
  redraw(): void;
  fit(): void;
  moveTo(options: { scale: number }): void;
  setOptions(options: object): void;
}
declare global {
  // pyvis declares them in its own script
  var network: VisNetwork, nodes: DataSet<Item>, edges: DataSet<Edge>;
}

const LEGIBLE = 12;
const ROOM = 6000; // square pixels for each name
const BESIDE = 110; // pixels for the names of what stands outermost
const SHOWN = 40; // acts in words at most
const items = nodes.get();
const sizes = items.map((item) => item.size);
const canvas = document.getElementById("mynetwork");
const said = document.getElementById("said");
let last = 0;

/** Lay a wide picture upright on an upright screen. */
function turn(): void {
  if (!canvas || items.length === 0) return;
  const spread = (of: (item: Item) => number): number => Math.max(...items.map(of)) - Math.min(...items.map(of));
  const wide = spread((item) => item.x) > spread((item) => item.y);
  if (wide === canvas.clientWidth > canvas.clientHeight) return;
  for (const item of items) [item.x, item.y] = [item.y, item.x];
  nodes.update(items.map(({ id, x, y }) => ({ id, x, y })));
}

function write(): void {
  const scale = network.getScale();
  if (!canvas || Math.abs(scale / last - 1) < 0.04) return;
  last = scale;
  const size = Math.min(80, LEGIBLE / scale);
  const grown = Math.min(1.6, Math.max(1, 0.5 / scale));
  const known = items.map((item, at): Named => ({ x: item.x, y: item.y, radius: (sizes[at] ?? 10) * grown, name: item.name, rank: item.degree, must: false }));
  const sides = placed(known, size, Math.ceil((canvas.clientWidth * canvas.clientHeight) / (ROOM * Math.min(1, scale) ** 2)));
  nodes.update(items.map((item, at) => look(item, sides.get(known[at] as Named), size, (sizes[at] ?? 10) * grown)));
  network.setOptions({ edges: { width: Math.min(5, Math.max(1.6, 0.8 / scale)) } });
}

function look({ id, name, words }: Item, side: Side | undefined, size: number, radius: number): object {
  const rows = Math.ceil((0.6 * name.length) / 10);
  const above = -(2 * radius + rows * 1.25 * size + 10);
  return { id, title: words, size: radius, label: side ? name : " ", font: { size, vadjust: side === "top" ? above : 0 }, widthConstraint: { maximum: 10.5 * size } };
}

function say({ nodes: [node], edges: lines }: Chosen): void {
  if (!said) return;
  const titles = [...(node === undefined ? [] : [nodes.get(node)?.words]), ...lines.slice(0, SHOWN).map((id) => edges.get(id)?.title)];
  said.hidden = titles.length === 0;
  said.replaceChildren(...titles.map((title) => Object.assign(document.createElement("p"), { textContent: title ?? "" })));
  said.scrollTop = 0;
  for (const tip of document.querySelectorAll<HTMLElement>(".vis-tooltip")) tip.style.visibility = "hidden";
}

/** Show everything, with room for the names at the edges. */
function fit(): void {
  turn();
  network.redraw();
  network.fit();
  if (items.length > 0) network.moveTo({ scale: network.getScale() * Math.min(0.9, 1 - (BESIDE / (canvas?.clientWidth ?? BESIDE))) });
  last = 0;
  write();
}

const legend = document.getElementById("legend");
if (legend instanceof HTMLDetailsElement) legend.open = innerWidth > 600;
if (canvas) new ResizeObserver(fit).observe(canvas);
network.on("zoom", write);
network.on("click", say);
addEventListener("keydown", (event) => event.key === "Escape" && say({ nodes: [], edges: [] }));
