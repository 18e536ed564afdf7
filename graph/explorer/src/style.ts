import type cytoscape from "cytoscape";
import { DASHES } from "./marks.ts";

const FAMILIES = ["attribution", "denial", "criticism", "support", "diplomatic", "legal", "counter", "other"];

/** The network's styles in the page's own colours, which follow the system's light or dark setting. */
export function stylesheet(): cytoscape.StylesheetJson {
  const css = getComputedStyle(document.documentElement);
  const colour = (name: string): string => css.getPropertyValue(`--${name}`).trim();
  return [
    { selector: "node", style: {
      width: "data(size)", height: "data(size)", label: "data(name)", color: colour("ink"), "font-size": 13, "font-weight": 600,
      "font-family": "system-ui, sans-serif", "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": "130px",
      "text-background-color": colour("ground"), "text-background-opacity": 0.82, "text-background-padding": "2px", "text-background-shape": "roundrectangle",
      "min-zoomed-font-size": 1e6, "z-index": "data(count)", "background-color": colour("actor"), "border-width": 2, "border-color": colour("ground"),
    } },
    { selector: "node.Organisation", style: { shape: "round-rectangle", "background-color": colour("organisation") } },
    { selector: "node.ThreatActor", style: { shape: "hexagon", "background-color": colour("group") } },
    { selector: "node.Person", style: { shape: "round-triangle", "background-color": colour("organisation") } },
    { selector: "node.Incident", style: { shape: "round-diamond", "background-color": colour("incident"), "border-color": colour("incident-edge"), "font-weight": 400, "font-style": "italic" } },
    { selector: "edge", style: {
      width: 2, "curve-style": "bezier",  "target-arrow-shape": "triangle", "arrow-scale": 0.9,
      label: "", "font-size": 10, "min-zoomed-font-size": 8, "font-family": "system-ui, sans-serif", color: colour("ink"), "text-wrap": "wrap", "text-max-width": "160px", "text-rotation": "autorotate",
      "text-background-color": colour("ground"), "text-background-opacity": 0.85, "text-background-padding": "1px", "loop-direction": "-45deg",
    } },
    { selector: "edge.act", style: { "control-point-step-size": "data(step)" } },
    { selector: "edge.worded, edge.near, edge.main.chosen", style: { label: "data(verb)" } },
    { selector: "edge.tie", style: { width: 1, "line-color": colour("tie"), "line-style": "dotted", "target-arrow-shape": "none", events: "no", "curve-style": "straight", "z-index": 0 } },
    ...FAMILIES.map((name) => ({ selector: `edge.f-${name}`, style: {
      "line-color": colour(`f-${name}`), "target-arrow-color": colour(`f-${name}`), "mid-target-arrow-color": colour(`f-${name}`) } })),
    { selector: "edge.broken", style: { "line-style": "dashed" } },
    ...Object.entries(DASHES).map(([status, dash]) => ({ selector: `edge.s-${status}`, style: { "line-dash-pattern": dash } })),
    { selector: "edge.unrealised", style: { "target-arrow-fill": "hollow", opacity: 0.7, "font-style": "italic" } },
    { selector: "edge.denial", style: { "target-arrow-shape": "tee", "arrow-scale": 1.3 } },
    { selector: "edge.contested", style: { "source-arrow-shape": "circle", "source-arrow-color": colour("f-denial"), "source-arrow-fill": "filled" } },
    { selector: "edge.s-negated", style: {
      "line-color": colour("none"), "target-arrow-shape": "none", "source-arrow-shape": "none", "mid-target-arrow-shape": "tee", "mid-target-arrow-color": colour("none"), "arrow-scale": 1.3, opacity: 1 } },
    { selector: "edge.joint", style: { width: 1.4 } },
    { selector: ".dim", style: { opacity: 0.16 } },
    { selector: "node.near", style: { "border-color": colour("focus"), "border-width": 2, "z-index": 1e6 } },
    { selector: "edge.near", style: { width: 2.6, "z-index": 9 } },
    { selector: "edge.chosen", style: { width: 5, "z-index": 10, opacity: 1, "font-size": 13, "min-zoomed-font-size": 0, "font-weight": 700, "text-rotation": "none", "text-background-opacity": 1, "text-background-padding": "3px" } },
    { selector: "node.chosen", style: { "border-color": colour("focus"), "border-width": 5, "z-index": 1e7 } },
    { selector: ".off", style: { display: "none" } },
  ] as cytoscape.StylesheetJson;
}
