// The data in the page, as views/page.py writes it: empty parts are left out there and filled in here.

export interface Field { label: string; texts: string[]; nodes: number[] }

export interface GraphNode {
  iri: string; kind: string; name: string; code?: string; when?: string; earliest?: string; latest?: string;
  aliases: string[]; fields: Field[]; reports: string[];
}

export interface Source {
  iri: string; title: string; publisher?: string; issued?: string; when?: string; kind?: string; links: string[]; references: string[];
}

export interface Evidence { quote: string; start: number; end: number; before?: string; after?: string }

export interface Act {
  id: number; iri: string; kind: string; status: string; sentence: string; verb: string;
  lines: [number, number][]; incidents: number[]; source?: number; evidence: Evidence[]; fields: Field[];
  earliest?: string; latest?: string; when?: string; score?: number; actors: number[]; towards: number[]; label?: string;
  group: number; origins?: number; contested_by: number[];
}

/** A term of the ontology, for completion; a named query. */
export interface Vocabulary { term: string; means: string }
export interface NamedQuery { name: string; question: string; text: string }

export interface Editor { get: () => string; set: (text: string) => void; focus: () => void }
declare global {
  // the served page brings an editor in a script of its own
  var attrigraphEditor: ((place: HTMLElement, text: string, vocabulary: Vocabulary[], run: () => void) => Editor) | undefined;
}

export interface PageData {
  title: string;
  /** Only in the page that is served: where queries go, and what helps to write them. */
  endpoint?: string;
  vocabulary?: Vocabulary[];
  queries?: NamedQuery[];
  view?: string;
  focus: { node?: number; act?: number } | null;
  nodes: GraphNode[]; acts: Act[]; sources: Source[];
  places: [number, number][];
  ties: [number, number, string][];
  kinds: Record<string, [string, string]>;
  statuses: Record<string, [string, string]>;
}

type Loose = Record<string, unknown>;
const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

const field = (raw: Loose): Field => ({ label: String(raw["label"]), texts: list(raw["texts"]), nodes: list(raw["nodes"]) });
const fields = (raw: unknown): Field[] => list<Loose>(raw).map(field);

const node = (raw: Loose): GraphNode => ({
  ...(raw as unknown as GraphNode), aliases: list(raw["aliases"]), reports: list(raw["reports"]), fields: fields(raw["fields"]),
});

const source = (raw: Loose): Source => ({
  ...(raw as unknown as Source), links: list(raw["links"]), references: list(raw["references"]),
});

const act = (raw: Loose, id: number): Act => ({
  ...(raw as unknown as Act), id, lines: list(raw["lines"]), incidents: list(raw["incidents"]), evidence: list(raw["evidence"]),
  fields: fields(raw["fields"]), actors: list(raw["actors"]), towards: list(raw["towards"]), contested_by: list(raw["contested_by"]),
});

/** Read the data block; throws where it is not JSON of the expected shape. */
export function read(text: string): PageData {
  const raw = JSON.parse(text) as Loose;
  if (!Array.isArray(raw["acts"]) || !Array.isArray(raw["nodes"])) throw new Error("the data block holds no acts or no nodes");
  return {
    ...(raw as unknown as PageData),
    nodes: list<Loose>(raw["nodes"]).map(node),
    acts: list<Loose>(raw["acts"]).map(act),
    sources: list<Loose>(raw["sources"]).map(source),
    ties: list(raw["ties"]),
    places: list(raw["places"]),
  };
}

/** The day an act is sorted by: its own first day, else the day its document was published. */
export const day = (data: PageData, act: Act): string =>
  act.earliest ?? (act.source === undefined ? undefined : data.sources[act.source]?.issued) ?? "";
