import cytoscape from "cytoscape";
import { el, named } from "./dom.ts";
import { badge, DASHES, family, UNREALISED } from "./marks.ts";
import type { Act, PageData } from "./model.ts";
import { involves } from "./filters.ts";
import type { Store } from "./store.ts";
import { stylesheet } from "./style.ts";

const MANY_NODES = 3000;

/** The network: actors and incidents, one line an act (and one more for each further participant of a joint act). */
export class Network {
  readonly root: HTMLElement;
  private readonly canvas = el("div", { id: "canvas", class: "canvas" });
  private readonly tip = el("div", { class: "tip", hidden: true });
  private readonly notice = el("p", { class: "notice", hidden: true });
  private cy: cytoscape.Core | null = null;
  private all = false;

  constructor(private readonly store: Store) {
    this.root = el("section", { class: "network", "aria-label": "Network", tabindex: 0, "aria-describedby": "network-keys", onkeydown: (event) => this.key(event as KeyboardEvent) },
      this.canvas, this.tip, this.notice, this.tools(),
      el("p", { id: "network-keys", class: "quiet-keys" }, "Arrow keys step through the acts, + and - zoom, 0 shows all, Escape clears. The table lists the same acts."));
    store.on((change) => (change === "view" ? this.resize() : change === "narrow" ? this.filter() : this.highlight()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy?.style(stylesheet()));
  }

  /** Draw; called once the element is in the page. */
  start(): void {
    const drawn = this.drawnNodes();
    this.cy?.destroy();
    this.cy = cytoscape({
      container: this.canvas, elements: elements(this.store.data, drawn), style: stylesheet(),
      layout: { name: "preset", padding: 36 }, minZoom: 0.03, maxZoom: 4, boxSelectionEnabled: false,
      hideEdgesOnViewport: drawn.size > MANY_NODES / 2, autounselectify: true,
    });
    this.listen(this.cy);
    this.say(drawn.size);
    this.filter();
  }

  private drawnNodes(): Set<number> {
    const { nodes, acts } = this.store.data;
    const weight = nodes.map(() => 0);
    for (const act of acts) for (const end of [...act.lines.flat(), ...act.incidents]) weight[end] = (weight[end] ?? 0) + 1;
    const order = nodes.map((_, number) => number).sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b);
    return new Set(this.all ? order : order.slice(0, MANY_NODES));
  }

  private say(drawn: number): void {
    const { nodes, acts } = this.store.data;
    this.notice.replaceChildren();
    if (acts.length === 0) this.notice.append(nodes.length === 0 ? "This graph is empty: no actor, no incident, no act." : "This graph holds no act yet.");
    else if (drawn < nodes.length)
      this.notice.append(`Shown: the ${drawn} busiest of ${nodes.length} actors and incidents. `,
        el("button", { type: "button", onclick: () => { this.all = true; this.start(); } }, "Draw all (slow)"));
    this.notice.hidden = !this.notice.hasChildNodes();
  }

  private tools(): HTMLElement {
    const button = (text: string, label: string, act: () => void): HTMLElement =>
      el("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
    return el("div", { class: "tools" },
      button("+", "Zoom in", () => this.zoom(1.3)), button("−", "Zoom out", () => this.zoom(1 / 1.3)), button("⤢", "Show all", () => this.fit()));
  }

  private listen(cy: cytoscape.Core): void {
    cy.on("tap", (event) => {
      if (event.target === cy) this.store.select(null);
      else this.store.select(event.target.isNode() ? { node: event.target.data("number") } : selectionOf(event.target));
    });
    cy.on("mouseover", "node, edge.act", (event) => this.point(event));
    cy.on("mouseout viewport", () => (this.tip.hidden = true));
  }

  private point(event: cytoscape.EventObject): void {
    const { data } = this.store;
    const act = event.target.isEdge() ? data.acts[event.target.data("act")] : undefined;
    const node = data.nodes[event.target.data("number")];
    if (act) this.tip.replaceChildren(named(act.sentence), " ", badge(data, act.status), el("small", {}, act.when ?? "date not stated"));
    else if (node) this.tip.replaceChildren(named(node.name), el("small", {}, node.kind === "Incident" ? `Incident${node.when ? `, ${node.when}` : ""}` : node.kind));
    this.tip.style.left = `${Math.min(event.renderedPosition.x + 14, this.canvas.clientWidth - 240)}px`;
    this.tip.style.top = `${event.renderedPosition.y + 14}px`;
    this.tip.hidden = false;
  }

  private filter(): void {
    const { shown, isNarrowed } = this.store;
    const visible = new Set(shown.acts.map((act) => act.id));
    const busy = new Set(shown.acts.flatMap((act) => [...act.lines.flat(), ...act.incidents]));
    this.cy?.batch(() => {
      this.cy?.edges(".act").forEach((edge) => void edge.toggleClass("off", !visible.has(edge.data("act"))));
      this.cy?.nodes().forEach((node) => void node.toggleClass("off", isNarrowed && !busy.has(node.data("number"))));
    });
    this.highlight();
    this.fit();
  }

  private highlight(): void {
    const cy = this.cy;
    if (!cy) return;
    const { data, selection } = this.store;
    cy.batch(() => {
      cy.elements().removeClass("chosen near dim");
      if (!selection) return;
      const acts = "act" in selection ? [data.acts[selection.act]] : data.acts.filter((act) => involves(act, selection.node));
      const numbers = new Set(acts.flatMap((act) => (act ? [act.id] : [])));
      const ends = new Set(acts.flatMap((act) => (act ? [...act.lines.flat(), ...act.incidents] : [])));
      cy.edges().forEach((edge) => void edge.addClass(numbers.has(edge.data("act")) ? ("act" in selection ? "chosen" : "near") : "dim"));
      cy.nodes().forEach((node) => {
        const number = node.data("number") as number;
        node.addClass("node" in selection && selection.node === number ? "chosen" : ends.has(number) ? "near" : "dim");
      });
    });
  }

  private resize(): void {
    this.cy?.resize();
    if (this.store.view === "network") this.fit();
  }

  fit(): void {
    const visible = this.cy?.elements(":visible");
    if (!this.cy || !visible || visible.empty()) return;
    this.cy.fit(visible, 36);
    if (this.cy.zoom() > 1.4) { this.cy.zoom(1.4); this.cy.center(visible); }
  }

  private zoom(factor: number): void {
    if (this.cy) this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, () => void> = {
      "+": () => this.zoom(1.3), "=": () => this.zoom(1.3), "-": () => this.zoom(1 / 1.3), "0": () => this.fit(),
      ArrowRight: () => this.step(1), ArrowDown: () => this.step(1), ArrowLeft: () => this.step(-1), ArrowUp: () => this.step(-1),
    };
    const step = event.target === this.root && !event.ctrlKey && !event.metaKey && !event.altKey ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    step();
  }

  private step(by: number): void {
    const acts = this.store.ordered();
    const at = acts.findIndex((act) => act === this.store.selectedAct());
    const next = acts[at < 0 ? (by > 0 ? 0 : acts.length - 1) : (at + by + acts.length) % acts.length];
    if (next) this.store.select({ act: next.id });
  }
}

const selectionOf = (edge: cytoscape.EdgeSingular): { act: number } | null =>
  edge.data("act") === undefined ? null : { act: edge.data("act") as number };

function elements(data: PageData, drawn: Set<number>): cytoscape.ElementDefinition[] {
  const busy = data.nodes.map(() => 0);
  for (const act of data.acts) for (const end of new Set([...act.lines.flat(), ...act.incidents])) busy[end] = (busy[end] ?? 0) + 1;
  const nodes = [...drawn].map((number): cytoscape.ElementDefinition => {
    const node = data.nodes[number];
    const [x, y] = data.places[number] ?? [0, 0];
    const size = 22 + Math.min(34, 7 * Math.sqrt(busy[number] ?? 0));
    return { data: { id: `n${number}`, number, name: node?.name ?? "", size }, position: { x, y }, classes: node?.kind ?? "" };
  });
  const both = (one: number, other: number): boolean => drawn.has(one) && drawn.has(other);
  const ties = data.ties.filter(([one, other]) => both(one, other)).map(([one, other], number): cytoscape.ElementDefinition =>
    ({ data: { id: `t${number}`, source: `n${one}`, target: `n${other}` }, classes: "tie" }));
  return [...nodes, ...ties, ...data.acts.flatMap((act) => lines(data, act).filter((line) => both(line.data["from"], line.data["to"])))];
}

function lines(data: PageData, act: Act): cytoscape.ElementDefinition[] {
  const classes = ["act", `f-${family(data, act.kind)}`, `s-${act.status}`, act.kind === "Denial" ? "denial" : "",
    UNREALISED.has(act.status) ? "unrealised" : "", act.contested_by.length > 0 && act.kind === "Attribution" ? "contested" : "",
    DASHES[act.status] ? "broken" : ""].filter(Boolean);
  return act.lines.map(([from, to], number) => ({
    data: { id: `a${act.id}.${number}`, act: act.id, from, to, source: `n${from}`, target: `n${to}`, verb: act.verb },
    classes: [...classes, number > 0 ? "joint" : "main"].join(" "),
  }));
}
