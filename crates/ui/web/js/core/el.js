// Making elements. The only file that turns text from the server into elements.
// @ts-check

const sheet = new URL("../../icons.svg", import.meta.url).pathname;

/** Our one policy: HTML comes only from same-origin answers (see http.js).
 * @type {{createHTML(text: string): any}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("ui", { createHTML: (/** @type {string} */ s) => s }) ?? {
  createHTML: (s) => s,
};

/** An element with attributes and children; functions in `props` become listeners.
 * @param {string} tag @param {Record<string, any>} [props] @param {...(Node|string|null|undefined)} children */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props))
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  node.append(...children.filter((c) => c !== null && c !== undefined).map((c) => /** @type {Node|string} */ (c)));
  return node;
}

/** An icon of the sprite. @param {string} name */
export function icon(name) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(ns, "use");
  use.setAttribute("href", `${sheet}#${name}`);
  svg.append(use);
  return svg;
}

/** A document made of the server's HTML; scripts in it do not run. @param {string} text */
export const parse = (text) => new DOMParser().parseFromString(policy.createHTML(text), "text/html");

/** Words with `{name}` places. @param {string|undefined} text @param {Record<string, string|number>} args */
export const fill = (text, args) => (text ?? "").replace(/\{(\w+)\}/g, (_, k) => String(args[k] ?? ""));

/** A key-by-key id for ARIA references. */
let serial = 0;
export const uid = () => `u${++serial}`;
