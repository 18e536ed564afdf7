import type { Act, PageData } from "./model.ts";

/** Lower case without marks, so that "Osmani" finds "Osmáni". */
export const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** The words that an act is found by: names, aliases, quotes, source. */
export function haystacks(data: PageData): string[] {
  const nodes = data.nodes.map((node) => [node.name, node.code ?? "", ...node.aliases].join(" "));
  return data.acts.map((act) => plain(words(data, nodes, act).join(" ")));
}

function words(data: PageData, nodes: string[], act: Act): string[] {
  const source = act.source === undefined ? undefined : data.sources[act.source];
  const named = new Set([...act.lines.flat(), ...act.incidents, ...act.fields.flatMap((field) => field.nodes)]);
  return [
    act.sentence, act.label ?? "", data.kinds[act.kind]?.[0] ?? "",
    ...[...named].map((number) => nodes[number] ?? ""),
    ...act.fields.flatMap((field) => field.texts),
    ...act.evidence.map((evidence) => evidence.quote),
    source?.title ?? "", source?.publisher ?? "",
  ];
}

/** Whether every word of the query occurs in the haystack. */
export const finds = (query: string, haystack: string): boolean =>
  plain(query).split(/\s+/).every((word) => haystack.includes(word));
