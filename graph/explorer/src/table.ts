import { el, named } from "./dom.ts";
import { actSample, badge } from "./marks.ts";
import { type Act, day } from "./model.ts";
import type { Store } from "./store.ts";

const PAGE = 200;

interface Column { title: string; name: string; text: (act: Act) => string; cell: (act: Act) => Node }

/** Every act that passes the filters as a row: the same content as the network, for reading and for screen readers. */
export class ActTable {
  readonly root = el("section", { class: "table", "aria-label": "Table of acts" });
  private limit = PAGE;
  private readonly columns: Column[];

  constructor(private readonly store: Store) {
    this.columns = columns(store, (act) => store.select({ act: act.id }));
    store.on((change) => {
      if (change === "narrow") this.limit = PAGE;
      if (change === "select") this.mark();
      else this.draw();
    });
  }

  draw(): void {
    if (this.store.view !== "table") return;
    const acts = this.store.ordered();
    const rows = acts.slice(0, this.limit);
    this.root.replaceChildren(
      acts.length === 0 ? el("p", { class: "notice" }, this.store.isNarrowed ? "No act matches. Remove a filter or clear all." : "This graph holds no act.") :
        el("table", { role: "table" },
          el("caption", { class: "hidden" }, `${acts.length} acts`),
          el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...this.columns.map((column) => this.head(column)))),
          el("tbody", { role: "rowgroup" }, ...rows.map((act) => this.row(act)))),
      ...(rows.length < acts.length ? [el("button", { type: "button", class: "more", onclick: () => { this.limit += PAGE; this.draw(); } },
        `Show more (${acts.length - rows.length} left)`)] : []));
  }

  private head(column: Column): HTMLElement {
    const { sort } = this.store;
    const way = sort.column !== column.name ? "none" : sort.down ? "descending" : "ascending";
    return el("th", { role: "columnheader", scope: "col", "aria-sort": way, class: `h-${column.name}` },
      el("button", { type: "button", id: `sort-${column.name}`, onclick: () => this.sort(column) }, column.title,
        el("span", { "aria-hidden": "true" }, way === "none" ? "" : sort.down ? " ↓" : " ↑")));
  }

  private sort(column: Column): void {
    const { sort } = this.store;
    this.store.sortBy(column.name, column.text, sort.column === column.name && !sort.down);
    this.draw();
    document.getElementById(`sort-${column.name}`)?.focus();
  }

  private row(act: Act): HTMLElement {
    return el("tr", { role: "row", "data-act": act.id, class: this.store.selectedAct() === act ? "chosen" : "", onclick: () => this.store.select({ act: act.id }) },
      ...this.columns.map((column) => el("td", { role: "cell", "data-title": column.title, class: `c-${column.name}` }, column.cell(act))));
  }

  private mark(): void {
    const chosen = this.store.selectedAct()?.id;
    for (const row of this.root.querySelectorAll<HTMLElement>("tr[data-act]")) row.classList.toggle("chosen", row.dataset["act"] === String(chosen));
  }
}

function columns(store: Store, open: (act: Act) => void): Column[] {
  const { data } = store;
  const source = (act: Act) => (act.source === undefined ? undefined : data.sources[act.source]);
  const incident = (act: Act): string => act.incidents.map((number) => data.nodes[number]?.name ?? "").join("; ");
  const published = (act: Act): string => source(act)?.publisher ?? source(act)?.title ?? "";
  const text = (name: string, title: string, of: (act: Act) => string): Column => ({ name, title, text: of, cell: (act) => named(of(act)) });
  return [
    { name: "date", title: "Date", text: (act) => day(data, act), cell: (act) => date(act, source(act)?.when) },
    { name: "act", title: "Act and quote", text: (act) => act.sentence, cell: (act) => el("button", { type: "button", class: "open", onclick: (event) => { event.stopPropagation(); open(act); } },
      actSample(data, act), el("span", {}, named(act.sentence), quoteOf(act) && el("span", { class: "words" }, named(quoteOf(act))))) },
    { name: "status", title: "Status", text: (act) => act.status, cell: (act) => badge(data, act.status) },
    text("incident", "Incident", incident),
    { name: "source", title: "Source", text: published, cell: (act) => el("span", {}, named(source(act)?.title ?? ""), source(act)?.publisher && el("small", {}, named(source(act)?.publisher ?? ""))) },
  ];
}

const quoteOf = (act: Act): string => act.evidence[0]?.quote ?? "";

const date = (act: Act, issued: string | undefined): HTMLElement =>
  act.when ? el("span", { class: "date" }, act.when)
    : el("span", { class: "date quiet" }, el("small", {}, issued ? "reported" : "not dated"), issued);
