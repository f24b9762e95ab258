// <ui-inbox data-entity>: keys from conversation to conversation, fresh regions when somebody changes something, drafts that stay.
// @ts-check
import { post } from "../core/http.js";
import { visit } from "../app.js";

customElements.define("ui-inbox", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    document.addEventListener("ui:do", (e) => this.act(/** @type {CustomEvent} */ (e)), { signal });
    document.addEventListener("ui:changed", (e) => /** @type {CustomEvent} */ (e).detail.entity === this.dataset.entity && this.soon(), { signal });
    this.addEventListener("change", (e) => this.turn(/** @type {HTMLInputElement} */ (e.target)), { signal });
    this.addEventListener("input", () => this.keep(), { signal });
    this.addEventListener("submit", () => sessionStorage.removeItem(this.draft), { signal });
    // What is left of a promise runs down by itself.
    this.beat = setInterval(() => !document.hidden && this.soon(), 60_000);
    this.restore();
    this.settle(true);
    this.querySelector("[data-conversation][aria-current]")?.scrollIntoView({ block: "nearest" });
  }
  disconnectedCallback() {
    this.quit?.abort();
    clearInterval(this.beat);
    clearTimeout(this.wait);
  }

  get form() {
    return /** @type {HTMLFormElement|null} */ (this.querySelector("form.answer"));
  }
  get words() {
    return /** @type {HTMLTextAreaElement|null} */ (this.form?.querySelector("textarea") ?? null);
  }
  get draft() {
    return `draft:${this.form?.getAttribute("action") ?? ""}`;
  }
  keep() {
    const words = this.words;
    if (words) words.value.trim() ? sessionStorage.setItem(this.draft, words.value) : sessionStorage.removeItem(this.draft);
  }
  restore() {
    const words = this.words, kept = sessionStorage.getItem(this.draft);
    if (words && kept && !words.value) words.value = kept;
  }

  /** The newest words in sight; the server hears that they were seen. @param {boolean} down */
  settle(down) {
    const said = /** @type {HTMLElement|null} */ (this.querySelector("ol.said"));
    if (!said) return;
    if (down) said.scrollTop = said.scrollHeight;
    const seen = /** @type {HTMLInputElement|null} */ (this.form?.querySelector("[name=seen]") ?? null);
    if (seen && said.dataset.last) seen.value = said.dataset.last;
    if (said.dataset.seen) post(said.dataset.seen, { seen: said.dataset.last ?? "0" });
    delete said.dataset.seen;
  }

  soon() {
    clearTimeout(this.wait);
    this.wait = setTimeout(() => this.refresh(), 400);
  }
  async refresh() {
    const said = this.querySelector("ol.said");
    const low = !said || said.scrollHeight - said.scrollTop - said.clientHeight < 40;
    const busy = () => !!this.querySelector(":popover-open") || this.contains(document.activeElement?.closest("nav.queues, .convs") ?? null);
    if (busy()) return this.soon();
    // A menu opened while the answer was on its way stays open.
    await visit(location.href, { push: false, only: true, unless: busy });
    busy() ? this.soon() : this.settle(low);
  }

  /** A note is for ourselves; either way one goes on writing. @param {HTMLInputElement} field */
  turn(field) {
    if (field.name === "kind") this.words?.focus();
  }

  /** @param {CustomEvent} e */
  act(e) {
    const kind = /** @type {HTMLInputElement|null} */ (this.form?.querySelector(`[name=kind][value="${CSS.escape(e.detail)}"]`) ?? null);
    if (kind) return e.preventDefault(), (kind.checked = true), this.words?.focus();
    const step = { "row-next": 1, "row-previous": -1 }[/** @type {string} */ (e.detail)];
    if (!step) return;
    e.preventDefault();
    const all = [...this.querySelectorAll("[data-conversation]")].map((a) => /** @type {HTMLAnchorElement} */ (a));
    const at = all.findIndex((a) => a.ariaCurrent), next = all[at < 0 ? (step > 0 ? 0 : -1) : at + step];
    if (next) visit(next.href);
  }
});
