// <ui-combobox data-source="…?q=" data-create="/…/new?name=" data-create-label='Create “{name}”' data-none>: picks a record.
// Inside: <input role=combobox> for the name, <input type=hidden name=…> for the id.
// The source answers [{id, label, code?, hints?: string[]}].
// @ts-check
import { el, fill, icon, uid } from "../core/el.js";
import { json } from "../core/http.js";

/** The list under a picker, shared by the field and the lines grid. */
export class Picker {
  /** @type {{id: string, label: string, code?: string, hints?: string[]}[]} */ hits = [];
  at = 0;
  /** @type {HTMLElement|null} */ pop = null;

  /** @param {HTMLElement} host @param {HTMLInputElement} input @param {DOMStringMap} words @param {(hit: any) => void} take */
  constructor(host, input, words, take) {
    Object.assign(this, { host, input, words, take });
    this.host = host;
    this.input = input;
    this.words = words;
    this.take = take;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.autocomplete = "off";
  }
  get open() {
    return !!this.pop;
  }

  async look() {
    const q = this.input.value.trim();
    this.running?.abort();
    if (this.words.options) {
      const all = /** @type {[string, string][]} */ (JSON.parse(this.words.options)), typed = q.toLowerCase();
      this.hits = all.map(([id, label]) => ({ id, label })).filter((h) => h.label.toLowerCase().includes(typed));
      return this.show();
    }
    this.running = new AbortController();
    const hits = await json((this.words.source ?? "") + encodeURIComponent(q), this.running.signal).catch(() => null);
    if (!hits || q !== this.input.value.trim() || document.activeElement !== this.input) return;
    this.hits = hits;
    if (this.words.create && q && !hits.some((/** @type {any} */ h) => h.label === q)) this.hits = [...hits, { id: "", label: q }];
    this.show();
  }
  show() {
    const id = this.pop?.id ?? uid();
    const list = this.hits.map((h, k) => el("div", {
      role: "option", id: `${id}-${k}`,
      pointerdown: (/** @type {Event} */ e) => (e.preventDefault(), (this.at = k), this.choose()),
    }, ...(h.id ? [h.code ? el("span", { class: "code" }, h.code) : null, el("span", { class: "lab" }, h.label),
      ...(h.hints ?? []).map((x) => el("span", { class: "hint1" }, x))] : [icon("plus"), el("span", { class: "lab" }, fill(this.words.createLabel, { name: h.label }))])));
    if (!this.pop) {
      this.pop = el("div", { role: "listbox", id, class: "pop", "aria-label": this.input.getAttribute("aria-label") ?? this.input.labels?.[0]?.textContent });
      // In the top layer nothing clips it: no frame that scrolls, no dialog.
      this.pop.popover = "manual";
      this.host.append(this.pop);
      this.pop.showPopover();
      this.quit = new AbortController();
      addEventListener("scroll", (e) => e.target !== this.pop && this.place(), { capture: true, passive: true, signal: this.quit.signal });
      addEventListener("resize", () => this.place(), { signal: this.quit.signal });
    }
    this.pop.replaceChildren(...(list.length ? list : [el("p", { class: "none" }, this.words.none ?? "")]));
    this.input.setAttribute("aria-expanded", "true");
    this.input.setAttribute("aria-controls", this.pop.id);
    this.move(0);
    this.place();
  }
  /** Puts the list under its field, or above it where more room is. */
  place() {
    const pop = this.pop;
    if (!pop) return;
    const r = this.host.getBoundingClientRect(), below = innerHeight - r.bottom - 8;
    const up = below < Math.min(pop.scrollHeight, 300) && r.top > below;
    pop.style.minWidth = `${Math.min(r.width, innerWidth - 16)}px`;
    pop.style.left = `${Math.max(8, Math.min(r.left, innerWidth - pop.offsetWidth - 8))}px`;
    pop.style.top = up ? "auto" : `${r.bottom + 3}px`;
    pop.style.bottom = up ? `${innerHeight - r.top + 3}px` : "auto";
    pop.style.maxHeight = `${Math.min(300, (up ? r.top : below) - 8)}px`;
  }
  /** @param {number} k */
  move(k) {
    const options = [...(this.pop?.querySelectorAll("[role=option]") ?? [])];
    this.at = options.length ? (k + options.length) % options.length : -1;
    options.forEach((o, n) => (o.ariaSelected = String(n === this.at)));
    options[this.at]?.scrollIntoView({ block: "nearest" });
    if (options[this.at]) this.input.setAttribute("aria-activedescendant", options[this.at].id);
  }
  choose() {
    const hit = this.hits[this.at];
    if (!hit || !this.pop) return false;
    if (!hit.id && this.words.create) {
      this.close();
      import("./dialog.js").then((m) => m.open(this.words.create + encodeURIComponent(hit.label), "dlg", (made) => this.take(made)));
      return true;
    }
    this.close();
    this.take(hit);
    return true;
  }
  close() {
    this.running?.abort();
    this.quit?.abort();
    this.pop?.remove();
    this.pop = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
  /** Handles the keys of an open list; true when it used one. @param {KeyboardEvent} e */
  key(e) {
    if (!this.pop) return false;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") this.move(this.at + (e.key === "ArrowDown" ? 1 : -1));
    else if (e.key === "Enter") this.choose();
    else if (e.key === "Escape") this.close();
    else return false;
    e.preventDefault();
    e.stopPropagation();
    return true;
  }
}

customElements.define("ui-combobox", class extends HTMLElement {
  connectedCallback() {
    const input = /** @type {HTMLInputElement} */ (this.querySelector("input:not([type=hidden])"));
    const id = /** @type {HTMLInputElement} */ (this.querySelector("input[type=hidden]"));
    this.quit = new AbortController();
    const { signal } = this.quit;
    let shown = input.defaultValue;
    const set = (/** @type {any} */ hit) => {
      input.value = shown = hit?.label ?? "";
      id.value = hit?.id ?? "";
      id.dispatchEvent(new Event("change", { bubbles: true }));
      this.dispatchEvent(new CustomEvent("ui:pick", { bubbles: true, detail: hit }));
    };
    this.picker = new Picker(this, input, this.dataset, set);
    /** @type {ReturnType<typeof setTimeout>} */
    let wait;
    input.addEventListener("input", () => (clearTimeout(wait), (wait = setTimeout(() => this.picker?.look(), 90))), { signal });
    input.addEventListener("keydown", (e) => {
      if (this.picker?.key(e)) return;
      if (e.key === "ArrowDown" || (e.altKey && e.key === "ArrowDown")) e.preventDefault(), this.picker?.look();
      if (e.key === "Tab" && this.picker?.open && input.value !== shown) this.picker.choose();
    }, { signal });
    input.addEventListener("click", () => !this.picker?.open && !input.readOnly && this.picker?.look(), { signal });
    input.addEventListener("blur", () => {
      clearTimeout(wait);
      this.picker?.close();
      if (!input.value.trim() && id.value) set(null);
      else if (input.value !== shown) input.value = shown;
    }, { signal });
    this.addEventListener("ui:set", (e) => {
      const v = /** @type {CustomEvent} */ (e).detail;
      input.value = shown = v.label ?? "";
      id.value = v.id ?? "";
    }, { signal });
    // What was typed before this file was there is looked up now.
    if (input === document.activeElement && input.value !== shown) this.picker.look();
  }
  disconnectedCallback() {
    this.quit?.abort();
  }
});
