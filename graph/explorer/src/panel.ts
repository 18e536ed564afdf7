import { el, named } from "./dom.ts";
import { sample } from "./marks.ts";
import type { Facet } from "./filters.ts";
import type { Store } from "./store.ts";

const SHORT = 12;

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
    this.root.replaceChildren(...this.store.facets.map((facet) => this.facet(facet)).filter((part) => part !== null), legend());
    if (kept) document.getElementById(kept)?.focus();
  }

  private facet(facet: Facet): HTMLElement | null {
    const counts = this.store.shown.counts.get(facet.key) ?? new Map<string, number>();
    const chosen = this.store.chosen.get(facet.key) ?? new Set<string>();
    const values = [...new Set([...counts.keys(), ...chosen])].sort((a, b) =>
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || facet.label(a).localeCompare(facet.label(b), "en"));
    if (values.length === 0) return null;
    const shown = this.long.has(facet.key) ? values : values.filter((value, at) => at < SHORT || chosen.has(value));
    const details = el("details", { ontoggle: () => (details.open ? this.opened.add(facet.key) : this.opened.delete(facet.key)) },
      el("summary", { id: `facet-${facet.key}` }, facet.title, chosen.size > 0 && el("span", { class: "pill" }, String(chosen.size))),
      el("ul", {}, ...shown.map((value) => this.value(facet, value, counts.get(value) ?? 0, chosen.has(value)))),
      shown.length < values.length && el("button", { type: "button", class: "more", id: `more-${facet.key}`, onclick: () => { this.long.add(facet.key); this.draw(); } },
        `${values.length - shown.length} more`));
    details.open = this.opened.has(facet.key) || chosen.size > 0;
    return details;
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
      entry("contested", "accusation that is also denied"), entry("tie", "victim, or named in acts about the incident")),
    el("p", {}, "A line says that somebody said or did something in public, according to one source. It does not say that an accusation is true."));
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
    if (store.focus !== null) chips.push(chip(`Involving ${store.data.nodes[store.focus]?.name ?? ""}`, () => store.focusOn(null)));
    if (store.query.trim()) chips.push(chip(`“${store.query.trim()}”`, () => store.search("")));
    if (chips.length > 0) chips.push(el("button", { type: "button", class: "clear", onclick: () => store.clear() }, "Clear all"));
    this.root.replaceChildren(...chips);
    this.root.hidden = chips.length === 0;
  }
}
