// <ui-palette data-source="/palette?q=" data-label data-hint data-none data-move data-open data-tab>: search everything.
// The source answers [{label, items: [{href, icon, label, hint}]}].
// @ts-check
import { el, icon, uid } from "../core/el.js";
import { json } from "../core/http.js";

customElements.define("ui-palette", class extends HTMLElement {
  /** @type {HTMLDialogElement|null} */ box = null;
  /** @type {AbortController|null} */ running = null;
  /** @type {HTMLInputElement} */ field = /** @type {any} */ (null);

  open() {
    if (!this.box) this.build();
    if (!this.box?.open) this.box?.showModal();
    this.field.select();
    this.find();
  }

  build() {
    const w = this.dataset, id = uid();
    this.list = el("div", { role: "listbox", id, "aria-label": w.label });
    this.field = /** @type {HTMLInputElement} */ (el("input", {
      role: "combobox", "aria-expanded": "true", "aria-controls": id, "aria-autocomplete": "list", "aria-label": w.label,
      placeholder: w.hint, autocomplete: "off", spellcheck: "false", enterkeyhint: "go",
      input: () => this.find(), keydown: (/** @type {KeyboardEvent} */ e) => this.key(e),
    }));
    this.box = /** @type {HTMLDialogElement} */ (el("dialog", {
      class: "dlg pal", "aria-label": w.label,
      click: (/** @type {MouseEvent} */ e) => e.target === this.box && this.box?.close(),
    }, el("div", { class: "q" }, icon("search"), this.field, el("kbd", {}, "esc")), this.list,
      el("footer", {}, el("span", {}, el("kbd", {}, "↑↓"), " ", w.move), el("span", {}, el("kbd", {}, "↵"), " ", w.open),
        el("span", {}, el("kbd", {}, "Ctrl ↵"), " ", w.tab))));
    this.append(this.box);
  }

  get options() {
    return [...(this.list?.querySelectorAll("[role=option]") ?? [])].map((o) => /** @type {HTMLElement} */ (o));
  }

  /** @param {number} k */
  mark(k) {
    this.options.forEach((o, n) => {
      o.ariaSelected = String(n === k);
      if (n === k) o.scrollIntoView({ block: "nearest" }), this.field.setAttribute("aria-activedescendant", o.id);
    });
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const d = { ArrowDown: 1, ArrowUp: -1 }[e.key], list = this.options;
    const k = list.findIndex((o) => o.ariaSelected === "true");
    if (d) e.preventDefault(), this.mark((k + d + list.length) % list.length);
    if (e.key === "Enter") e.preventDefault(), this.go(list[k], e.metaKey || e.ctrlKey);
  }

  async find() {
    const q = this.field.value;
    this.running?.abort();
    this.running = new AbortController();
    const groups = await json(this.dataset.source + encodeURIComponent(q), this.running.signal).catch(() => null);
    if (!groups || q !== this.field.value) return;
    this.list?.replaceChildren(...groups.map((/** @type {any} */ g) => {
      const id = uid();
      return el("div", { role: "group", "aria-labelledby": id }, el("div", { class: "h", id }, g.label),
        ...g.items.map((/** @type {any} */ x) => el("div", {
          role: "option", id: uid(), "data-href": x.href, "data-post": x.post,
          click: (/** @type {MouseEvent} */ e) => this.go(/** @type {HTMLElement} */ (e.currentTarget), e.ctrlKey || e.metaKey),
        }, icon(x.icon ?? "file-text"), el("span", {}, x.label), x.hint ? el("small", {}, x.hint) : null)));
    }));
    if (!groups.length) this.list?.replaceChildren(el("p", { class: "h" }, this.dataset.none));
    this.mark(0);
  }

  /** @param {HTMLElement|undefined} option @param {boolean} tab */
  async go(option, tab) {
    const href = option?.dataset.href;
    if (!href) return;
    this.box?.close();
    if (tab && option.dataset.post === undefined) open(href);
    else (await import("../app.js")).visit(href, option.dataset.post === undefined ? {} : { init: { method: "POST" } });
  }
});
