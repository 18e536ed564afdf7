import { type Act, type PageData, day } from "./model.ts";
import { type Facet, type Narrowed, facets, involves, narrow } from "./filters.ts";
import { haystacks } from "./search.ts";

/** Where the page shows one thing at a time; explorer.css says the same. */
export const NARROW = "(max-width: 860px)";

export type View = "network" | "table" | "filters";
export type Selection = { act: number } | { node: number } | null;
export type Change = "view" | "narrow" | "select";

/** What the reader has chosen, and what follows from it; views listen for changes. */
export class Store {
  readonly facets: Facet[];
  view: View = "network";
  query = "";
  focus: number | null = null;
  selection: Selection = null;
  chosen = new Map<string, Set<string>>();
  shown: Narrowed;
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

  focusOn(node: number | null): void {
    this.focus = node;
    this.again();
  }

  clear(): void {
    this.chosen.clear();
    this.query = "";
    this.focus = null;
    this.again();
  }

  select(selection: Selection): void {
    this.selection = selection;
    this.tell("select");
  }

  sortBy(column: string, of: (act: Act) => string, down: boolean): void {
    this.sort = { column, of, down };
  }

  /** The acts that pass the filters, in the table's order. */
  ordered(): Act[] {
    const { of, down } = this.sort;
    const keyed = this.shown.acts.map((act): [string, Act] => [of(act), act]);
    keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1));
    return keyed.map(([, act]) => act);
  }

  get isNarrowed(): boolean {
    return this.query.trim() !== "" || this.focus !== null || [...this.chosen.values()].some((values) => values.size > 0);
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
    if (this.query.trim() && this.haystack.length === 0) this.haystack = haystacks(this.data);
    return narrow(this.data.acts, this.facets, this.chosen, this.query, this.haystack, this.focus);
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }
}
