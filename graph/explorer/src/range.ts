// Narrow by date, with a histogram to brush, and by the score of the machine.
import { el, svg } from "./dom.ts";
import { dayOf, isoOf, spanOf } from "./dates.ts";
import type { Act, PageData } from "./model.ts";
import type { Store } from "./store.ts";

const BINS = 36;
const WIDTH = 216;
const HEIGHT = 44;

export interface Bin { from: number; to: number; count: number }

/** How many acts begin in each of at most 36 equal parts of the time. */
export function histogram(data: PageData, acts: Act[], most = BINS): Bin[] {
  const begins = acts.flatMap((act) => spanOf(data, act)?.from ?? []);
  if (begins.length === 0) return [];
  const first = begins.reduce((a, b) => Math.min(a, b), Infinity);
  const last = begins.reduce((a, b) => Math.max(a, b), -Infinity);
  const size = Math.max(1, Math.ceil((last - first + 1) / most));
  const bins = Array.from({ length: Math.ceil((last - first + 1) / size) }, (_, at): Bin => ({ from: first + at * size, to: first + (at + 1) * size - 1, count: 0 }));
  for (const day of begins) bins[Math.floor((day - first) / size)]!.count += 1;
  return bins;
}

export function ranges(store: Store): HTMLElement[] {
  const bins = histogram(store.data, store.data.acts);
  const scored = store.data.acts.some((act) => act.score !== undefined);
  return [...(bins.length > 0 ? [dates(store, bins)] : []), ...(scored ? [scores(store)] : [])];
}

function dates(store: Store, whole: Bin[]): HTMLElement {
  const input = (id: string, label: string, value: string, change: (value: string) => void): HTMLElement => {
    const field = el("input", { type: "date", id, value, min: isoOf(whole[0]!.from), max: isoOf(whole[whole.length - 1]!.to), onchange: () => change(field.value) });
    return el("label", { class: "date" }, label, field);
  };
  return el("fieldset", { class: "range" }, el("legend", {}, "Date of the act or its report"), bars(store, whole),
    el("div", { class: "ends" }, input("date-from", "From", store.from, (value) => store.during(value, store.to)), input("date-to", "To", store.to, (value) => store.during(store.from, value))));
}

/** The histogram of what the other filters leave; dragging over it chooses a time, a click on one bar that bar. */
function bars(store: Store, whole: Bin[]): SVGElement {
  const size = whole[0]!.to - whole[0]!.from + 1;
  const now = whole.map((bin) => ({ ...bin, count: 0 }));
  for (const act of store.beside) {
    const span = spanOf(store.data, act);
    const bin = span ? now[Math.floor((span.from - whole[0]!.from) / size)] : undefined;
    if (bin) bin.count += 1;
  }
  const top = Math.max(1, ...now.map(({ count }) => count));
  const step = WIDTH / whole.length;
  const [from, to] = [dayOf(store.from) ?? -Infinity, dayOf(store.to) ?? Infinity];
  const shapes = now.map((bin, at) => { const height = bin.count === 0 ? 0 : Math.max(2, (bin.count / top) * HEIGHT); return svg("rect", { x: at * step, y: HEIGHT - height, width: Math.max(1, step - 1), height, class: bin.to < from || bin.from > to ? "out" : "in" }); });
  const brush = svg("rect", { class: "brush", x: 0, y: 0, width: 0, height: HEIGHT });
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "bars", "aria-hidden": "true" }, ...shapes, brush);
  let start: number | null = null;
  const at = (event: PointerEvent): number => { const box = picture.getBoundingClientRect(); return Math.min(whole.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * whole.length))); };
  picture.addEventListener("pointerdown", (event) => { start = at(event); picture.setPointerCapture(event.pointerId); });
  picture.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [one, other] = [start, at(event)].sort((a, b) => a - b) as [number, number];
    brush.setAttribute("x", String(one * step));
    brush.setAttribute("width", String((other - one + 1) * step));
  });
  picture.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [one, other] = [start, at(event)].sort((a, b) => a - b) as [number, number];
    start = null;
    store.during(isoOf(whole[one]!.from), isoOf(whole[other]!.to));
  });
  return picture;
}

function scores(store: Store): HTMLElement {
  const said = el("output", { for: "score" }, words(store.score));
  const slider = el("input", { type: "range", id: "score", min: 0, max: 1, step: 0.05, value: store.score, "aria-label": "Machine score at least",
    oninput: () => (said.textContent = words(Number(slider.value))), onchange: () => store.surer(Number(slider.value)) });
  return el("fieldset", { class: "range" }, el("legend", {}, "Machine score"), slider, said);
}

const words = (score: number): string => (score > 0 ? `at least ${score.toFixed(2)}` : "any");
