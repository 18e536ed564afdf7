// How many independent origins some reports have: those that cite or share an address, or quote the same words, count once.
import type { Act, PageData } from "./model.ts";

const plain = (address: string): string => address.replace(/^https?:\/\/(www\.)?/, "").replace(/[#?].*$/, "").replace(/\/$/, "").toLowerCase();
const spoken = (act: Act): string => (act.evidence[0]?.quote ?? "").normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

/** Count the origins of acts, each as one document reports it. */
export function origins(data: PageData, acts: Act[]): number {
  const group = acts.map((_, at) => at);
  const root = (at: number): number => (group[at] === at ? at : root(group[at]!));
  const marks = new Map<string, number>();
  const join = (mark: string, at: number): void => {
    const other = marks.get(mark);
    if (other === undefined) marks.set(mark, at);
    else group[root(at)] = root(other);
  };
  acts.forEach((act, at) => {
    const source = act.source === undefined ? undefined : data.sources[act.source];
    join(`document ${act.source ?? `none ${at}`}`, at);
    for (const address of source?.links ?? []) join(`address ${plain(address)}`, at);
    if (spoken(act)) join(`words ${spoken(act)}`, at);
  });
  acts.forEach((act, at) => {
    for (const address of (act.source === undefined ? undefined : data.sources[act.source])?.references ?? []) {
      const cited = marks.get(`address ${plain(address)}`);
      if (cited !== undefined) group[root(at)] = root(cited);
    }
  });
  return new Set(acts.map((_, at) => root(at))).size;
}
