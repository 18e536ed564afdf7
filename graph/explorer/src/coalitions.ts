import { el, named } from "./dom.ts";
import { days } from "./lanes.ts";
import { type Cell, type Matrix, POSITIONS, matrix } from "./positions.ts";
import type { Store } from "./store.ts";

/** Who stands where: acting States (and organisations) by incident, with the days after the first attribution. */
export class Coalitions {
  readonly root = el("section", { class: "coalitions", "aria-label": "Coalitions", tabindex: 0 });

  constructor(private readonly store: Store) {
    store.on((change) => (change === "select" ? this.mark() : this.draw()));
  }

  private draw(): void {
    const { store } = this;
    if (store.view !== "coalitions") return;
    const found = matrix(store.data, store.shown.acts);
    if (found.actors.length === 0) {
      this.root.replaceChildren(el("p", { class: "notice" }, store.isNarrowed ? "No act of a State or an organisation about an incident matches. Remove a filter or clear all." : "This graph holds no act of a State or an organisation about an incident."));
      return;
    }
    const more = [counted(found.moreActors, "actor"), counted(found.moreIncidents, "incident")].filter(Boolean);
    this.root.replaceChildren(legend(found),
      ...(more.length > 0 ? [el("p", { class: "notice" }, `Shown: the busiest. Not shown: ${more.join(" and ")}. Search or filter to see them.`)] : []),
      el("table", {}, el("caption", { class: "hidden" }, "Who stands where: actors by incident"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col", class: "corner" }, "Actor"), ...found.incidents.map((incident) => el("th", { scope: "col" }, this.go(incident))))),
        el("tbody", {}, ...found.actors.map((actor) => el("tr", {}, el("th", { scope: "row" }, this.go(actor)), ...found.incidents.map((incident) => this.cell(found.cells.get(`${actor} ${incident}`))))))));
    this.mark();
  }

  private go(number: number): HTMLElement {
    return el("button", { type: "button", class: "go", onclick: () => this.store.select({ node: number }) }, named(this.store.data.nodes[number]?.name ?? ""));
  }

  private cell(cell: Cell | undefined): HTMLElement {
    if (!cell) return el("td", { class: "silent" }, el("span", { class: "hidden" }, "silent"), el("span", { "aria-hidden": "true" }, "·"));
    const act = cell.acts[0]!;
    const said = [...cell.all.map(meaning), lagWords(cell.lag)].filter(Boolean).join("; ");
    return el("td", {}, el("button", { type: "button", class: "stand", "data-act": act.id, title: said, "aria-label": said, onclick: () => this.store.select({ act: act.id }) },
      el("span", { class: "sign" }, ...cell.all.map((code) => el("span", { class: `p-${code}` }, sign(code)))), el("small", {}, cell.lag === null ? "" : cell.lag > 0 ? `+${cell.lag} d` : `${cell.lag === 0 ? "0" : `−${-cell.lag}`} d`)));
  }

  private mark(): void {
    const chosen = this.store.selectedAct()?.id;
    for (const part of this.root.querySelectorAll<HTMLElement>(".stand")) part.classList.toggle("chosen", part.dataset["act"] === String(chosen));
  }
}

const counted = (count: number, thing: string): string => (count > 0 ? `${count} more ${thing}${count === 1 ? "" : "s"}` : "");
const meaning = (code: string): string => POSITIONS.find((one) => one.code === code)?.means ?? code;
const sign = (code: string): string => POSITIONS.find((one) => one.code === code)?.sign ?? "";
const lagWords = (lag: number | null): string => (lag === null ? "" : lag === 0 ? "on the day of the first attribution" : `${days(Math.abs(lag))} ${lag > 0 ? "after" : "before"} the first attribution`);

/** The signs that occur. */
function legend(found: Matrix): HTMLElement {
  const used = new Set([...found.cells.values()].flatMap((cell) => cell.all));
  return el("ul", { class: "stands", "aria-label": "Signs" }, ...POSITIONS.filter(({ code }) => used.has(code)).map(({ code, sign, means }) => el("li", {}, el("span", { class: `sign p-${code}`, "aria-hidden": "true" }, sign), means)),
    el("li", {}, el("span", { class: "sign", "aria-hidden": "true" }, "·"), "silent"), el("li", {}, "+3 d: three days after the first attribution of that incident"));
}
