import { el, named } from "./dom.ts";
import { sample } from "./marks.ts";
import { ranges } from "./range.ts";
import type { Facet } from "./filters.ts";
import type { Store } from "./store.ts";

const SHORT = 12;
const LONG = 300;
const BY_NAME = new Intl.Collator("en");

/** Filters with counts; kinds and statuses show how their lines look, so the list is the legend too. */
export class FilterPanel {
  readonly root = el("aside", { class: "filters", "aria-label": "Filters" });
  private readonly opened = new Set<string>();
  private readonly long = new Set<string>();

  constructor(private readonly store: Store) {
    for (const facet of store.facets) if (facet.open) this.opened.add(facet.key);
    store.on((change) => change === "narrow" && this.draw());
    this.draw();
  }

  private draw(): void {
    const active = document.activeElement;
    const kept = active instanceof HTMLElement && this.root.contains(active) ? active.id : "";
    this.root.replaceChildren(...this.store.facets.map((facet) => this.facet(facet)).filter((part) => part !== null), ...ranges(this.store), legend());
    if (kept) document.getElementById(kept)?.focus();
  }

  private facet(facet: Facet): HTMLElement | null {
    const counts = this.store.shown.counts.get(facet.key) ?? new Map<string, number>();
    const chosen = this.store.chosen.get(facet.key) ?? new Set<string>();
    if (counts.size === 0 && chosen.size === 0) return null;
    const open = this.opened.has(facet.key) || chosen.size > 0;
    const details = el("details", { ontoggle: () => this.turn(facet.key, details.open, open) },
      el("summary", { id: `facet-${facet.key}` }, facet.title, chosen.size > 0 && el("span", { class: "pill" }, String(chosen.size))),
      ...(open ? this.values(facet, counts, chosen) : []));
    details.open = open;
    return details;
  }

  /** The lists of closed facets are made when they are opened: there can be thousands of incidents. */
  private turn(key: string, open: boolean, filled: boolean): void {
    if (open) this.opened.add(key);
    else this.opened.delete(key);
    if (open && !filled) this.draw();
  }

  private values(facet: Facet, counts: Map<string, number>, chosen: Set<string>): HTMLElement[] {
    const values = [...new Set([...counts.keys(), ...chosen])]
      .map((value) => ({ value, label: facet.label(value), count: counts.get(value) ?? 0 }))
      .sort((a, b) => b.count - a.count || BY_NAME.compare(a.label, b.label));
    const many = this.long.has(facet.key) ? LONG : facet.open ? values.length : SHORT;
    const shown = values.filter(({ value }, at) => at < many || chosen.has(value));
    const list = el("ul", {}, ...shown.map(({ value, count }) => this.value(facet, value, count, chosen.has(value))));
    if (shown.length === values.length) return [list];
    return [list, this.long.has(facet.key) ? el("p", { class: "quiet" }, `and ${values.length - shown.length} more: search by name`)
      : el("button", { type: "button", class: "more", id: `more-${facet.key}`, onclick: () => { this.long.add(facet.key); this.draw(); } }, `${values.length - shown.length} more`)];
  }

  private value(facet: Facet, value: string, count: number, on: boolean): HTMLElement {
    const id = `facet-${facet.key}-${value}`;
    const box = el("input", { type: "checkbox", id, onchange: () => this.store.toggle(facet.key, value) });
    box.checked = on;
    const mark = facet.key === "kind" ? sample(this.store.data.kinds[value]?.[1] ?? "other", "asserted", value === "Denial")
      : facet.key === "status" ? sample("other", value) : null;
    return el("li", {}, el("label", { for: id, title: facet.key === "status" ? (this.store.data.statuses[value]?.[1] ?? "") : facet.label(value) },
      box, mark, named(facet.label(value), { class: "value" }), el("span", { class: "count" }, String(count))));
  }
}

function legend(): HTMLElement {
  const entry = (mark: string, text: string): HTMLElement => el("li", {}, el("span", { class: `shape ${mark}`, "aria-hidden": "true" }), text);
  return el("div", { class: "legend" },
    el("h2", {}, "Signs"),
    el("ul", {}, entry("state", "State"), entry("organisation", "organisation"), entry("group", "threat actor"), entry("incident", "incident"),
      entry("contested", "attribution that is also denied"), entry("tie", "victim, or named in acts about the incident")),
    el("p", {}, "A line says that somebody said or did something in public, according to one source. It does not say that an attribution is true."));
}

/** What narrows the view now: one chip each, and a button that clears them all. */
export class Chips {
  readonly root = el("div", { class: "chips" });

  constructor(private readonly store: Store) {
    store.on((change) => change === "narrow" && this.draw());
    this.draw();
  }

  private draw(): void {
    const { store } = this;
    const chip = (text: string, remove: () => void): HTMLElement =>
      el("button", { type: "button", class: "chip", "aria-label": `Remove ${text}`, onclick: remove }, named(text), el("span", { "aria-hidden": "true" }, " ×"));
    const chips = store.facets.flatMap((facet) => [...(store.chosen.get(facet.key) ?? [])].map((value) =>
      chip(`${facet.title}: ${facet.label(value)}`, () => store.toggle(facet.key, value))));
    for (const node of store.focus) chips.push(chip(`Involving ${store.data.nodes[node]?.name ?? ""}`, () => store.grow(node)));
    if (store.from || store.to) chips.push(chip(`${store.from || "…"} to ${store.to || "…"}`, () => store.during("", "")));
    if (store.score > 0) chips.push(chip(`Score at least ${store.score}`, () => store.surer(0)));
    if (store.query.trim()) chips.push(chip(`“${store.query.trim()}”`, () => store.search("")));
    if (chips.length > 0) chips.push(el("button", { type: "button", class: "clear", onclick: () => store.clear() }, "Clear all"));
    this.root.replaceChildren(...chips);
    this.root.hidden = chips.length === 0;
  }
}
