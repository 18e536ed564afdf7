// What is shown now as a file: rows, values, citations, a picture.
import { el } from "./dom.ts";
import { png, svgText } from "./figure.ts";
import { type Act, type PageData, type Source, day } from "./model.ts";
import type { Store } from "./store.ts";

const COLUMNS = ["date", "act", "kind", "status", "actors", "towards", "incidents", "quote", "score", "title", "publisher", "published", "link", "iri"] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

function row(data: PageData, act: Act): Row {
  const names = (numbers: number[]): string => numbers.map((number) => data.nodes[number]?.name ?? "").join("; ");
  const source: Partial<Source> = act.source === undefined ? {} : (data.sources[act.source] ?? {});
  return {
    date: act.earliest === act.latest ? (act.earliest ?? "") : `${act.earliest ?? ""}/${act.latest ?? ""}`, act: act.sentence, kind: data.kinds[act.kind]?.[0] ?? act.kind,
    status: act.status, actors: names(act.actors), towards: names(act.towards), incidents: names(act.incidents), quote: act.evidence[0]?.quote ?? "", score: act.score === undefined ? "" : String(act.score),
    title: source.title ?? "", publisher: source.publisher ?? "", published: source.issued ?? "", link: source.links?.[0] ?? "", iri: act.iri,
  };
}

/** A cell as RFC 4180 has it; what a spreadsheet would run as a formula gets an apostrophe before it. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export const csv = (data: PageData, acts: Act[]): string =>
  [COLUMNS.join(","), ...acts.map((act) => { const found = row(data, act); return COLUMNS.map((name) => cell(found[name])).join(","); })].join("\r\n") + "\r\n";

export const json = (data: PageData, acts: Act[]): string => `${JSON.stringify(acts.map((act) => row(data, act)), null, 1)}\n`;

/** Each source once, by date, with the acts that rest on it and their words. */
export function citations(data: PageData, acts: Act[]): string {
  const bySource = new Map<number, Act[]>();
  for (const act of acts) if (act.source !== undefined) bySource.set(act.source, [...(bySource.get(act.source) ?? []), act]);
  const parts = [...bySource].map(([number, found]) => ({ source: data.sources[number]!, found })).sort((a, b) => (a.source.issued ?? "").localeCompare(b.source.issued ?? ""));
  return parts.map(({ source, found }) =>
    [`${[source.publisher, `“${source.title}”`, source.when, source.links[0]].filter(Boolean).join(", ")}.`,
      ...found.map((act) => `  - ${act.sentence} (${act.status})${act.evidence[0] ? `: “${act.evidence[0].quote.replace(/\s+/g, " ")}”` : ""}`)].join("\n")).join("\n\n") + "\n";
}

/** The menu; `picture` gives that of the view that is shown, if it is one. */
export function menu(store: Store, picture: () => SVGElement | null): HTMLElement {
  const name = (end: string): string => `attrigraph-${store.view}.${end}`;
  const acts = (): Act[] => [...store.shown.acts].sort((a, b) => day(store.data, a).localeCompare(day(store.data, b)));
  const text = (end: string, type: string, make: (data: PageData, acts: Act[]) => string) => (): void => save(new Blob([make(store.data, acts())], { type }), `attrigraph-acts.${end}`);
  const said = el("p", { class: "quiet", role: "status" });
  const drawn = (make: (picture: SVGElement) => Promise<Blob>, end: string) => async (): Promise<void> => {
    const found = picture();
    said.textContent = found ? "" : "Nothing is drawn.";
    try {
      if (found) save(await make(found), name(end));
    } catch (error) {
      said.textContent = `No picture: ${String(error)}. Try SVG.`;
    }
  };
  const item = (id: string, words: string, act: () => unknown): HTMLButtonElement => el("button", { type: "button", id: `export-${id}`, onclick: () => void act() }, words);
  const pictures = [item("png", "Picture (PNG)", drawn(png, "png")), item("svg", "Picture (SVG)", drawn(async (one) => new Blob([svgText(one)], { type: "image/svg+xml" }), "svg"))];
  const details = el("details", { class: "export", onkeydown: (event) => { if ((event as KeyboardEvent).key === "Escape") { details.open = false; summary.focus(); } } });
  const summary = el("summary", {}, "Export");
  details.append(summary, el("div", { class: "menu" },
    item("csv", "Acts as CSV", text("csv", "text/csv", csv)), item("json", "Acts as JSON", text("json", "application/json", json)),
    item("citations", "List of sources", text("txt", "text/plain", citations)), ...pictures, said));
  const mark = (): void => pictures.forEach((button) => (button.disabled = store.view !== "network" && store.view !== "timeline"));
  mark();
  store.on(mark);
  return details;
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
