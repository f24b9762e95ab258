// <ui-board data-move="/…/{id}/move" data-lifted data-moved data-dropped data-cancelled>: cards move by pointer or by keys.
// Posts to=<column>, before=<id|"">, after=<id|"">, version; the answer may hold {columns: {code: {count, figures}}, version}, or {ask}: where more is asked for.
// @ts-check
import { fill } from "../core/el.js";
import { post, toast } from "../core/http.js";

customElements.define("ui-board", class extends HTMLElement {
  /** @type {HTMLElement|null} */ held = null;
  /** @type {{parent: Element, next: Element|null}|null} */ home = null;

  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    this.addEventListener("pointerdown", (e) => this.down(e), { signal });
    this.addEventListener("keydown", (e) => this.key(e), { signal });
    this.addEventListener("click", (e) => this.dragged && (e.preventDefault(), e.stopPropagation()), { signal, capture: true });
    this.addEventListener("dragstart", (e) => e.preventDefault(), { signal });
    this.live = this.querySelector("[aria-live]");
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  /** @param {string|undefined} text @param {HTMLElement} card */
  speak(text, card) {
    const column = card.closest(".col"), list = [...(card.parentElement?.children ?? [])];
    if (this.live) this.live.textContent = fill(text, { card: card.getAttribute("aria-label") ?? "", column: column?.getAttribute("aria-label") ?? "", n: list.indexOf(card) + 1, of: list.length });
  }
  /** @param {HTMLElement} card */
  remember(card) {
    this.home = { parent: /** @type {Element} */ (card.parentElement), next: card.nextElementSibling };
  }
  /** @param {HTMLElement} card */
  restore(card) {
    this.home?.parent.insertBefore(card, this.home.next?.parentElement === this.home.parent ? this.home.next : null);
  }

  /** @param {PointerEvent} e */
  down(e) {
    const card = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".deal[data-id]"));
    if (!card || e.button || /** @type {Element} */ (e.target).closest("button, [popover]")) return;
    const r = card.getBoundingClientRect();
    /** @type {HTMLElement|null} */ let ghost = null;
    this.dragged = false;
    const begin = () => {
      this.remember(card);
      ghost = /** @type {HTMLElement} */ (card.cloneNode(true));
      ghost.classList.add("lifted");
      ghost.style.width = `${r.width}px`;
      document.body.append(ghost);
      card.classList.add("drag");
      this.dragged = true;
    };
    // A finger must rest before it lifts a card; moving at once scrolls.
    const hold = e.pointerType === "touch" ? setTimeout(begin, 350) : 0;
    const quiet = (/** @type {Event} */ t) => ghost && t.preventDefault();
    const move = (/** @type {PointerEvent} */ m) => {
      const far = Math.hypot(m.clientX - e.clientX, m.clientY - e.clientY) > 5;
      if (!ghost && hold && far) return end();
      if (!ghost && far && !hold) begin();
      if (!ghost) return;
      ghost.style.left = `${r.left + m.clientX - e.clientX}px`;
      ghost.style.top = `${r.top + m.clientY - e.clientY}px`;
      const column = document.elementFromPoint(m.clientX, m.clientY)?.closest(".col");
      for (const c of this.querySelectorAll(".col")) c.classList.toggle("over", c === column);
      const list = column?.querySelector("ul");
      if (!list) return;
      const after = [...list.querySelectorAll(".deal:not(.drag)")].find((c) => {
        const b = c.getBoundingClientRect();
        return m.clientY < b.top + b.height / 2;
      });
      if (card.parentNode !== list || card.nextElementSibling !== (after ?? null)) list.insertBefore(card, after ?? null);
    };
    const end = () => {
      clearTimeout(hold);
      for (const [type, f] of /** @type {[string, any][]} */ ([["pointermove", move], ["pointerup", up], ["pointercancel", cancel], ["touchmove", quiet]])) removeEventListener(type, f);
      ghost?.remove();
      card.classList.remove("drag");
      for (const c of this.querySelectorAll(".over")) c.classList.remove("over");
    };
    const up = () => {
      const lifted = ghost;
      end();
      if (lifted) this.commit(card), setTimeout(() => (this.dragged = false));
    };
    const cancel = () => (ghost && this.restore(card), end());
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", cancel);
    addEventListener("touchmove", quiet, { passive: false });
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const card = /** @type {HTMLElement} */ (e.target);
    if (!card.matches?.(".deal[data-id]")) return;
    const column = /** @type {Element} */ (card.closest(".col")), down = e.key === "ArrowDown";
    const side = { ArrowRight: column.nextElementSibling, ArrowLeft: column.previousElementSibling }[e.key];
    const next = { ArrowDown: card.nextElementSibling, ArrowUp: card.previousElementSibling }[e.key];
    const mine = e.key === " " || e.key.startsWith("Arrow") || (e.key === "Escape" && this.held);
    if (e.key === "Enter") return card.querySelector("a")?.click();
    if (!mine) return;
    e.preventDefault();
    e.stopPropagation();
    if (e.key === " ") {
      if (!this.held) this.remember(card), this.speak(this.dataset.lifted, card);
      else this.speak(this.dataset.dropped, card), this.commit(card);
      this.held = this.held ? null : card;
      card.classList.toggle("held", !!this.held);
    } else if (e.key === "Escape") {
      this.restore(card);
      card.classList.remove("held");
      this.held = null;
      this.speak(this.dataset.cancelled, card);
      card.focus();
    } else if (this.held === card) {
      if (side?.matches(".col")) side.querySelector("ul")?.prepend(card);
      else if (next) down ? next.after(card) : next.before(card);
      card.focus();
      this.speak(this.dataset.moved, card);
    } else /** @type {HTMLElement|null|undefined} */ (next ?? side?.querySelector?.(".deal"))?.focus();
  }

  /** @param {HTMLElement} card */
  async commit(card) {
    const home = this.home;
    if (home && card.parentElement === home.parent && card.nextElementSibling === home.next) return;
    const near = (/** @type {Element|null} */ c) => /** @type {HTMLElement|null} */ (c)?.dataset.id ?? "";
    const answer = await post((this.dataset.move ?? "").replace("{id}", card.dataset.id ?? ""), {
      to: /** @type {HTMLElement} */ (card.closest(".col")).dataset.code ?? "", version: card.dataset.version ?? "",
      before: near(card.nextElementSibling), after: near(card.previousElementSibling),
    });
    if (answer.error !== undefined) {
      this.home = home;
      this.restore(card);
      return toast(answer.error || (document.body.dataset.offline ?? ""), { tone: "danger" });
    }
    if (answer.ask) {
      this.home = home;
      this.restore(card);
      if (answer.message) toast(answer.message, { tone: "warn" });
      const here = location.href;
      return (await import("./dialog.js")).open(answer.ask, "dlg", async () => (await import("../app.js")).visit(here, { push: false }));
    }
    if (answer.version) card.dataset.version = answer.version;
    // The menu offers every column but the one it is in.
    const here = /** @type {HTMLElement} */ (card.closest(".col")).dataset.code;
    for (const way of card.querySelectorAll("button[name=to]")) way.toggleAttribute("hidden", way.getAttribute("value") === here);
    card.querySelector("input[name=version]")?.setAttribute("value", card.dataset.version ?? "");
    for (const [code, head] of Object.entries(answer.columns ?? {})) {
      const column = this.querySelector(`.col[data-code="${CSS.escape(code)}"]`), h = /** @type {any} */ (head);
      const count = column?.querySelector(".n");
      if (count && h.count !== undefined) count.textContent = h.count;
      (h.figures ?? []).forEach((/** @type {string} */ text, /** @type {number} */ n) => {
        const out = column?.querySelectorAll(".s b")[n];
        if (out) out.textContent = text;
      });
    }
    if (answer.undo) toast(answer.message, { undo: answer.undo, label: answer.undo_label });
  }
});
