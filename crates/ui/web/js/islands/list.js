// <ui-list>: row cursor, selection with Shift, one count for the bulk bar. Selection itself is ordinary checkboxes.
// Attributes: data-selected = "{n} selected".
// @ts-check
import { fill } from "../core/el.js";

customElements.define("ui-list", class extends HTMLElement {
  at = -1;
  last = -1;
  shift = false;

  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    this.addEventListener("click", (e) => this.press(e), { signal, capture: true });
    this.addEventListener("change", (e) => this.change(/** @type {HTMLInputElement} */ (e.target)), { signal });
    document.addEventListener("ui:do", (e) => this.act(/** @type {CustomEvent} */ (e)), { signal });
    this.count();
    // Whoever comes back stands on the row that led away.
    if (history.state?.row >= 0) this.point(history.state.row);
    // A record opened from here finds its neighbours by this query.
    const query = new URLSearchParams(location.search);
    query.delete("cursor");
    sessionStorage.setItem(`list:${location.pathname}`, `?${query}`);
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  get rows() {
    return [...this.querySelectorAll("tr[data-id]")].map((r) => /** @type {HTMLElement} */ (r));
  }
  /** @param {Element} row */
  tick = (row) => /** @type {HTMLInputElement|null} */ (row.querySelector(".cb input"));

  /** @param {MouseEvent} e */
  press(e) {
    this.shift = e.shiftKey;
    const at = /** @type {Element} */ (e.target);
    const row = at.closest("tr[data-id]");
    // On a phone, while ticking, a touch anywhere on a row ticks it.
    const ticking = matchMedia("(max-width: 760px)").matches && document.querySelector("[data-ticking]:checked");
    if (row && ticking && !at.closest("input")) {
      const box = this.tick(row);
      e.preventDefault();
      e.stopPropagation();
      if (box) box.checked = !box.checked, this.count();
      return;
    }
    if (row && at.closest("a")) this.leave(this.rows.indexOf(/** @type {HTMLElement} */ (row)));
    if (!row || at.closest("a, button, label, input")) return;
    if (e.shiftKey && this.last >= 0) {
      const box = this.tick(row);
      if (box) box.checked = true, this.change(box);
    } else if (!String(getSelection())) {
      this.point(this.rows.indexOf(/** @type {HTMLElement} */ (row)));
      if (matchMedia("(max-width: 760px)").matches) row.querySelector("a")?.click();
    }
  }

  /** @param {HTMLInputElement} box */
  change(box) {
    const rows = this.rows;
    if (box.closest("thead")) rows.forEach((r) => this.set(r, box.checked));
    else {
      const k = rows.findIndex((r) => r.contains(box));
      if (this.shift && this.last >= 0) rows.slice(Math.min(k, this.last), Math.max(k, this.last) + 1).forEach((r) => this.set(r, box.checked));
      this.last = k;
    }
    this.count();
  }
  /** @param {HTMLElement} row @param {boolean} on */
  set(row, on) {
    const box = this.tick(row);
    if (box) box.checked = on;
  }
  /** @param {boolean} on */
  setAll(on) {
    this.rows.forEach((r) => this.set(r, on));
    this.count();
  }
  count() {
    const rows = this.rows, n = rows.filter((r) => this.tick(r)?.checked).length;
    const head = /** @type {HTMLInputElement|null} */ (this.querySelector("thead .cb input"));
    if (head) head.checked = n > 0 && n === rows.length, head.indeterminate = n > 0 && n < rows.length;
    const out = this.closest("main")?.querySelector("[data-count]");
    if (out) out.textContent = fill(this.dataset.selected, { n });
  }

  /** @param {number} k */
  point(k) {
    const rows = this.rows;
    rows[this.at]?.classList.remove("cur");
    this.at = Math.max(0, Math.min(rows.length - 1, k));
    rows[this.at]?.classList.add("cur");
    rows[this.at]?.scrollIntoView({ block: "nearest" });
  }

  /** Remembers the row that is opened. @param {number} row */
  leave = (row) => history.replaceState({ ...history.state, row }, "");

  /** @param {CustomEvent} e */
  act(e) {
    const row = this.rows[this.at];
    const acts = /** @type {Record<string, () => unknown>} */ ({
      "row-next": () => this.point(this.at + 1),
      "row-previous": () => this.point(this.at - 1),
      "row-select": () => row && (this.set(row, !this.tick(row)?.checked), this.count()),
      "row-open": () => row && row.querySelector("a")?.click(),
      "select-all": () => this.setAll(this.rows.some((r) => !this.tick(r)?.checked)),
      clear: () => this.setAll(false),
    });
    const act = acts[e.detail];
    if (act) e.preventDefault(), act();
  }
});
