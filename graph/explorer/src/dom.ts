// Elements are made here and nowhere else; text becomes a text node, never markup.

type Child = Node | string | null | undefined | false;
type Props = { [name: string]: string | number | boolean | undefined | ((event: Event) => void) };

/** Make an element: "on…" names are listeners, everything else an attribute; false and undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

/** A name from the data: isolated, so that right-to-left names cannot reorder what stands around them. */
export const named = (text: string, props: Props = {}): HTMLElement => el("bdi", props, text);

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element. */
export function svg(tag: string, props: Record<string, string | number>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** Whether an address may become a link: http or https, and nothing a browser would read otherwise. */
export function isWeb(address: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** A link to a web address in a new tab; plain text for every other address. */
export function link(address: string, text = address): HTMLElement {
  if (!isWeb(address)) return el("span", {}, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, named(text));
}
