// What the network draws: which acts, and the nodes and lines they make.
import type cytoscape from "cytoscape";
import { DASHES, family, UNREALISED } from "./marks.ts";
import type { Act, PageData } from "./model.ts";

const MANY_TIES = 1500;
const FAN = 34; // how far apart parallel lines run, and how wide all of one pair may spread
const SPREAD = 420;

/** Acts in the order in which they are drawn while there is room: those about the busiest incidents first. */
export function densest(acts: Act[], most: number): Act[] {
  const weight = new Map<number, number>();
  for (const act of acts) for (const incident of act.incidents) weight.set(incident, (weight.get(incident) ?? 0) + 1);
  const key = (act: Act): [number, number] => act.incidents.reduce<[number, number]>((best, incident) => {
    const found = weight.get(incident) ?? 0;
    return found > best[0] || (found === best[0] && incident < best[1]) ? [found, incident] : best;
  }, [0, Infinity]);
  const keyed = acts.map((act): [[number, number], Act] => [key(act), act]);
  keyed.sort(([a, one], [b, other]) => b[0] - a[0] || a[1] - b[1] || one.id - other.id);
  let lines = 0;
  const found: Act[] = [];
  for (const [, act] of keyed) {
    lines += act.lines.length;
    if (lines > most) break;
    found.push(act);
  }
  return found;
}

/** How many of the acts each node takes part in, as an end of a line or as the incident. */
export function tally(acts: Act[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const act of acts) for (const end of new Set([...act.lines.flat(), ...act.incidents])) counts.set(end, (counts.get(end) ?? 0) + 1);
  return counts;
}

/** The nodes and lines of some acts; `nodes` may hold more, which then stand alone. */
export function elements(data: PageData, acts: Act[], nodes: Iterable<number>): cytoscape.ElementDefinition[] {
  const counts = tally(acts);
  const drawn = new Set([...nodes, ...counts.keys()]);
  const circles = [...drawn].map((number): cytoscape.ElementDefinition => {
    const node = data.nodes[number];
    const [x, y] = data.places[number] ?? [0, 0];
    const count = counts.get(number) ?? 0;
    return { data: { id: `n${number}`, number, name: node?.name ?? "", count, size: 22 + Math.min(34, 7 * Math.sqrt(count)) }, position: { x, y }, classes: node?.kind ?? "" };
  });
  const ties = data.ties.filter(([one, other]) => drawn.has(one) && drawn.has(other)).map(([one, other], number): cytoscape.ElementDefinition =>
    ({ data: { id: `t${number}`, source: `n${one}`, target: `n${other}` }, classes: "tie" }));
  return [...circles, ...(ties.length > MANY_TIES ? [] : ties), ...lines(data, acts)];
}

function lines(data: PageData, acts: Act[]): cytoscape.ElementDefinition[] {
  const pair = ([from, to]: [number, number]): string => `${Math.min(from, to)}-${Math.max(from, to)}`;
  const parallel = new Map<string, number>();
  for (const line of acts.flatMap((act) => act.lines)) parallel.set(pair(line), (parallel.get(pair(line)) ?? 0) + 1);
  return acts.flatMap((act) => act.lines.map((line, number): cytoscape.ElementDefinition => ({
    data: { id: `a${act.id}.${number}`, act: act.id, source: `n${line[0]}`, target: `n${line[1]}`, verb: act.verb, step: Math.min(FAN, SPREAD / (parallel.get(pair(line)) ?? 1)) },
    classes: `${classes(data, act)} ${number > 0 ? "joint" : "main"}`,
  })));
}

function classes(data: PageData, act: Act): string {
  return ["act", `f-${family(data, act.kind)}`, `s-${act.status}`, act.kind === "Denial" ? "denial" : "", UNREALISED.has(act.status) ? "unrealised" : "",
    act.contested_by.length > 0 && act.kind === "Attribution" ? "contested" : "", DASHES[act.status] ? "broken" : ""].filter(Boolean).join(" ");
}
