// <ui-calendar data-move="/…/{id}/reschedule" data-moved>: drag an entry to another day or hour, or Alt+arrows on it.
// Posts day=YYYY-MM-DD (and hour=HH), version; an error puts the entry back.
// @ts-check
import { fill } from "../core/el.js";
import { post, toast } from "../core/http.js";

customElements.define("ui-calendar", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    if (!this.dataset.move) return;
    this.addEventListener("pointerdown", (e) => this.down(e), { signal });
    this.addEventListener("dragstart", (e) => e.preventDefault(), { signal });
    this.addEventListener("click", (e) => this.dragged && (e.preventDefault(), e.stopPropagation()), { signal, capture: true });
    this.addEventListener("keydown", (e) => this.key(e), { signal });
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  /** @param {PointerEvent} e */
  down(e) {
    const entry = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".ev[data-id]"));
    if (!entry || e.button || e.pointerType === "touch") return;
    const r = entry.getBoundingClientRect(), from = entry.parentElement, next = entry.nextElementSibling;
    /** @type {HTMLElement|null} */ let ghost = null;
    /** @type {Element|null} */ let cell = null;
    this.dragged = false;
    const move = (/** @type {PointerEvent} */ m) => {
      if (!ghost) {
        if (Math.hypot(m.clientX - e.clientX, m.clientY - e.clientY) < 5) return;
        ghost = /** @type {HTMLElement} */ (entry.cloneNode(true));
        ghost.classList.add("lifted");
        ghost.style.width = `${r.width}px`;
        document.body.append(ghost);
        entry.classList.add("drag");
        this.dragged = true;
      }
      ghost.style.left = `${r.left + m.clientX - e.clientX}px`;
      ghost.style.top = `${r.top + m.clientY - e.clientY}px`;
      cell?.classList.remove("over");
      cell = document.elementFromPoint(m.clientX, m.clientY)?.closest("[data-day]") ?? null;
      cell?.classList.add("over");
    };
    const up = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
      cell?.classList.remove("over");
      entry.classList.remove("drag");
      ghost?.remove();
      setTimeout(() => (this.dragged = false));
      if (ghost && cell && cell !== from) this.put(entry, /** @type {HTMLElement} */ (cell), () => from?.insertBefore(entry, next));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const entry = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".ev[data-id]"));
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    const cell = /** @type {HTMLElement|null} */ (entry?.closest("[data-day]"));
    if (!entry || !cell || !days || !e.altKey) return;
    e.preventDefault();
    e.stopPropagation();
    const at = new Date(`${cell.dataset.day}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + days);
    const hour = cell.dataset.hour ? `[data-hour="${cell.dataset.hour}"]` : "";
    const to = /** @type {HTMLElement|null} */ (this.querySelector(`[data-day="${at.toISOString().slice(0, 10)}"]${hour}`));
    const next = entry.nextElementSibling;
    if (to) this.put(entry, to, () => cell.insertBefore(entry, next));
  }

  /** @param {HTMLElement} entry @param {HTMLElement} cell @param {() => void} back */
  async put(entry, cell, back) {
    cell.append(entry);
    entry.focus();
    const answer = await post((this.dataset.move ?? "").replace("{id}", entry.dataset.id ?? ""), {
      day: cell.dataset.day ?? "", hour: cell.dataset.hour ?? "", version: entry.dataset.version ?? "",
    });
    if (answer.error !== undefined) return back(), toast(answer.error || (document.body.dataset.offline ?? ""), { tone: "danger" });
    if (answer.version) entry.dataset.version = answer.version;
    const live = this.querySelector("[aria-live]");
    if (live) live.textContent = fill(this.dataset.moved, { entry: entry.textContent ?? "", day: cell.dataset.label ?? cell.dataset.day ?? "" });
  }
});
