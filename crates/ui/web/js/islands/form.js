// <ui-form data-draft="…" data-entity data-id data-version data-saved data-unsaved data-saving data-failed data-changed>
// Around a record's form: asks the server for computed values while people type, and keeps what they typed.
// The draft answers {values: {field: text | {id, label}}, outputs: {id: text}, lines: {field: [{column: {v, text}}]},
// normal: {field: text as the formatter writes it}, refusals: [{field, message}], alike: html}; it stores nothing.
// @ts-check
import { el, parse, uid } from "../core/el.js";
import { post } from "../core/http.js";

customElements.define("ui-form", class extends HTMLElement {
  /** @type {Set<string>} */ touched = new Set();

  connectedCallback() {
    this.form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
    this.quit = new AbortController();
    const { signal } = this.quit;
    const edit = (/** @type {Event} */ e) => this.edit(e);
    this.addEventListener("input", edit, { signal });
    this.addEventListener("change", edit, { signal });
    this.addEventListener("ui:edit", () => this.dirty(), { signal });
    this.form.addEventListener("submit", () => this.say("saving"), { signal });
    this.form.addEventListener("formdata", (e) => e.formData.set("_touched", [...this.touched].join(",")), { signal });
    document.addEventListener("ui:changed", (e) => this.news(/** @type {CustomEvent} */ (e).detail), { signal });
    document.addEventListener("ui:failed", (e) => this.fail(/** @type {CustomEvent} */ (e).detail), { signal });
    document.addEventListener("ui:gone", () => this.keep(), { signal });
    this.back();
  }

  /** Not saved: everything typed stays, and the reason stands above it. @param {string|undefined} why */
  fail(why) {
    if (!this.form?.hasAttribute("data-dirty")) return;
    this.say("failed");
    this.querySelector("[data-why]")?.remove();
    if (why) this.form.prepend(el("p", { class: "note t-danger", "data-why": true, role: "alert" }, why));
  }
  /** The session is over: what was typed waits in this tab until its owner has signed in again. */
  keep() {
    if (!this.form?.hasAttribute("data-dirty")) return;
    const fields = [...new FormData(this.form)].filter(([name, value]) => !name.startsWith("_") && typeof value === "string");
    const lines = [...this.querySelectorAll("ui-lines")].map((g) => /** @type {any} */ (g)).filter((g) => g.keep).map((g) => [g.dataset.name, g.keep()]);
    sessionStorage.setItem("kept", JSON.stringify({ at: location.pathname, version: this.dataset.version, touched: [...this.touched], fields, lines }));
    this.form.removeAttribute("data-dirty");
  }
  async back() {
    const kept = JSON.parse(sessionStorage.getItem("kept") ?? "null");
    if (kept?.at !== location.pathname) return;
    sessionStorage.removeItem("kept");
    for (const name of kept.touched) this.touched.add(name);
    const grids = new Set(kept.lines.map((/** @type {any[]} */ l) => l[0]));
    for (const [name, value] of kept.fields) {
      const field = /** @type {any} */ (this.form?.elements.namedItem(name));
      if (!field || grids.has(name)) continue;
      if (field.type === "checkbox") field.checked = true;
      else field.value = value;
    }
    // The version seen before the detour counts, so that changes of others are noticed.
    const version = /** @type {any} */ (this.form?.elements.namedItem("_version"));
    if (version) version.value = kept.version;
    await customElements.whenDefined("ui-lines");
    for (const [name, rows] of kept.lines) /** @type {any} */ (this.querySelector(`ui-lines[data-name="${CSS.escape(name)}"]`))?.restore(rows);
    this.dirty();
  }
  disconnectedCallback() {
    this.quit?.abort();
    this.asking?.abort();
    clearTimeout(this.wait);
  }

  /** @param {Event} e */
  edit(e) {
    const field = /** @type {HTMLInputElement} */ (e.target);
    if (field.form !== this.form || field.closest("ui-lines")) return;
    if (field.name) this.touched.add(field.name);
    this.clear(field.name);
    this.dirty();
  }
  dirty() {
    this.form?.setAttribute("data-dirty", "");
    this.say("unsaved");
    this.more = true;
    if (!this.asking) this.soon();
  }
  /** One question at a time: the next one is asked as soon as the last is answered, with all that was typed meanwhile. */
  soon() {
    clearTimeout(this.wait);
    if (this.dataset.draft) this.wait = setTimeout(() => this.draft(), 15);
  }
  /** @param {string} what */
  say(what) {
    const out = document.querySelector("[data-state-text]");
    if (out) out.textContent = this.dataset[what] ?? "";
  }

  async draft() {
    this.asking = new AbortController();
    this.more = false;
    const { signal } = this.asking;
    const sent = new FormData(this.form);
    // What the program filled in itself it fills in anew from what is typed by now.
    for (const one of this.form?.querySelectorAll("[data-auto]") ?? []) {
      const name = one.getAttribute("name") ?? "";
      if (!this.touched.has(name)) sent.set(name, "");
    }
    const answer = await post(this.dataset.draft ?? "", sent, signal).catch(() => null);
    if (signal.aborted) return;
    this.asking = undefined;
    if (this.more) this.soon();
    if (!answer || answer.error !== undefined) return;
    for (const [name, value] of Object.entries(answer.values ?? {})) this.put(name, value);
    for (const [name, text] of Object.entries(answer.normal ?? {})) {
      const field = /** @type {any} */ (this.form?.elements.namedItem(name));
      if (field && field !== document.activeElement && field.value === sent.get(name)) field.value = text;
    }
    for (const [id, text] of Object.entries(answer.outputs ?? {}))
      for (const out of this.querySelectorAll(`[data-out="${CSS.escape(id)}"]`)) out.textContent = text;
    for (const [name, rows] of Object.entries(answer.lines ?? {}))
      this.querySelector(`ui-lines[data-name="${CSS.escape(name)}"]`)?.dispatchEvent(new CustomEvent("ui:rows", { detail: { rows, sent: JSON.parse(String(sent.get(name) ?? "[]")) } }));
    this.refuse(answer.refusals ?? []);
    this.warn(answer.alike ?? "");
  }

  /** Shows who looks like what is typed; the region changes only when the answer does, so that it is not read out again.
   * @param {string} html */
  warn(html) {
    const old = this.querySelector("[data-alike]"), fresh = parse(html).querySelector("[data-alike]");
    if (old && fresh && old.textContent !== fresh.textContent) old.replaceChildren(...fresh.childNodes);
  }

  /** Puts a computed value where nobody has typed. @param {string} name @param {any} value */
  put(name, value) {
    const field = /** @type {any} */ (this.form?.elements.namedItem(name));
    for (const out of this.querySelectorAll(`[data-out="${CSS.escape(name)}"]`)) out.textContent = value?.label ?? value;
    if (!field || this.touched.has(name) || field === document.activeElement) return;
    const box = field.closest?.("ui-combobox");
    if (box) box.contains(document.activeElement) || box.dispatchEvent(new CustomEvent("ui:set", { detail: value }));
    else if (field.type === "checkbox") field.checked = value === "1" || value === true;
    else (field.value = value), this.form?.classList.contains("fresh") && field.dataset && (field.dataset.auto = "");
  }

  /** @param {string} name */
  clear(name) {
    const field = name && this.form?.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".fld");
    if (!field) return;
    field.querySelector(".err")?.remove();
    field.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  }
  /** Shows refusals at fields already visited; the rest wait for the save. @param {{field: string|null, message: string}[]} refusals */
  refuse(refusals) {
    for (const err of this.querySelectorAll(".err[data-draft]")) err.remove();
    for (const bad of this.querySelectorAll("[data-drafted]")) bad.removeAttribute("aria-invalid"), bad.removeAttribute("data-drafted");
    for (const r of refusals) {
      if (!r.field) continue;
      const [lines, row, column] = r.field.split(".");
      if (column) this.querySelector(`ui-lines[data-name="${CSS.escape(lines)}"]`)?.dispatchEvent(new CustomEvent("ui:refuse", { detail: { row: +row, column, message: r.message } }));
      if (!this.touched.has(r.field)) continue;
      const field = this.form?.querySelector(`[name="${CSS.escape(r.field)}"]`)?.closest(".fld");
      const input = field?.querySelector("input:not([type=hidden]), select, textarea");
      if (!field || !input || field.querySelector(".err")) continue;
      const id = uid();
      field.append(el("p", { class: "err", id, "data-draft": true }, r.message));
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("data-drafted", "");
      input.setAttribute("aria-describedby", id);
    }
  }

  /** Someone else saved this record. @param {{entity: string, id: string|number, version: number}} news */
  news(news) {
    const d = this.dataset;
    if (news.entity !== d.entity || String(news.id) !== d.id || news.version <= Number(d.version) || this.querySelector("[data-news]")) return;
    this.form?.prepend(el("p", { class: "note t-warn", "data-news": true, role: "status" }, el("span", {}, d.changed, " "),
      el("a", { href: location.href, "data-full": true }, d.reload ?? "↻")));
  }
});
