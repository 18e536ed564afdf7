import "./explorer.css";
import { el, named } from "./dom.ts";
import { follow, readState } from "./address.ts";
import { Coalitions } from "./coalitions.ts";
import { EvidencePanel } from "./evidence.ts";
import { menu } from "./exports.ts";
import { alone } from "./figure.ts";
import { type PageData, read } from "./model.ts";
import { Network } from "./network.ts";
import { Chips, FilterPanel } from "./panel.ts";
import { printed } from "./printed.ts";
import { QueryView } from "./query.ts";
import { NARROW, VIEWS, type View, Store } from "./store.ts";
import { ActTable } from "./table.ts";
import { Timeline } from "./timeline.ts";

function start(root: HTMLElement): void {
  let data: PageData;
  try {
    data = read(document.getElementById("data")?.textContent ?? "");
  } catch (error) {
    root.replaceChildren(el("p", { class: "notice" }, `The data in this page cannot be read (${String(error)}). Write the page again with "attrigraph show".`));
    return;
  }
  const store = new Store(data);
  const network = new Network(store);
  const timeline = new Timeline(store);
  const views = [network.root, timeline.root, new Coalitions(store).root, new ActTable(store).root];
  const evidence = new EvidencePanel(store);
  const middle = el("main", { id: "middle" }, ...views);
  if (data.endpoint !== undefined) middle.append(new QueryView(store).root);
  const picture = (): SVGElement | null => (store.view === "network" ? network.picture : timeline.picture && alone(timeline.picture));
  const live = el("p", { class: "hidden", "aria-live": "polite" });
  root.replaceChildren(header(store, menu(store, picture)), new Chips(store).root, el("div", { class: "columns" }, new FilterPanel(store).root, middle, evidence.root), live, printed(store));
  const arrange = (): void => {
    root.dataset["view"] = store.view;
    root.classList.toggle("selected", store.selection !== null);
  };
  store.on((change) => {
    arrange();
    if (change === "select") live.textContent = store.selectedAct()?.sentence ?? "";
    if (change === "narrow") live.textContent = `${store.shown.acts.length} acts`;
  });
  keys(store, root);
  arrange();
  begin(store, network);
}

function begin(store: Store, network: Network): void {
  const { focus } = store.data;
  if (focus?.node !== undefined && !location.hash) store.focusOn([focus.node]);
  try {
    network.start();
  } catch (error) {
    network.root.replaceChildren(el("p", { class: "notice" }, `The network cannot be drawn (${String(error)}). The table holds the same acts.`));
    store.show("table");
  }
  const view = VIEWS.find((name) => name === store.data.view);
  if (view && view !== "network" && !location.hash) store.show(view);
  if (location.hash) store.restore(readState(location.hash, store));
  else if (focus) store.select(focus.act !== undefined ? { act: focus.act } : focus.node !== undefined ? { node: focus.node } : null);
  if (focus?.node !== undefined) network.fit();
  follow(store);
}

function header(store: Store, exports: HTMLElement): HTMLElement {
  const { data } = store;
  const search = el("input", { type: "search", id: "search", placeholder: "Search names, quotes, sources", "aria-label": "Search names, quotes and sources", autocomplete: "off", spellcheck: "false",
    oninput: () => store.search(search.value) });
  const total = el("p", { class: "totals" });
  const say = (): void => {
    const incidents = data.nodes.filter((node) => node.kind === "Incident").length;
    const shown = store.shown.acts.length === data.acts.length ? `${data.acts.length}` : `${store.shown.acts.length} of ${data.acts.length}`;
    total.textContent = `${shown} ${data.acts.length === 1 ? "act" : "acts"} · ${data.nodes.length - incidents} ${data.nodes.length - incidents === 1 ? "actor" : "actors"} · ${incidents} ${incidents === 1 ? "incident" : "incidents"} · ${data.sources.length} ${data.sources.length === 1 ? "source" : "sources"}`;
    if (search.value !== store.query) search.value = store.query;
  };
  say();
  store.on((change) => change === "narrow" && say());
  return el("header", {}, el("div", { class: "heading" }, el("h1", {}, named(data.title)), total), search, tabs(store), exports);
}

function tabs(store: Store): HTMLElement {
  const names: [View, string][] = [["network", "Network"], ["timeline", "Timeline"], ["coalitions", "Coalitions"], ["table", "Table"], ...(store.data.endpoint === undefined ? [] : [["query", "Query"] as [View, string]]), ["filters", "Filters"]];
  const buttons = names.map(([view, name]) => el("button", { type: "button", id: `tab-${view}`, onclick: () => { store.show(view); if (matchMedia(NARROW).matches) store.select(null); } }, name));
  const mark = (): void => buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(names[at]?.[0] === store.view)));
  mark();
  store.on(mark);
  return el("nav", { "aria-label": "Views" }, ...buttons);
}

function keys(store: Store, root: HTMLElement): void {
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.selection) store.select(null);
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && (event.target.matches("input[type=search], textarea") || event.target.shadowRoot !== null);
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById("search")?.focus();
  });
}

const app = document.getElementById("app");
if (app) start(app);
