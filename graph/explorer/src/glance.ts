// The busiest incidents in a few words: who accuses, who suspects, who denies, what was done about it.
import { el, named } from "./dom.ts";
import type { Act, PageData } from "./model.ts";
import type { Store } from "./store.ts";

const INCIDENTS = 4;
const LINES = 8;
const MEASURES = new Set(["diplomatic", "legal", "counter"]);

export interface Glance { incident: number; acts: number; lines: { label: string; names: string[] }[] }

/** What the acts say about the incidents with most acts, busiest first. */
export function glances(data: PageData, acts: Act[]): Glance[] {
  const about = new Map<number, Act[]>();
  for (const act of acts) for (const incident of act.incidents) {
    const found = about.get(incident);
    if (found) found.push(act);
    else about.set(incident, [act]);
  }
  return [...about].sort(([a, one], [b, other]) => other.length - one.length || a - b).slice(0, INCIDENTS)
    .map(([incident, found]) => ({ incident, acts: found.length, lines: summary(data, found) }));
}

function summary(data: PageData, acts: Act[]): { label: string; names: string[] }[] {
  const lines = new Map<string, Set<string>>();
  const add = (label: string, names: string[]): void => names.forEach((name) => lines.set(label, (lines.get(label) ?? new Set()).add(name)));
  const names = (numbers: number[]): string[] => numbers.map((number) => data.nodes[number]?.name ?? "");
  const order = (act: Act): number => ["Attribution/asserted", "Attribution/hedged", "Attribution/negated", "Denial/asserted", "Denial/hedged"].indexOf(`${act.kind}/${act.status}`) + 1 || 6;
  for (const act of [...acts].sort((a, b) => order(a) - order(b))) {
    const by = act.actors.length > 0 ? names(act.actors) : ["no speaker named"];
    if (act.kind === "Attribution" && act.status === "negated") add(`Not attributed to ${names(act.towards).join(", ") || "anyone"} by`, by);
    if (act.status !== "asserted" && act.status !== "hedged") continue;
    if (act.kind === "Attribution") for (const named of names(act.towards)) add(`Attributed to ${named}${act.status === "hedged" ? ", with doubt," : ""} by`, by);
    else if (act.kind === "Denial") add("Denied by", by);
    else if (MEASURES.has(data.kinds[act.kind]?.[1] ?? "")) add("Measures", [act.sentence]);
  }
  return [...lines].slice(0, LINES).map(([label, found]) => ({ label, names: [...found] }));
}

export function glance(store: Store): HTMLElement[] {
  return glances(store.data, store.shown.acts).map(({ incident, acts, lines }) =>
    el("section", { class: "glance" },
      el("h3", {}, el("button", { type: "button", class: "go", onclick: () => store.select({ node: incident }) }, named(store.data.nodes[incident]?.name ?? "")),
        el("small", {}, `${acts} ${acts === 1 ? "act" : "acts"}`)),
      el("dl", {}, ...lines.flatMap(({ label, names }) => [el("dt", {}, named(label)), el("dd", {}, named(names.join("; ")))]))));
}
