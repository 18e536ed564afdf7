import { el, link, named } from "./dom.ts";
import { actSample, badge } from "./marks.ts";
import { type Act, type Evidence, type Field, type GraphNode, type Source, day } from "./model.ts";
import { involves } from "./filters.ts";
import { glance } from "./glance.ts";
import { question } from "./question.ts";
import type { Store } from "./store.ts";

const MANY = 100;

/** How do we know: the words, who says them, where, when, and what speaks against them. */
export class EvidencePanel {
  readonly root = el("aside", { class: "evidence", "aria-label": "Evidence", tabindex: -1 });

  constructor(private readonly store: Store) {
    store.on((change) => change !== "view" && this.draw(change === "select"));
    this.draw(false);
  }

  private draw(moved: boolean): void {
    const { selection, data } = this.store;
    const act = this.store.selectedAct();
    const node = selection && "node" in selection ? data.nodes[selection.node] : undefined;
    this.root.classList.toggle("empty", !act && !node);
    this.root.replaceChildren(...(act ? this.act(act) : node && selection && "node" in selection ? this.node(node, selection.node) : this.nothing()));
    if (moved) this.root.scrollTop = 0;
  }

  private nothing(): HTMLElement[] {
    const { acts } = this.store.shown;
    return [
      el("h2", {}, "Who says what"),
      el("p", { class: "quiet" }, acts.length > 0 ? "Choose a line, an actor or an incident to see the sentence it rests on." : "Nothing to show."),
      ...glance(this.store),
    ];
  }

  private act(act: Act): HTMLElement[] {
    const { data } = this.store;
    const source = act.source === undefined ? undefined : data.sources[act.source];
    const same = data.acts.filter((other) => other.group === act.group && other !== act);
    const against = act.contested_by.flatMap((number) => data.acts[number] ?? []);
    return [
      this.top(actSample(data, act), data.kinds[act.kind]?.[0] ?? act.kind),
      el("h2", {}, named(act.sentence)),
      el("p", { class: "facts" }, badge(data, act.status), against.length > 0 && el("span", { class: "badge b-contested" }, "contested"),
        el("span", {}, act.when ?? "date of the act not stated"), this.about(act) && el("span", { class: "about" }, "about ", ...between(act.incidents.map((number) => this.go(number))))),
      ...(act.status === "negated" || act.status === "planned" ? [el("p", { class: "caution" }, `Not an act that happened: ${data.statuses[act.status]?.[1] ?? act.status}.`)] : []),
      ...(act.evidence.length > 0 ? act.evidence.map(quote) : [el("p", { class: "quiet" }, "The source gives no sentence for this act (a dataset record).")]),
      el("h3", {}, "Source"), citation(source),
      el("h3", {}, "Details"), this.fields([...(act.actors.length === 0 ? [{ label: "Who acts", texts: ["not named in the source"], nodes: [] }] : []), ...act.fields]),
      ...(against.length > 0 ? [el("h3", {}, act.kind === "Denial" ? "Denies what these say" : "Denied in"), this.acts(against)] : []),
      ...(same.length > 0 ? [el("h3", {}, `The same act in ${same.length} other ${same.length === 1 ? "report" : "reports"}`), el("p", { class: "quiet" }, originWords(act.origins ?? 1)), this.acts(same)] : []),
      asked(this.store, act),
      address(act.iri),
    ];
  }

  private node(node: GraphNode, number: number): HTMLElement[] {
    const { store } = this;
    const about = store.data.acts.filter((act) => involves(act, number));
    const sorted = [...about].sort((a, b) => day(store.data, a).localeCompare(day(store.data, b)));
    const kinds: Record<string, string> = { ThreatActor: "Threat actor" };
    return [
      this.top(el("span", { class: `shape ${shape(node.kind)}` }), kinds[node.kind] ?? node.kind),
      el("h2", {}, named(node.name)),
      el("p", { class: "facts" }, node.code && el("span", { class: "code" }, node.code), node.when && el("span", {}, node.when),
        el("span", {}, `${about.length} ${about.length === 1 ? "act" : "acts"}`)),
      el("p", { class: "actions" }, ...this.narrowing(number)),
      ...(node.aliases.length > 0 ? [el("h3", {}, node.kind === "Incident" ? "Merged from, also called" : "Also called"), el("ul", { class: "plain" }, ...node.aliases.map((alias) => el("li", {}, named(alias))))] : []),
      ...(node.fields.length > 0 ? [el("h3", {}, "Reported details"), this.fields(node.fields)] : []),
      el("h3", {}, "Acts"), sorted.length > 0 ? this.acts(sorted) : el("p", { class: "quiet" }, "No act names it."),
      address(node.iri),
    ];
  }

  /** Show only the acts of this node, or those of one more, or of one less. */
  private narrowing(number: number): HTMLElement[] {
    const { store } = this;
    const button = (words: string, act: () => void): HTMLElement => el("button", { type: "button", class: "action", onclick: act }, words);
    const only = store.focus.size === 1 && store.focus.has(number);
    return [
      ...(only ? [button("Show everything again", () => store.focusOn([]))] : [button("Show only acts with this", () => store.focusOn([number]))]),
      ...(store.focus.size > 0 && !only ? [button(store.focus.has(number) ? "Remove its acts" : "Add its acts", () => store.grow(number))] : []),
    ];
  }

  private top(mark: Node, kind: string): HTMLElement {
    return el("div", { class: "top" }, mark, el("span", { class: "kind" }, kind),
      el("button", { type: "button", class: "close", "aria-label": "Close the evidence", onclick: () => this.store.select(null) }, "×"));
  }

  private fields(fields: Field[]): HTMLElement {
    return el("dl", {}, ...fields.flatMap((field) => [
      el("dt", {}, field.label),
      el("dd", {}, ...between([...field.nodes.map((number) => this.go(number)), ...field.texts.map((text) => named(text))])),
    ]));
  }

  private go(number: number): HTMLElement {
    return el("button", { type: "button", class: "go", onclick: () => this.store.select({ node: number }) }, named(this.store.data.nodes[number]?.name ?? ""));
  }

  /** The incident of an act, unless it is the one that is shown. */
  private about(act: Act): string {
    const { selection, data } = this.store;
    const shown = selection && "node" in selection ? selection.node : -1;
    return act.incidents.filter((number) => number !== shown).map((number) => data.nodes[number]?.name ?? "").join("; ");
  }

  private acts(acts: Act[]): HTMLElement {
    const { data } = this.store;
    const item = (act: Act): HTMLElement => {
      const source = act.source === undefined ? undefined : data.sources[act.source];
      return el("li", {}, el("button", { type: "button", class: "open", onclick: () => this.store.select({ act: act.id }) }, actSample(data, act),
        el("span", {}, named(act.sentence), act.status !== "asserted" && badge(data, act.status),
          el("small", {}, [act.when ?? "not dated", this.about(act), source?.publisher ?? source?.title].filter(Boolean).join(" · ")))));
    };
    return el("ul", { class: "acts" }, ...acts.slice(0, MANY).map(item),
      acts.length > MANY && el("li", { class: "quiet" }, `and ${acts.length - MANY} more: see the table`));
  }
}

const originWords = (count: number): string => (count === 1 ? "All go back to one origin." : `Together they have ${count} independent origins.`);

const between = (parts: HTMLElement[]): (Node | string)[] => parts.flatMap((part, at) => (at === 0 ? [part] : ["; ", part]));

const shape = (kind: string): string => ({ State: "state", Incident: "incident", ThreatActor: "group" })[kind] ?? "organisation";

function quote(evidence: Evidence): HTMLElement {
  return el("figure", { class: "quote" },
    el("blockquote", { dir: "auto" }, evidence.before ?? "", el("mark", {}, evidence.quote), evidence.after ?? ""),
    el("figcaption", {}, evidence.before === undefined ? "The text around these words is not stored." : `Characters ${evidence.start} to ${evidence.end} of the source`));
}

function citation(source: Source | undefined): HTMLElement {
  if (!source) return el("p", { class: "quiet" }, "The graph does not say where this was reported.");
  const facts = [source.publisher, source.when, source.kind].filter((fact): fact is string => Boolean(fact));
  return el("div", { class: "source" },
    el("p", { class: "title" }, source.links[0] ? link(source.links[0], source.title) : named(source.title)),
    el("p", {}, ...between(facts.map((fact) => named(fact)))),
    source.links.length === 0 && source.references.length === 0 && el("p", { class: "quiet" }, "No web address known."),
    source.links.length > 0 && el("p", { class: "links" }, ...between(source.links.map((url) => link(url)))),
    source.references.length > 0 && el("p", { class: "links" }, "Cites: ", ...between(source.references.map((url) => link(url)))));
}

/** The query that finds this act and those like it. */
function asked(store: Store, act: Act): HTMLElement {
  const text = question(store.data, act);
  const code = el("code", {}, text);
  return el("details", { class: "asked" }, el("summary", {}, "SPARQL that finds it"), el("pre", { tabindex: 0 }, code),
    copier(code, text, "Copy the query"), store.data.endpoint !== undefined && el("button", { type: "button", class: "action", onclick: () => store.ask(text) }, "Open in the editor"));
}

function address(iri: string): HTMLElement {
  const code = el("code", {}, iri);
  return el("div", { class: "address" }, code, copier(code, iri, "Copy IRI"));
}

/** A button that copies a text, or where that is not allowed selects it. */
function copier(shown: HTMLElement, text: string, words: string): HTMLElement {
  const button = el("button", { type: "button", class: "action", onclick: () => void copy() }, words);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(shown);
      button.textContent = "Selected: copy with Ctrl+C";
    }
  };
  return button;
}
