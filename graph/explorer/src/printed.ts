// What is printed: the acts that are shown, each with its words and where they stand.
import { el, named } from "./dom.ts";
import { day } from "./model.ts";
import type { Store } from "./store.ts";

const MANY = 500;

export function printed(store: Store): HTMLElement {
  const root = el("section", { class: "printed" });
  window.addEventListener("beforeprint", () => {
    const { data } = store;
    const acts = [...store.shown.acts].sort((a, b) => day(data, a).localeCompare(day(data, b)));
    root.replaceChildren(el("p", {}, `${acts.length} acts${acts.length > MANY ? `, the first ${MANY} of them` : ""}`), ...acts.slice(0, MANY).map((act) => {
      const source = act.source === undefined ? undefined : data.sources[act.source];
      return el("article", {}, el("h2", {}, named(act.sentence)), el("p", {}, [act.when ?? "not dated", data.statuses[act.status]?.[0] ?? act.status].join(" · ")),
        ...act.evidence.slice(0, 1).map(({ quote }) => el("blockquote", {}, named(quote))),
        el("p", {}, named([source?.publisher, source?.title, source?.when, source?.links[0]].filter(Boolean).join(", "))));
    }));
  });
  window.addEventListener("afterprint", () => root.replaceChildren());
  return root;
}
