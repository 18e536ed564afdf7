import { el, svg } from "./dom.ts";
import { fitted } from "./figure.ts";
import { ticks, isoOf } from "./dates.ts";
import { type Lane, type Mark, days, lagWords, lanes, rows } from "./lanes.ts";
import { UNREALISED, family, timeSigns } from "./marks.ts";
import type { Store } from "./store.ts";

const LABEL = 210;
const HEAD = 36; // on a narrow screen names stand above their lanes
const LEAST = 54; // pixels of height, for two lines of a name and what stands below
const MARK = 15;
const ROW = 17;
const AXIS = 28;
const MANY = 150; // marks in one lane at most

/** A lane for each incident: when it was, who spoke when, and how many days lie between. */
export class Timeline {
  readonly root: HTMLElement;
  private readonly notice = el("p", { class: "notice", hidden: true });
  private readonly sheet = el("div", { class: "sheet" });
  private from = 0;
  private to = 1;
  private whole: [number, number] = [0, 1];

  constructor(private readonly store: Store) {
    this.root = el("section", { class: "timeline", "aria-label": "Timeline", tabindex: 0, "aria-describedby": "timeline-keys", onkeydown: (event) => this.key(event as KeyboardEvent) },
      timeSigns(), this.notice, this.sheet, this.tools(),
      el("p", { id: "timeline-keys", class: "quiet-keys" }, "Arrow keys step through the acts, + and - zoom, < and > move, 0 shows all. The table lists the same acts."));
    store.on((change) => (change === "select" ? this.mark() : this.draw(change === "narrow")));
    new ResizeObserver(() => this.draw(false)).observe(this.root);
    this.drag();
  }

  /** The picture, for export. */
  get picture(): SVGElement | null {
    return this.sheet.querySelector("svg");
  }

  private draw(anew: boolean): void {
    if (anew) this.whole = [0, 1];
    if (this.store.view !== "timeline") return;
    const { shown, left, undated } = lanes(this.store.data, this.store.shown.acts);
    this.say(shown.length, left, undated);
    if (shown.length === 0) return void this.sheet.replaceChildren();
    if (this.whole[1] === 1) this.fit(shown);
    const width = Math.max(300, this.root.clientWidth);
    const label = width < 600 ? 14 : LABEL;
    const x = (day: number): number => label + ((day - this.from) / (this.to - this.from)) * (width - label - 16);
    let top = AXIS;
    const parts = shown.map((lane) => {
      const drawn = this.lane(lane, x, top, label, width);
      top += drawn.height;
      return drawn.part;
    });
    this.sheet.replaceChildren(svg("svg", { width, height: top + 8, viewBox: `0 0 ${width} ${top + 8}`, role: "group", "aria-label": `${shown.length} incidents` }, this.axis(x, top, width - label), ...parts));
    this.mark();
  }

  private say(shown: number, left: number, undated: number): void {
    const said = [
      shown === 0 ? (this.store.isNarrowed ? "No dated act matches. Remove a filter or clear all." : "This graph holds no dated act.") : "",
      left > 0 ? `Drawn: the ${shown} busiest of ${shown + left} incidents. Search or filter to see others.` : "",
      undated > 0 ? `${undated} ${undated === 1 ? "act has" : "acts have"} no date and ${undated === 1 ? "is" : "are"} in the table only.` : "",
    ].filter(Boolean);
    this.notice.textContent = said.join(" ");
    this.notice.hidden = said.length === 0;
  }

  private fit(shown: Lane[]): void {
    const all = shown.flatMap((lane) => [...lane.marks.flatMap(({ span }) => [span.from, span.to]), ...(lane.from === null ? [] : [lane.from, lane.to ?? lane.from])]);
    const [first, last] = [all.reduce((a, b) => Math.min(a, b), Infinity), all.reduce((a, b) => Math.max(a, b), -Infinity)];
    const air = Math.max(10, (last - first) * 0.04);
    this.whole = [first - air, last + air];
    [this.from, this.to] = this.whole;
  }

  private axis(x: (day: number) => number, height: number, room: number): SVGElement {
    return svg("g", { class: "axis" }, ...ticks(this.from, this.to, Math.max(2, room / 80)).flatMap(({ day, name }) => [
      svg("line", { x1: x(day), x2: x(day), y1: AXIS - 6, y2: height }), svg("text", { x: x(day), y: AXIS - 11, "text-anchor": "middle" }, new Text(name))]));
  }

  private lane(lane: Lane, x: (day: number) => number, top: number, label: number, width: number): { part: SVGElement; height: number } {
    const inside = lane.marks.filter(({ span }) => x(span.from) >= label - MARK && x(span.from) <= width).slice(0, MANY);
    const at = rows(inside.map(({ span }) => x(span.from)), MARK);
    const head = label < LABEL ? HEAD : 0;
    const height = Math.max(head ? 0 : LEAST, Math.max(1, ...at.map((row) => row + 1)) * ROW + 14 + head);
    const bar = lane.from === null ? [] : [svg("rect", { class: "when", x: Math.max(label, x(lane.from)), y: top + 4 + head, width: Math.max(5, x((lane.to ?? lane.from) + 1) - Math.max(label, x(lane.from))), height: height - 10 - head, rx: 2 })];
    const seen = lane.from !== null && x((lane.to ?? lane.from) + 1) > label && x(lane.from) < width;
    const part = svg("g", { class: "lane" }, svg("line", { class: "edge", x1: 0, x2: width, y1: top + height - 2, y2: top + height - 2 }), ...(seen ? bar : []),
      this.label(lane, top, head ? width : label), ...inside.map((mark, number) => this.point(lane, mark, x(mark.span.from), x(mark.span.to), top + 12 + head + (at[number] ?? 0) * ROW)));
    return { part, height };
  }

  private label(lane: Lane, top: number, width: number): SVGElement {
    const name = lane.incident === null ? "no incident named" : (this.store.data.nodes[lane.incident]?.name ?? "");
    const lines = fitted(name, Math.floor(width / 8.4), width > LABEL ? 1 : 2);
    const said = lane.lag === null ? `${lane.marks.length} ${lane.marks.length === 1 ? "act" : "acts"}` : lagWords(lane.lag);
    const part = svg("g", { class: "label" }, svg("rect", { class: "behind", x: 0, y: top, width: width - 4, height: 18 + 14 * lines.length }),
      ...lines.map((line, at) => svg("text", { x: 10, y: top + 15 + 14 * at, class: "name" }, new Text(line))), svg("text", { x: 10, y: top + 16 + 14 * lines.length, class: "lag" }, new Text(said)), svg("title", {}, new Text(`${name}: ${said}`)));
    const { incident } = lane;
    if (incident !== null) operable(part, `${name}, ${said}`, () => this.store.select({ node: incident }));
    return part;
  }

  /** One act, where it begins: hollow where it did not happen or only its report is dated, a bar where it denies. */
  private point(lane: Lane, { act, span }: Mark, x: number, end: number, y: number): SVGElement {
    const { data } = this.store;
    const after = lane.to === null || span.from < lane.to || span.from < span.to ? "" : `, ${days(span.from - lane.to)} after the incident`;
    const said = `${span.reported ? `reported ${isoOf(span.from)}` : (act.when ?? isoOf(span.from))}${after}: ${act.sentence} (${data.statuses[act.status]?.[0] ?? act.status})`;
    const hollow = UNREALISED.has(act.status) || span.reported;
    const shape = act.kind === "Denial" ? svg("path", { d: `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`, class: "cross" })
      : svg("circle", { cx: x, cy: y, r: 5, class: `dot ${hollow ? "hollow" : "full"} s-${act.status}` });
    const line = end - x > MARK ? [svg("line", { class: "lasts", x1: x, x2: end, y1: y, y2: y })] : [];
    const family_ = act.status === "negated" ? "none" : family(data, act.kind);
    const part = svg("g", { class: `mark f-${family_}`, "data-act": act.id, tabindex: -1 }, ...line, svg("circle", { class: "ring", cx: x, cy: y, r: 9 }), shape, svg("title", {}, new Text(said)));
    part.setAttribute("role", "img");
    part.setAttribute("aria-label", said);
    part.addEventListener("click", () => this.store.select({ act: act.id }));
    return part;
  }

  private mark(): void {
    const chosen = this.store.selectedAct()?.id;
    for (const part of this.sheet.querySelectorAll<SVGElement>(".mark")) {
      const is = part.dataset["act"] === String(chosen);
      if (is && !part.classList.contains("chosen")) part.scrollIntoView({ block: "nearest", inline: "nearest" });
      part.classList.toggle("chosen", is);
    }
  }

  private tools(): HTMLElement {
    const button = (text: string, label: string, act: () => void): HTMLElement => el("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
    return el("div", { class: "tools" }, button("+", "Zoom in in time", () => this.zoom(0.7)), button("−", "Zoom out in time", () => this.zoom(1 / 0.7)), button("⤢", "Show all of the time", () => this.move(...this.whole)));
  }

  private zoom(factor: number, middle = (this.from + this.to) / 2): void {
    if ((this.to - this.from) * factor < 4) return;
    this.move(middle - (middle - this.from) * factor, middle + (this.to - middle) * factor);
  }

  private move(from: number, to: number): void {
    const [first, last] = this.whole;
    const size = Math.min(to - from, last - first);
    this.from = Math.min(Math.max(from, first), last - size);
    this.to = this.from + size;
    this.draw(false);
  }

  private drag(): void {
    let last: number | null = null;
    this.sheet.addEventListener("pointerdown", (event) => (last = event.clientX));
    window.addEventListener("pointerup", () => (last = null));
    this.sheet.addEventListener("pointermove", (event) => {
      if (last === null || Math.abs(event.clientX - last) < 3) return;
      const by = ((last - event.clientX) / Math.max(1, this.root.clientWidth)) * (this.to - this.from);
      last = event.clientX;
      this.move(this.from + by, this.to + by);
    });
    this.sheet.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2);
    }, { passive: false });
  }

  private key(event: KeyboardEvent): void {
    const far = (this.to - this.from) / 5;
    const steps: Record<string, () => void> = {
      "+": () => this.zoom(0.7), "=": () => this.zoom(0.7), "-": () => this.zoom(1 / 0.7), "0": () => this.move(...this.whole),
      "<": () => this.move(this.from - far, this.to - far), ">": () => this.move(this.from + far, this.to + far),
      ArrowRight: () => this.store.step(1), ArrowDown: () => this.store.step(1), ArrowLeft: () => this.store.step(-1), ArrowUp: () => this.store.step(-1),
    };
    const step = event.target === this.root && !event.ctrlKey && !event.metaKey && !event.altKey ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    step();
  }
}

/** Make a part of a picture a button. */
function operable(part: SVGElement, name: string, act: () => void): void {
  part.setAttribute("role", "button");
  part.setAttribute("tabindex", "0");
  part.setAttribute("aria-label", name);
  part.addEventListener("click", act);
  part.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  });
}
