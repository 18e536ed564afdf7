// Pictures that stand alone: SVG with its colours inside, and PNG made of it.
import type cytoscape from "cytoscape";
import { svg } from "./dom.ts";

const KEPT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "font-style", "opacity", "visibility"];
const AIR = 30;

/** A copy of a picture in the page whose looks no longer depend on the page's styles. */
export function alone(picture: SVGElement): SVGElement {
  const copy = picture.cloneNode(true) as SVGElement;
  const parts = [...copy.querySelectorAll<SVGElement>("*")];
  [...picture.querySelectorAll<SVGElement>("*")].forEach((part, at) => {
    const style = getComputedStyle(part);
    for (const name of KEPT) parts[at]?.setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role", "aria-label", "data-act"]) parts[at]?.removeAttribute(name);
  });
  copy.removeAttribute("class");
  copy.setAttribute("font-family", "sans-serif");
  return grounded(copy, Number(picture.getAttribute("width")), Number(picture.getAttribute("height")), 0, 0);
}

function grounded(picture: SVGElement, width: number, height: number, x: number, y: number): SVGElement {
  const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
  picture.prepend(svg("rect", { x, y, width, height, fill: ground }));
  return picture;
}

/** The network as it is drawn now, all of it. */
export function network(cy: cytoscape.Core): SVGElement {
  const shown = cy.elements(":visible");
  const box = shown.boundingBox();
  const [x, y, width, height] = [box.x1 - AIR, box.y1 - AIR, box.w + 2 * AIR, box.h + 2 * AIR];
  const edges = shown.edges().toArray().filter((part) => part.isEdge()).map((edge) => line(edge as cytoscape.EdgeSingular));
  const nodes = shown.nodes().toArray().filter((part) => part.isNode()).flatMap((node) => body(node as cytoscape.NodeSingular));
  const names = shown.nodes().toArray().filter((part) => part.isNode()).flatMap((node) => name(node as cytoscape.NodeSingular));
  const made = svg("svg", { width: Math.round(width), height: Math.round(height), viewBox: `${x} ${y} ${width} ${height}`, "font-family": "sans-serif" }, ...edges, ...nodes, ...names);
  return grounded(made, width, height, x, y);
}

const style = (part: cytoscape.NodeSingular | cytoscape.EdgeSingular, name: string): string => String(part.style(name) as unknown);

function line(edge: cytoscape.EdgeSingular): SVGElement {
  const [from, to] = [edge.sourceEndpoint(), edge.targetEndpoint()];
  const bends = edge.controlPoints() ?? [];
  const turns = bends.map((bend, at) => { const next = bends[at + 1]; const end = next ? { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 } : to; return `Q${bend.x} ${bend.y} ${end.x} ${end.y}`; });
  const dashes = style(edge, "line-style") === "solid" ? "none" : style(edge, "line-style") === "dotted" ? "1 3" : style(edge, "line-dash-pattern");
  const colour = style(edge, "line-color");
  const path = svg("path", { d: `M${from.x} ${from.y}${turns.length > 0 ? turns.join("") : `L${to.x} ${to.y}`}`, fill: "none", stroke: colour, "stroke-width": parseFloat(style(edge, "width")), "stroke-dasharray": dashes });
  return svg("g", { opacity: style(edge, "opacity") }, path, ...head(edge, bends[bends.length - 1] ?? from, to, colour));
}

/** The end of a line: an arrow, or the bar of a denial. */
function head(edge: cytoscape.EdgeSingular, from: cytoscape.Position, to: cytoscape.Position, colour: string): SVGElement[] {
  const kind = style(edge, "target-arrow-shape");
  if (kind === "none") return [];
  const turn = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const d = kind === "tee" ? "M0 -6V6" : "M0 0L-9 -4V4Z";
  const hollow = style(edge, "target-arrow-fill") === "hollow";
  return [svg("path", { d, transform: `translate(${to.x} ${to.y}) rotate(${turn})`, stroke: colour, "stroke-width": kind === "tee" ? 3 : 1, fill: hollow ? "none" : colour })];
}

function body(node: cytoscape.NodeSingular): SVGElement[] {
  const { x, y } = node.position();
  const half = node.width() / 2;
  const looks = { fill: style(node, "background-color"), stroke: style(node, "border-color"), "stroke-width": parseFloat(style(node, "border-width")) };
  const shapes: Record<string, () => SVGElement> = {
    "round-rectangle": () => svg("rect", { x: x - half, y: y - half, width: 2 * half, height: 2 * half, rx: half / 4, ...looks }),
    "round-diamond": () => svg("path", { d: `M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}Z`, ...looks }),
    "round-triangle": () => svg("path", { d: `M${x} ${y - half}L${x + half} ${y + half}L${x - half} ${y + half}Z`, ...looks }),
    hexagon: () => svg("path", { d: `M${x - half} ${y}L${x - half / 2} ${y - half}L${x + half / 2} ${y - half}L${x + half} ${y}L${x + half / 2} ${y + half}L${x - half / 2} ${y + half}Z`, ...looks }),
  };
  return [(shapes[style(node, "shape")] ?? (() => svg("circle", { cx: x, cy: y, r: half, ...looks })))()];
}

/** The name of a node, where the network writes it. */
function name(node: cytoscape.NodeSingular): SVGElement[] {
  if (node.numericStyle("min-zoomed-font-size") !== 0) return [];
  const size = node.numericStyle("font-size");
  const { x, y } = node.position();
  const lines = broken(String(node.data("name")));
  const below = style(node, "text-valign") === "bottom";
  const top = below ? y + node.height() / 2 + size : y - node.height() / 2 - size / 3 - (lines.length - 1) * size * 1.15;
  const looks = { "font-size": size, "font-weight": style(node, "font-weight"), "font-style": style(node, "font-style"), "text-anchor": "middle", fill: style(node, "color") };
  return lines.map((words, at) => svg("text", { x, y: top + at * size * 1.15, ...looks }, new Text(words)));
}

/** A name in lines of about as many letters as the network gives them. */
export function broken(name: string, most = 18): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A name in so many lines at most, cut where it is longer. */
export function fitted(name: string, most: number, lines: number): string[] {
  const all = broken(name, most);
  const shown = [...all.slice(0, lines - 1), all.slice(lines - 1).join(" ")].filter((words) => words !== "");
  return shown.map((words) => (words.length > most ? `${words.slice(0, most - 1)}…` : words));
}

export function svgText(picture: SVGElement): string {
  picture.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** A picture in pixels, twice as fine as on screen where that is not too large. */
export async function png(picture: SVGElement): Promise<Blob> {
  const [width, height] = ["width", "height"].map((side) => Number(picture.getAttribute(side))) as [number, number];
  const scale = Math.min(2, 8_000 / Math.max(width, height));
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svgText(picture)], { type: "image/svg+xml" }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, width * scale), Math.max(1, height * scale)];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large")))));
  } finally {
    URL.revokeObjectURL(address);
  }
}
