// How an act looks: colour by family of kinds, line by status. The legend and the network draw from the same values.
import type { Act, PageData } from "./model.ts";
import { el, svg } from "./dom.ts";

export const DASHES: Record<string, number[]> = { hedged: [7, 4], negated: [8, 3, 2, 3], planned: [2, 4], unstated: [7, 4] };
export const UNREALISED = new Set(["negated", "planned"]);

export const family = (data: PageData, kind: string): string => data.kinds[kind]?.[1] ?? "other";

/** A short sample of the line of a kind or a status, for legends and lists. */
export function sample(familyName: string, status: string, denial = false): SVGElement {
  const dash = DASHES[status]?.join(" ") ?? "none";
  const line = svg("line", { x1: 1, y1: 6, x2: 21, y2: 6, "stroke-width": 2.4, "stroke-dasharray": dash });
  const head = denial || status === "negated"
    ? svg("line", { x1: denial ? 22 : 11, y1: 1, x2: denial ? 22 : 11, y2: 11, "stroke-width": 2.4 })
    : svg("path", { d: "M19 2 L27 6 L19 10 Z", class: UNREALISED.has(status) ? "hollow" : "full" });
  return svg("svg", { viewBox: "0 0 28 12", width: 28, height: 12, class: `sample f-${status === "negated" ? "none" : familyName} s-${status}`, "aria-hidden": "true" }, line, head);
}

export const actSample = (data: PageData, act: Act): SVGElement => sample(family(data, act.kind), act.status, act.kind === "Denial");

/** What the marks of the timeline mean. */
export function timeSigns(): HTMLElement {
  const dot = (looks: string): SVGElement => svg("circle", { cx: 7, cy: 7, r: 5, class: `dot ${looks}` });
  const sign = (part: SVGElement, words: string): HTMLElement =>
    el("li", {}, svg("svg", { viewBox: "0 0 14 14", width: 14, height: 14, class: "mark", "aria-hidden": "true" }, part), words);
  return el("ul", { class: "stands", "aria-label": "Signs" },
    sign(dot("full"), "said or done"), sign(dot("hollow"), "only its report is dated"), sign(dot("hollow s-hedged"), "hedged"), sign(dot("hollow s-planned"), "planned or not done"),
    sign(svg("path", { d: "M3 3L11 11M3 11L11 3", class: "cross" }), "denial"), sign(svg("rect", { x: 4, y: 1, width: 6, height: 12, rx: 2, class: "when" }), "when the incident was"));
}

/** The status in words, with its meaning on hover. */
export const badge = (data: PageData, status: string): HTMLElement =>
  el("span", { class: `badge b-${status}`, title: data.statuses[status]?.[1] ?? "" }, data.statuses[status]?.[0] ?? status);
