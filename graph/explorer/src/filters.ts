import type { Act, PageData } from "./model.ts";

/** One way to narrow: each act has values of it; values within a facet are alternatives, facets add up. */
export interface Facet { key: string; title: string; open: boolean; of: (act: Act) => string[]; label: (value: string) => string; nodes?: true }

export type Chosen = ReadonlyMap<string, ReadonlySet<string>>;

export interface Narrowed { acts: Act[]; counts: Map<string, Map<string, number>> }

export function facets(data: PageData): Facet[] {
  const name = (value: string): string => data.nodes[Number(value)]?.name ?? value;
  const source = (act: Act): string | undefined =>
    act.source === undefined ? undefined : (data.sources[act.source]?.publisher ?? data.sources[act.source]?.title);
  const form = (act: Act): string | undefined => (act.source === undefined ? undefined : data.sources[act.source]?.kind);
  const one = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
  return [
    { key: "kind", title: "Kind of act", open: true, of: (act) => [act.kind], label: (value) => data.kinds[value]?.[0] ?? value },
    { key: "status", title: "Status", open: true, of: (act) => [act.status], label: (value) => data.statuses[value]?.[0] ?? value },
    { key: "by", title: "Who acts", open: false, of: (act) => act.actors.map(String), label: name, nodes: true },
    { key: "towards", title: "Towards whom", open: false, of: (act) => act.towards.map(String), label: name, nodes: true },
    { key: "incident", title: "Incident", open: false, of: (act) => act.incidents.map(String), label: name, nodes: true },
    { key: "source", title: "Published by", open: false, of: (act) => one(source(act)), label: (value) => value },
    { key: "form", title: "Kind of source", open: false, of: (act) => one(form(act)), label: (value) => value },
  ];
}

/** Whether an act has to do with a node: as an end of a line, its incident, or in any role. */
export const involves = (act: Act, node: number): boolean =>
  act.incidents.includes(node) || act.lines.some((line) => line.includes(node)) || act.fields.some((field) => field.nodes.includes(node));

/** The acts that pass, and for each facet how many acts each of its values would leave with the other facets as they are. */
export function narrow(acts: Act[], all: Facet[], chosen: Chosen, keeps: (act: Act) => boolean): Narrowed {
  const counts = new Map(all.map((facet) => [facet.key, new Map<string, number>()]));
  const passed: Act[] = [];
  for (const act of acts) {
    if (!keeps(act)) continue;
    const failing = all.filter((facet) => !passes(act, facet, chosen));
    if (failing.length === 0) passed.push(act);
    for (const facet of failing.length === 0 ? all : failing.length === 1 ? failing : []) count(counts.get(facet.key), facet.of(act));
  }
  return { acts: passed, counts };
}

function passes(act: Act, facet: Facet, chosen: Chosen): boolean {
  const wanted = chosen.get(facet.key);
  return !wanted || wanted.size === 0 || facet.of(act).some((value) => wanted.has(value));
}

function count(totals: Map<string, number> | undefined, values: string[]): void {
  for (const value of new Set(values)) totals?.set(value, (totals.get(value) ?? 0) + 1);
}
