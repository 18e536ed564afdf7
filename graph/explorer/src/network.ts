import cytoscape from "cytoscape";
import { el, named } from "./dom.ts";
import { densest, elements, tally } from "./elements.ts";
import { network as picture } from "./figure.ts";
import { clear } from "./labels.ts";
import { badge } from "./marks.ts";
import { involves } from "./filters.ts";
import type { Act } from "./model.ts";
import { NARROW, type Store } from "./store.ts";
import { stylesheet } from "./style.ts";

const MANY_LINES = 600; // drawn at most until the reader asks for all: more is slow without a graphics card, and shows less
const FEW_LINES = 300; // up to so many everything is measured exactly and drawn anew in each frame
const SETTLED = 150; // milliseconds without movement after which names are placed anew in a large picture
const NAMED = 9000; // square pixels of canvas for each name, however far one zooms out
const LEGIBLE = 11;
const WORDED = 1.15; // the zoom from which every line carries its verb
const CLOSE = 1.2; // how far a narrow screen zooms in on what is chosen

/** The network: actors and incidents, one line an act (and one more for each further participant of a joint act). */
export class Network {
  readonly root: HTMLElement;
  private readonly canvas = el("div", { id: "canvas", class: "canvas" });
  private readonly tip = el("div", { class: "tip", hidden: true });
  private readonly notice = el("p", { class: "notice", hidden: true });
  private cy: cytoscape.Core | null = null;
  private all = false;
  private roomy = false;
  private waiting = false;
  private settling = 0;
  private named: Set<cytoscape.NodeSingular> = new Set();

  constructor(private readonly store: Store) {
    this.root = el("section", { class: "network", "aria-label": "Network", tabindex: 0, "aria-describedby": "network-keys", onkeydown: (event) => this.key(event as KeyboardEvent) },
      this.canvas, this.tip, this.notice, this.tools(),
      el("p", { id: "network-keys", class: "quiet-keys" }, "Arrow keys step through the acts, + and - zoom, 0 shows all, Escape clears. Drag a node to pin it elsewhere, double-click it to add its acts. The table lists the same acts."));
    store.on((change) => (change === "view" ? this.resize() : change === "narrow" ? this.draw() : this.highlight()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.cy?.style(stylesheet()));
  }

  /** Draw; called once the element is in the page. */
  start(): void {
    const cy = cytoscape({
      container: this.canvas, elements: [], style: stylesheet(), layout: { name: "preset" }, minZoom: 0.03, maxZoom: 4,
      boxSelectionEnabled: false, autounselectify: true, textureOnViewport: !this.isSmall,
    });
    this.cy = cy;
    this.listen(cy);
    this.draw();
  }

  /** The picture, for export. */
  get picture(): SVGElement | null {
    return this.cy ? picture(this.cy) : null;
  }

  private get isWhole(): boolean {
    return this.all || this.store.data.acts.reduce((sum, act) => sum + act.lines.length, 0) <= MANY_LINES;
  }

  private get isSmall(): boolean {
    return this.store.data.acts.length <= FEW_LINES;
  }

  /** A small graph is drawn once and then shown in part; of a large one only the part is drawn. */
  private draw(): void {
    const { data, shown, isNarrowed } = this.store;
    const cy = this.cy;
    if (!cy) return;
    const acts = this.isWhole ? shown.acts : densest(shown.acts, MANY_LINES);
    if (!this.isWhole || cy.elements().empty()) {
      const everything = this.isWhole ? data.nodes.map((_, number) => number) : [];
      cy.batch(() => {
        cy.elements().remove();
        this.named.clear();
        cy.add(elements(data, this.isWhole ? data.acts : acts, everything));
      });
      this.roomy = false;
    }
    if (this.isWhole) this.hide(cy, acts, isNarrowed);
    this.say(acts.length);
    this.fit();
    this.highlight();
  }

  private hide(cy: cytoscape.Core, acts: Act[], isNarrowed: boolean): void {
    const counts = tally(acts);
    const visible = new Set(acts.map((act) => act.id));
    cy.batch(() => {
      cy.edges(".act").forEach((edge) => void edge.toggleClass("off", !visible.has(edge.data("act"))));
      cy.nodes().forEach((node) => void node.toggleClass("off", isNarrowed && !counts.has(node.data("number"))).data("count", counts.get(node.data("number")) ?? 0));
    });
  }

  private say(drawn: number): void {
    const { data, shown } = this.store;
    this.notice.replaceChildren();
    if (data.acts.length === 0) this.notice.append(data.nodes.length === 0 ? "This graph is empty: no actor, no incident, no act." : "This graph holds no act yet.");
    else if (shown.acts.length === 0) this.notice.append("No act matches. Remove a filter or clear all.");
    else if (drawn < shown.acts.length)
      this.notice.append(`Drawn: ${drawn} of ${shown.acts.length} acts, those about the busiest incidents. Search or filter to see others. `,
        el("button", { type: "button", onclick: () => { this.all = true; this.cy?.elements().remove(); this.draw(); } }, "Draw all (slow)"));
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
    cy.on("dbltap", "node", (event) => this.store.grow(event.target.data("number") as number));
    cy.on("mouseover", "node, edge.act", (event) => this.point(event));
    cy.on("viewport", () => this.later(cy));
    cy.on("mouseout viewport tap", () => (this.tip.hidden = true));
  }

  private later(cy: cytoscape.Core): void {
    if (!this.isSmall) {
      clearTimeout(this.settling);
      this.settling = window.setTimeout(() => this.write(cy), SETTLED);
      return;
    }
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.write(cy);
    });
  }

  /** What is written here at this zoom: verbs once there is room, and the names that have room, busiest nodes first. */
  private write(cy: cytoscape.Core): void {
    const size = Math.min(90, Math.max(13, LEGIBLE / cy.zoom()));
    const roomy = cy.zoom() >= WORDED;
    cy.batch(() => {
      if (roomy !== this.roomy) cy.edges(".act").toggleClass("worded", roomy);
      this.roomy = roomy;
      const sides = clear(cy.nodes().not(".off"), cy.extent(), size, Math.ceil((cy.width() * cy.height()) / NAMED));
      for (const node of this.named) if (!sides.has(node)) node.removeStyle();
      sides.forEach((side, node) => void node.style({ "text-valign": side, "text-margin-y": side === "top" ? -4 : 4, "font-size": size, "text-max-width": `${size * 10}px`, "min-zoomed-font-size": 0 }));
      this.named = new Set(sides.keys());
      cy.edges(".main.chosen").style({ "font-size": size, "text-max-width": `${size * 12}px` });
    });
  }

  private point(event: cytoscape.EventObject): void {
    const { data } = this.store;
    const act = event.target.isEdge() ? data.acts[event.target.data("act")] : undefined;
    const node = data.nodes[event.target.data("number")];
    if (act) this.tip.replaceChildren(named(act.sentence), " ", badge(data, act.status), el("small", {}, [act.when ?? "date not stated", ...act.incidents.map((number) => data.nodes[number]?.name ?? "")].join(" · ")), act.evidence[0] ? el("small", { class: "said" }, named(act.evidence[0].quote)) : "");
    else if (node) this.tip.replaceChildren(named(node.name), el("small", {}, node.kind === "Incident" ? `Incident${node.when ? `, ${node.when}` : ""}` : node.kind));
    this.tip.hidden = false;
    const { x, y } = event.renderedPosition;
    const { offsetWidth, offsetHeight } = this.tip;
    this.tip.style.left = `${Math.max(4, Math.min(x + 14, this.canvas.clientWidth - offsetWidth - 4))}px`;
    this.tip.style.top = `${y + 14 + offsetHeight > this.canvas.clientHeight ? Math.max(4, y - 14 - offsetHeight) : y + 14}px`;
  }

  private highlight(): void {
    const cy = this.cy;
    if (!cy) return;
    const { data, selection } = this.store;
    cy.batch(() => {
      cy.edges(".chosen").removeStyle();
      cy.elements(".chosen, .near, .dim").removeClass("chosen near end dim");
      if (!selection) return;
      const acts = "act" in selection ? [data.acts[selection.act]] : data.acts.filter((act) => involves(act, selection.node));
      const numbers = new Set(acts.flatMap((act) => (act ? [act.id] : [])));
      const ends = new Set(acts.flatMap((act) => (act ? [...act.lines.flat(), ...act.incidents] : [])));
      cy.edges().forEach((edge) => void edge.addClass(numbers.has(edge.data("act")) ? ("act" in selection ? "chosen" : "near") : "dim"));
      cy.nodes().forEach((node) => {
        const number = node.data("number") as number;
        node.addClass("node" in selection && selection.node === number ? "chosen" : ends.has(number) ? ("act" in selection ? "near end" : "near") : "dim");
      });
    });
    this.reveal(cy);
    this.write(cy);
  }

  /** Move the chosen ends into the part of the canvas that the evidence does not cover, and on a narrow screen near. */
  private reveal(cy: cytoscape.Core): void {
    const found = "act" in (this.store.selection ?? {}) ? cy.edges(".chosen").connectedNodes() : cy.nodes(".chosen");
    if (found.empty()) return;
    const free = this.free(cy);
    const seen = found.renderedBoundingBox({ includeLabels: false, includeEdges: false });
    const inside = seen.x1 > 20 && seen.y1 > 20 && seen.x2 < free.width - 20 && seen.y2 < free.height - 30;
    const isCovered = free.height < cy.height();
    if (inside && !isCovered) return;
    const box = found.boundingBox({ includeLabels: false, includeEdges: false });
    const fits = Math.min((free.width - 110) / Math.max(1, box.w), (free.height - 100) / Math.max(1, box.h));
    this.centre(cy, box, Math.min(fits, isCovered ? CLOSE : cy.zoom()));
  }

  /** The part of the canvas that no evidence covers: on a phone it lies over the lower two thirds. */
  private free(cy: cytoscape.Core): { width: number; height: number } {
    const covered = this.store.selection !== null && matchMedia(NARROW).matches;
    return { width: cy.width(), height: cy.height() * (covered ? 0.34 : 1) };
  }

  private centre(cy: cytoscape.Core, box: cytoscape.BoundingBoxWH & cytoscape.BoundingBox12, zoom: number): void {
    const { width, height } = this.free(cy);
    cy.viewport({ zoom, pan: { x: width / 2 - (zoom * (box.x1 + box.x2)) / 2, y: height / 2 - (zoom * (box.y1 + box.y2)) / 2 } });
  }

  /** Fit the page once it is laid out anew: until then a canvas that was hidden has no size. */
  private resize(): void {
    requestAnimationFrame(() => {
      this.cy?.resize();
      if (this.store.view === "network") this.fit();
    });
  }

  fit(): void {
    const visible = this.isSmall ? this.cy?.elements(":visible") : this.cy?.nodes().not(".off");
    if (!this.cy || !visible || visible.empty()) return;
    const box = this.isSmall ? visible.boundingBox() : around(visible);
    const { width, height } = this.free(this.cy);
    this.centre(this.cy, box, Math.min(1.4, (width - 72) / Math.max(1, box.w), (height - 72) / Math.max(1, box.h)));
  }

  private zoom(factor: number): void {
    if (this.cy) this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  private key(event: KeyboardEvent): void {
    const steps: Record<string, () => void> = {
      "+": () => this.zoom(1.3), "=": () => this.zoom(1.3), "-": () => this.zoom(1 / 1.3), "0": () => this.fit(),
      ArrowRight: () => this.store.step(1), ArrowDown: () => this.store.step(1), ArrowLeft: () => this.store.step(-1), ArrowUp: () => this.store.step(-1),
    };
    const step = event.target === this.root && !event.ctrlKey && !event.metaKey && !event.altKey ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    step();
  }
}

/** The box of the places of nodes, without lines and names: what is measured quickly. */
function around(visible: cytoscape.CollectionReturnValue): cytoscape.BoundingBoxWH & cytoscape.BoundingBox12 {
  const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
  for (const node of visible.nodes().toArray()) {
    const { x, y } = (node as cytoscape.NodeSingular).position();
    [box.x1, box.x2, box.y1, box.y2] = [Math.min(box.x1, x), Math.max(box.x2, x), Math.min(box.y1, y), Math.max(box.y2, y)];
  }
  return { ...box, w: box.x2 - box.x1, h: box.y2 - box.y1 };
}

const selectionOf = (edge: cytoscape.EdgeSingular): { act: number } | null =>
  edge.data("act") === undefined ? null : { act: edge.data("act") as number };
