// Where each acting State stands on each incident: the matrix of the coalitions.
import { spanOf } from "./dates.ts";
import { firstAttribution } from "./lanes.ts";
import type { Act, PageData } from "./model.ts";

/** What an actor did about an incident, the clearest first. */
export const POSITIONS = [
  { code: "attributed", sign: "●", means: "attributed it" },
  { code: "suspected", sign: "◐", means: "attributed it with doubt" },
  { code: "denied", sign: "✕", means: "denied responsibility" },
  { code: "declined", sign: "○", means: "expressly did not attribute it" },
  { code: "responded", sign: "▲", means: "took a measure" },
  { code: "condemned", sign: "◆", means: "condemned, demanded or warned, naming somebody" },
  { code: "unnamed", sign: "◇", means: "condemned without naming anybody" },
  { code: "supported", sign: "+", means: "supported or helped" },
] as const;
export type Position = (typeof POSITIONS)[number]["code"];

/** `acts`: those that decide the position first. `lag`: days from the first attribution of the incident to the first of them. */
export interface Cell { position: Position; all: Position[]; acts: Act[]; lag: number | null }

export interface Matrix { actors: number[]; incidents: number[]; cells: Map<string, Cell>; moreActors: number; moreIncidents: number }

export function positionOf(data: PageData, act: Act): Position | null {
  const family = data.kinds[act.kind]?.[1] ?? "other";
  if (act.kind === "Attribution" && act.status === "negated") return "declined";
  if (act.status !== "asserted" && act.status !== "hedged") return null;
  if (act.kind === "Attribution") return act.status === "asserted" ? "attributed" : "suspected";
  if (act.kind === "Denial") return "denied";
  if (family === "diplomatic" || family === "legal" || family === "counter") return "responded";
  if (family === "criticism") return act.towards.length > 0 ? "condemned" : "unnamed";
  return family === "support" ? "supported" : null;
}

/** The matrix of the busiest actors and incidents: States first, then organisations; persons and groups have no position. */
export function matrix(data: PageData, acts: Act[], rows = 40, columns = 20): Matrix {
  const found = new Map<string, { act: Act; position: Position }[]>();
  const all = new Set<number>();
  const weight = new Map<number, number>();
  for (const act of acts) {
    const position = positionOf(data, act);
    for (const actor of position ? act.actors.filter((number) => ["State", "Organisation"].includes(data.nodes[number]?.kind ?? "")) : [])
      for (const incident of act.incidents) {
        const key = `${actor} ${incident}`;
        found.set(key, [...(found.get(key) ?? []), { act, position: position! }]);
        all.add(actor);
        weight.set(incident, (weight.get(incident) ?? 0) + 1);
      }
  }
  const state = (actor: number): number => (data.nodes[actor]?.kind === "State" ? 0 : 1);
  const incidents = [...weight].sort(([a, one], [b, other]) => other - one || a - b).map(([incident]) => incident);
  const firsts = new Map(incidents.slice(0, columns).map((incident) => [incident, first(data, acts, incident)]));
  const here = (actor: number): number => [...firsts.keys()].reduce((sum, incident) => sum + (found.get(`${actor} ${incident}`)?.length ?? 0), 0);
  const ranked = [...all].map((actor) => ({ actor, acts: here(actor) })).filter(({ acts }) => acts > 0);
  const shown = ranked.sort((one, other) => state(one.actor) - state(other.actor) || other.acts - one.acts || one.actor - other.actor).slice(0, rows).map(({ actor }) => actor);
  const cells = new Map([...found].flatMap(([key, list]) => { const at = firsts.get(Number(key.split(" ")[1])); return at === undefined ? [] : [[key, cell(data, list, at)] as const]; }));
  return { actors: shown, incidents: incidents.slice(0, columns), cells, moreActors: all.size - shown.length, moreIncidents: Math.max(0, incidents.length - columns) };
}

const first = (data: PageData, acts: Act[], incident: number): number | null =>
  firstAttribution(acts.filter((act) => act.incidents.includes(incident)).flatMap((act) => { const span = spanOf(data, act); return span ? [{ act, span }] : []; }));

function cell(data: PageData, list: { act: Act; position: Position }[], first: number | null): Cell {
  const rank = (position: Position): number => POSITIONS.findIndex(({ code }) => code === position);
  const sorted = [...list].sort((a, b) => rank(a.position) - rank(b.position) || (spanOf(data, a.act)?.from ?? 1e9) - (spanOf(data, b.act)?.from ?? 1e9));
  const position = sorted[0]!.position;
  const days = sorted.filter((one) => one.position === position).flatMap(({ act }) => { const span = spanOf(data, act); return span && span.from === span.to ? [span.from] : []; });
  return { position, all: [...new Set(sorted.map((one) => one.position))], acts: sorted.map(({ act }) => act), lag: first === null || days.length === 0 ? null : Math.min(...days) - first };
}
