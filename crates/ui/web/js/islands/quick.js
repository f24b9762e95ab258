// <ui-quick data-templates='{"3": [subject, text, level]}' data-about="…/about/">: fills what nobody typed, shows whom it is about.
// @ts-check
import { parse } from "../core/el.js";
import { page } from "../core/http.js";

customElements.define("ui-quick", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    this.addEventListener("change", (e) => /** @type {HTMLInputElement} */ (e.target).name === "kind" && this.fill(/** @type {HTMLSelectElement} */ (e.target)), { signal });
    this.addEventListener("ui:pick", (e) => this.about(/** @type {CustomEvent} */ (e).detail?.id ?? ""), { signal });
    if (!this.querySelector("[aria-invalid=true]")) this.field("customer.text")?.focus();
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  /** @param {string} name */
  field(name) {
    return /** @type {HTMLInputElement|null} */ (this.querySelector(`[name="${name}"]`));
  }
  /** What the type says, where nobody has said anything else. @param {HTMLSelectElement} kind */
  fill(kind) {
    const all = JSON.parse(this.dataset.templates ?? "{}"), said = all[kind.value] ?? [];
    for (const [k, name] of ["subject", "description", "level"].entries()) {
      const field = this.field(name);
      if (field && (!field.value || field.value === field.dataset.filled)) field.value = field.dataset.filled = said[k] ?? "";
    }
  }
  /** @param {string} id */
  async about(id) {
    const place = this.querySelector("[data-context]");
    const answer = id && place ? await page(`${this.dataset.about}${encodeURIComponent(id)}`).catch(() => null) : null;
    place?.replaceChildren(...(answer?.ok ? parse(await answer.text()).body.children : []));
  }
});
