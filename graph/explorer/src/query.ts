// Questions in SPARQL to the endpoint that serves this page.
import { el, isWeb, link, named } from "./dom.ts";
import type { Editor } from "./model.ts";
import type { Store } from "./store.ts";

const ROWS = 500;
const START = `PREFIX ag: <https://w3id.org/attrigraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?accuser ?accused (COUNT(DISTINCT ?act) AS ?acts) WHERE {
  ?act a ag:Attribution ; ag:agent/rdfs:label ?accuser ; ag:allegedPerpetrator/rdfs:label ?accused .
} GROUP BY ?accuser ?accused ORDER BY DESC(?acts)`;
const SHOWN = "application/sparql-results+json, text/turtle;q=0.9";
const FILES: [string, string, string][] = [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"],
  ["XML", "application/sparql-results+xml", "xml"], ["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"]];

interface Term { type: string; value: string; datatype?: string; "xml:lang"?: string }
interface Rows { head: { vars?: string[] }; results?: { bindings: Record<string, Term>[] }; boolean?: boolean }

export class QueryView {
  readonly root: HTMLElement;
  private readonly place = el("div", { class: "editor" });
  private readonly said = el("p", { class: "said", role: "status" });
  private readonly answer = el("div", { class: "answer" });
  private readonly stop = el("button", { type: "button", id: "query-stop", hidden: true, onclick: () => this.running?.abort() }, "Stop");
  private editor: Editor | null = null;
  private running: AbortController | null = null;

  constructor(private readonly store: Store) {
    this.root = el("section", { class: "query", "aria-label": "Query", tabindex: -1 }, this.named(), this.place,
      el("div", { class: "buttons" }, el("button", { type: "button", id: "query-run", class: "run", title: "Ctrl+Enter", onclick: () => void this.run() }, "Run"), this.stop, this.files()), this.said, this.answer);
    store.on((change) => change === "view" && this.open());
  }

  private open(): void {
    if (this.store.view !== "query") return;
    const text = this.store.asked || this.editor?.get() || START;
    this.editor ??= (globalThis.attrigraphEditor ?? plain)(this.place, text, this.store.data.vocabulary ?? [], () => void this.run());
    if (this.editor.get() !== text) this.editor.set(text);
  }

  /** The named queries, to begin with. */
  private named(): HTMLElement {
    const queries = this.store.data.queries ?? [];
    const choice = el("select", { id: "query-named", onchange: () => { const found = queries[Number(choice.value)]; if (found) this.store.ask(found.text); } },
      el("option", { value: "" }, "Begin with a question …"), ...queries.map(({ question }, at) => el("option", { value: at }, question)));
    return el("label", { class: "begin" }, el("span", { class: "hidden" }, "Named queries"), choice);
  }

  private files(): HTMLElement {
    return el("span", { class: "files" }, "Answer as ", ...FILES.map(([name, type, end]) => el("button", { type: "button", class: "action", onclick: () => void this.save(type, end) }, name)));
  }

  private async asked(accept: string): Promise<Response | null> {
    const text = this.editor?.get() ?? "";
    this.store.ask(text);
    this.running?.abort();
    const mine = (this.running = new AbortController());
    this.stop.hidden = false;
    this.said.textContent = "Asking …";
    try {
      const reply = await fetch(this.store.data.endpoint ?? "", { method: "POST", body: text, headers: { "Content-Type": "application/sparql-query", Accept: accept }, signal: mine.signal });
      if (reply.ok) return reply;
      const problem = (await reply.json().catch(() => null)) as { detail?: string } | null;
      this.said.textContent = problem?.detail ?? `${reply.status} ${reply.statusText}`;
    } catch (error) {
      this.said.textContent = mine.signal.aborted ? "Stopped." : `The server does not answer (${String(error)}). Is it still running?`;
    } finally {
      if (this.running === mine) this.stop.hidden = true;
    }
    return null;
  }

  private async run(): Promise<void> {
    const begun = performance.now();
    this.answer.replaceChildren();
    const reply = await this.asked(SHOWN);
    if (!reply) return;
    const text = await reply.text();
    const took = `${((performance.now() - begun) / 1000).toFixed(2)} s`;
    if (reply.headers.get("content-type")?.startsWith("text/turtle")) {
      this.said.textContent = took;
      this.answer.replaceChildren(el("pre", { tabindex: 0 }, text.slice(0, 200_000)));
      return;
    }
    const found = JSON.parse(text) as Rows;
    const rows = found.results?.bindings ?? [];
    const count = found.boolean === undefined ? `${rows.length} ${rows.length === 1 ? "row" : "rows"}` : String(found.boolean);
    this.said.textContent = `${count}, ${took}${rows.length > ROWS ? `; shown are the first ${ROWS}, the answer as CSV has all` : ""}`;
    if (found.results) this.answer.replaceChildren(this.table(found.head.vars ?? [], rows.slice(0, ROWS)));
  }

  private table(names: string[], rows: Record<string, Term>[]): HTMLElement {
    return el("table", {}, el("caption", { class: "hidden" }, "Answer"), el("thead", {}, el("tr", {}, ...names.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...names.map((name) => el("td", {}, row[name] ? this.term(row[name]) : ""))))));
  }

  /** A term: what this page knows is shown in it, web addresses are links, everything else is text. */
  private term(term: Term): HTMLElement {
    if (term.type !== "uri") return named(term.value);
    const { data } = this.store;
    const act = data.acts.findIndex(({ iri }) => iri === term.value);
    const node = data.nodes.findIndex(({ iri, reports }) => iri === term.value || reports.includes(term.value));
    const short = term.value.replace(/^https:\/\/w3id\.org\/attrigraph\/(ns#|code\/|id\/)/, (_, part: string) => (part === "ns#" ? "ag:" : part === "code/" ? "agc:" : "…/"));
    if (act >= 0 || node >= 0) return el("button", { type: "button", class: "go", title: term.value, onclick: () => this.store.select(act >= 0 ? { act } : { node }) }, named(short));
    return isWeb(term.value) && short === term.value ? link(term.value) : named(short, { title: term.value });
  }

  private async save(accept: string, end: string): Promise<void> {
    const reply = await this.asked(accept);
    if (!reply) return;
    const address = URL.createObjectURL(await reply.blob());
    this.said.textContent = "Saved.";
    el("a", { href: address, download: `answer.${end}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

/** A plain field, should the editor be missing. */
function plain(place: HTMLElement, text: string): Editor {
  const field = el("textarea", { "aria-label": "SPARQL query", rows: 12, spellcheck: "false" });
  field.value = text;
  place.append(field);
  return { get: () => field.value, set: (next) => (field.value = next), focus: () => field.focus() };
}
