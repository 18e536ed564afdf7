// The state of the page in its address: what is shared, and what the back button goes back to.
import type { PageData } from "./model.ts";
import { type Selection, type Store, type View, VIEWS } from "./store.ts";

export interface State {
  view: View; query: string; chosen: Map<string, Set<string>>; focus: Set<number>; from: string; to: string; score: number; asked: string; selection: Selection;
}

/** Write the state after "#": only what differs from the start. Nodes and acts by IRI, which a page made anew still knows. */
export function written(store: Store): string {
  const { data, selection } = store;
  const out = new URLSearchParams();
  if (store.view !== "network") out.set("view", store.view);
  if (store.view === "query" && store.asked) out.set("sparql", store.asked);
  if (store.query.trim()) out.set("q", store.query.trim());
  for (const facet of store.facets) for (const value of store.chosen.get(facet.key) ?? []) out.append(facet.key, facet.nodes ? (data.nodes[Number(value)]?.iri ?? "") : value);
  for (const number of store.focus) out.append("with", data.nodes[number]?.iri ?? "");
  if (store.from) out.set("from", store.from);
  if (store.to) out.set("to", store.to);
  if (store.score > 0) out.set("score", String(store.score));
  if (selection && "act" in selection) out.set("act", data.acts[selection.act]?.iri ?? "");
  else if (selection) out.set("node", data.nodes[selection.node]?.iri ?? "");
  return out.toString();
}

/** Read what stands after "#"; what this page does not know is left out. */
export function readState(text: string, store: Store): State {
  const given = new URLSearchParams(text.replace(/^#/, ""));
  const { data } = store;
  const node = (iri: string): number[] => { const at = data.nodes.findIndex((one) => one.iri === iri || one.reports.includes(iri)); return at < 0 ? [] : [at]; };
  const view = given.get("view");
  const score = Number(given.get("score") ?? 0);
  const chosen = new Map(store.facets.map((facet) => [facet.key, new Set(given.getAll(facet.key).flatMap((value) => (facet.nodes ? node(value).map(String) : [value])))]));
  return {
    view: VIEWS.find((name) => name === view) ?? "network", query: given.get("q") ?? "", chosen,
    focus: new Set(given.getAll("with").flatMap(node)), from: date(given.get("from")), to: date(given.get("to")),
    asked: given.get("sparql") ?? "",
    score: score > 0 && score <= 1 ? score : 0, selection: chosenIn(given, data, node),
  };
}

const date = (text: string | null): string => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "");

function chosenIn(given: URLSearchParams, data: PageData, node: (iri: string) => number[]): Selection {
  const act = data.acts.findIndex((one) => one.iri === given.get("act"));
  if (act >= 0) return { act };
  const [number] = given.has("node") ? node(given.get("node") ?? "") : [];
  return number === undefined ? null : { node: number };
}

/** Keep the address and the state the same: a step of the reader is a step of the back button, typing is none. */
export function follow(store: Store): void {
  const place = (): string => location.href.split("#")[0] ?? "";
  let last = location.hash;
  let waiting = false;
  const write = (): void => {
    waiting = false;
    const next = written(store);
    const hash = next ? `#${next}` : "";
    if (hash === last) return;
    const typed = document.activeElement?.id === "search";
    last = hash;
    if (typed) location.replace(`${place()}#${next}`);
    else location.hash = next;
    last = location.hash;
  };
  store.on(() => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(write);
  });
  window.addEventListener("hashchange", () => {
    if (location.hash === last) return;
    last = location.hash;
    store.restore(readState(last, store));
  });
}
