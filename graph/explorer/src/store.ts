import { type Act, type PageData, day } from "./model.ts";
import { dayOf, spanOf } from "./dates.ts";
import { type Facet, type Narrowed, facets, involves, narrow } from "./filters.ts";
import { haystacks, finds } from "./search.ts";
import type { State } from "./address.ts";

/** Where the page shows one thing at a time; explorer.css says the same. */
export const NARROW = "(max-width: 860px)";

export const VIEWS = ["network", "timeline", "coalitions", "table", "query", "filters"] as const;
export type View = (typeof VIEWS)[number];
export type Selection = { act: number } | { node: number } | null;
export type Change = "view" | "narrow" | "select";

/** What the reader has chosen, and what follows from it; views listen for changes. */
export class Store {
  readonly facets: Facet[];
  view: View = "network";
  query = "";
  focus = new Set<number>();
  from = "";
  to = "";
  score = 0;
  asked = "";
  selection: Selection = null;
  chosen = new Map<string, Set<string>>();
  shown: Narrowed;
  /** The acts that pass all but the dates: what the histogram counts. */
  beside: Act[] = [];
  sort: { column: string; down: boolean; of: (act: Act) => string };
  private haystack: string[] = [];
  private readonly listeners: ((change: Change) => void)[] = [];

  constructor(readonly data: PageData) {
    this.facets = facets(data);
    this.shown = this.narrowed();
    this.sort = { column: "date", down: false, of: (act) => day(data, act) };
  }

  on(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  show(view: View): void {
    this.view = view;
    this.tell("view");
  }

  search(query: string): void {
    this.query = query;
    this.again();
  }

  toggle(facet: string, value: string): void {
    const values = this.chosen.get(facet) ?? new Set<string>();
    if (!values.delete(value)) values.add(value);
    this.chosen.set(facet, values);
    this.again();
  }

  /** Keep only acts that involve one of these nodes; none: keep all. */
  focusOn(nodes: Iterable<number>): void {
    this.focus = new Set(nodes);
    this.again();
  }

  /** Add the acts of a node to those that are kept; where it is kept already, take them away again. */
  grow(node: number): void {
    const next = new Set(this.focus);
    if (!next.delete(node)) next.add(node);
    this.focusOn(next);
  }

  /** Keep only acts of these days (ISO dates; "" is open), and none without a date. */
  during(from: string, to: string): void {
    [this.from, this.to] = from && to && from > to ? [to, from] : [from, to];
    this.again();
  }

  /** Keep only acts that the machine is at least so sure of; 0 keeps those without a score. */
  surer(score: number): void {
    this.score = score;
    this.again();
  }

  clear(): void {
    this.chosen.clear();
    this.query = this.from = this.to = "";
    this.score = 0;
    this.focus.clear();
    this.again();
  }

  /** Take over a whole state, as the address holds it. */
  restore({ selection, view, ...filters }: State): void {
    Object.assign(this, filters);
    this.selection = selection;
    this.view = view === "query" && !this.data.endpoint ? "network" : view;
    this.again();
    this.tell("view");
    this.tell("select");
  }

  /** Open the editor with a query; only where the page has an endpoint. */
  ask(query: string): void {
    this.asked = query;
    this.show("query");
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.tell("select");
  }

  sortBy(column: string, of: (act: Act) => string, down: boolean): void {
    this.sort = { column, of, down };
  }

  /** The acts that pass the filters, in the table's order; those without what it goes by, a date say, last. */
  ordered(): Act[] {
    const { of, down } = this.sort;
    const keyed = this.shown.acts.map((act): [string, Act] => [of(act), act]);
    keyed.sort(([a], [b]) => (a === b ? 0 : !a ? 1 : !b ? -1 : a < b === down ? 1 : -1));
    return keyed.map(([, act]) => act);
  }

  /** Choose the next act in the table's order, or the one before. */
  step(by: number): void {
    const acts = this.ordered();
    const at = acts.findIndex((act) => act === this.selectedAct());
    const next = acts[at < 0 ? (by > 0 ? 0 : acts.length - 1) : (at + by + acts.length) % acts.length];
    if (next) this.select({ act: next.id });
  }

  get isNarrowed(): boolean {
    return this.query.trim() !== "" || this.focus.size > 0 || this.from !== "" || this.to !== "" || this.score > 0 || [...this.chosen.values()].some((values) => values.size > 0);
  }

  selectedAct(): Act | null {
    return this.selection && "act" in this.selection ? (this.data.acts[this.selection.act] ?? null) : null;
  }

  private again(): void {
    this.shown = this.narrowed();
    if (!this.keeps(this.selection)) this.select(null);
    this.tell("narrow");
  }

  private keeps(selection: Selection): boolean {
    if (!selection) return true;
    return this.shown.acts.some((act) => ("act" in selection ? act.id === selection.act : involves(act, selection.node)));
  }

  private narrowed(): Narrowed {
    const query = this.query.trim();
    if (query && this.haystack.length === 0) this.haystack = haystacks(this.data);
    const keeps = (act: Act): boolean =>
      (this.focus.size === 0 || [...this.focus].some((node) => involves(act, node))) &&
      (!query || finds(query, this.haystack[act.id] ?? "")) && (this.score === 0 || (act.score ?? 0) >= this.score);
    const all = narrow(this.data.acts, this.facets, this.chosen, keeps);
    this.beside = all.acts;
    if (!this.from && !this.to) return all;
    return narrow(this.data.acts, this.facets, this.chosen, (act) => keeps(act) && this.inTime(act));
  }

  private inTime(act: Act): boolean {
    const span = spanOf(this.data, act);
    if (!span) return false;
    return span.from <= (dayOf(this.to) ?? Infinity) && span.to >= (dayOf(this.from) ?? -Infinity);
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }
}
