// <ui-upload>: files dropped on the box land in its file field; data-chosen shows their names.
// @ts-check
customElements.define("ui-upload", class extends HTMLElement {
  connectedCallback() {
    const input = /** @type {HTMLInputElement} */ (this.querySelector("input[type=file]"));
    const box = this.querySelector(".drop") ?? this;
    const name = () => {
      const out = this.querySelector("[data-chosen]");
      if (out) out.textContent = [...(input.files ?? [])].map((f) => `${f.name} · ${Math.ceil(f.size / 1024)} KB`).join(", ");
    };
    this.addEventListener("dragover", (e) => (e.preventDefault(), box.classList.add("over")));
    this.addEventListener("dragleave", () => box.classList.remove("over"));
    this.addEventListener("drop", (e) => {
      e.preventDefault();
      box.classList.remove("over");
      if (e.dataTransfer?.files.length) input.files = e.dataTransfer.files;
      name();
    });
    input.addEventListener("change", name);
    name();
  }
});
