// <ui-jobs> around a list of jobs: progress comes with the event stream; when a job changes its state the list is asked for anew.
// @ts-check
import { visit } from "../app.js";

customElements.define("ui-jobs", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    let soon;
    document.addEventListener("ui:job", (e) => {
      const { id, state, progress, total } = /** @type {CustomEvent} */ (e).detail;
      const row = /** @type {HTMLElement|null} */ (this.querySelector(`[data-job="${id}"]`));
      const bar = row?.querySelector("progress");
      if (!row || row.dataset.state !== state || !bar) {
        clearTimeout(soon);
        soon = setTimeout(() => visit(location.href, { push: false, only: true }), 150);
        return;
      }
      if (total) (bar.max = Math.max(total, 1)), (bar.value = progress);
      const figures = /** @type {HTMLElement|null} */ (row.querySelector("[data-figures]"));
      const shown = new Intl.NumberFormat(document.documentElement.lang);
      if (figures) figures.textContent = total ? (figures.dataset.figures ?? "").replace("{done}", shown.format(progress)).replace("{all}", shown.format(total)) : shown.format(progress);
    }, { signal: this.quit.signal });
  }
  disconnectedCallback() {
    this.quit?.abort();
  }
});
