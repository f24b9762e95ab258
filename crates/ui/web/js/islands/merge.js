// <ui-merge>: whoever is chosen to stay brings its own values along, as far as it has any and nobody chose otherwise.
// @ts-check

customElements.define("ui-merge", class extends HTMLElement {
  /** @type {Set<string>} Fields somebody chose by hand. */ chosen = new Set();

  connectedCallback() {
    this.quit = new AbortController();
    this.addEventListener("change", (e) => {
      const box = /** @type {HTMLInputElement} */ (e.target);
      if (box.name !== "survivor") return void this.chosen.add(box.name);
      for (const node of this.querySelectorAll("input[data-filled]")) {
        const own = /** @type {HTMLInputElement} */ (node);
        if (own.value === box.value && !this.chosen.has(own.name)) own.checked = true;
      }
    }, { signal: this.quit.signal });
  }
  disconnectedCallback() {
    this.quit?.abort();
  }
});
