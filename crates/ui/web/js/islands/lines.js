// <ui-lines data-name="lines" data-group="," data-point=".">: a document's lines at the speed of a spreadsheet.
// One moving editor over plain cells. Column heads carry data-col, data-kind (text|number|reference|date|choice),
// data-scale, data-least, data-source, data-options, data-product ("quantity price discount"). Cells carry canonical text in data-v
// (references: data-v = id). The form gets one field `name` with JSON [{id, column: text}] in the order shown.
// @ts-check
import { Picker } from "./combobox.js";
import * as number from "../core/number.js";

customElements.define("ui-lines", class extends HTMLElement {
  /** @type {HTMLTableCellElement|null} */ cell = null;
  /** @type {HTMLInputElement|null} */ input = null;
  /** @type {Picker|null} */ picker = null;
  old = "";

  connectedCallback() {
    this.body = /** @type {HTMLTableSectionElement} */ (this.querySelector("tbody"));
    this.heads = [...this.querySelectorAll("thead th")].map((h) => /** @type {HTMLElement} */ (h));
    this.blank = /** @type {HTMLTemplateElement|null} */ (this.querySelector("template"));
    this.marks = { group: this.dataset.group ?? ",", point: this.dataset.point ?? "." };
    this.quit = new AbortController();
    const { signal } = this.quit;
    this.addEventListener("click", (e) => this.press(e), { signal });
    this.addEventListener("keydown", (e) => this.key(e), { signal });
    this.addEventListener("paste", (e) => this.paste(e), { signal });
    this.addEventListener("focusin", (e) => e.target instanceof HTMLTableCellElement && this.rove(e.target), { signal });
    this.addEventListener("ui:rows", (e) => this.computed(/** @type {CustomEvent} */ (e).detail), { signal });
    this.addEventListener("ui:refuse", (e) => this.refuse(/** @type {CustomEvent} */ (e).detail), { signal });
    this.closest("form")?.addEventListener("formdata", (e) => e.formData.set(this.dataset.name ?? "lines", JSON.stringify(this.values())), { signal });
    const first = this.cells(this.body.rows[0])[0];
    if (first) first.tabIndex = 0;
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  /** Editable cells of a row. @param {HTMLTableRowElement|null|undefined} row */
  cells = (row) => [...(row?.cells ?? [])].filter((c) => c.hasAttribute("tabindex") && !(c.classList.contains("opt") && !this.classList.contains("wide")));
  /** @param {HTMLTableCellElement} cell */
  head = (cell) => this.heads?.[cell.cellIndex]?.dataset ?? /** @type {DOMStringMap} */ ({});
  /** @param {HTMLTableRowElement} row @param {string} column */
  at = (row, column) => row.cells[this.heads?.findIndex((h) => h.dataset.col === column) ?? -1];

  /** What somebody typed; what the server proposed stays its own to propose again. */
  values() {
    const open = this.cell && this.input && this.input.value.trim() !== this.old ? { cell: this.cell, value: this.input.value } : null;
    const out = [];
    for (const row of this.body?.rows ?? []) {
      /** @type {Record<string, string>} */ const line = row.dataset.id ? { id: row.dataset.id } : {};
      for (const cell of row.cells) {
        const { col } = this.head(cell);
        const typing = open?.cell === cell && !this.picker ? open.value : null;
        if (!col || !cell.hasAttribute("tabindex") || (typing === null && !("mine" in cell.dataset))) continue;
        line[col] = typing !== null ? this.canonical(cell, typing) : (cell.dataset.v ?? "");
      }
      if (Object.entries(line).some(([k, v]) => k === "id" || v)) out.push(line);
    }
    return out;
  }
  /** What to send for typed text. @param {HTMLTableCellElement} cell @param {string} text */
  canonical(cell, text) {
    const { kind, scale } = this.head(cell);
    if (kind !== "number" || !text.trim()) return text.trim();
    const n = number.read(text, Number(scale ?? 6), this.marks ?? { group: ",", point: "." });
    return n === null ? text : number.canonical(n, Number(scale ?? 6));
  }

  /** @param {MouseEvent} e */
  press(e) {
    const at = /** @type {Element} */ (e.target), cell = at.closest("td");
    if (at.closest(".pop")) return;
    const cols = at.closest(".cols");
    if (cols) return void cols.setAttribute("aria-pressed", String(this.classList.toggle("wide")));
    if (at.closest(".del")) return this.drop(/** @type {HTMLTableRowElement} */ (at.closest("tr")));
    if (at.closest(".add")) return void this.add();
    if (cell?.hasAttribute("tabindex") && cell !== this.cell) this.edit(cell);
  }
  /** @param {HTMLTableCellElement} cell */
  rove(cell) {
    this.querySelectorAll("td[tabindex='0']").forEach((c) => c.setAttribute("tabindex", "-1"));
    cell.tabIndex = 0;
  }

  /** Opens the editor in a cell. @param {HTMLTableCellElement|null|undefined} cell @param {string|null} [typed] */
  edit(cell, typed = null) {
    this.close();
    if (!cell) return;
    const head = this.head(cell);
    this.cell = cell;
    this.old = cell.textContent?.trim() ?? "";
    this.rove(cell);
    cell.classList.add("ed");
    const input = (this.input = document.createElement("input"));
    input.value = typed ?? this.old;
    input.autocomplete = "off";
    input.spellcheck = false;
    if (head.kind === "number") input.inputMode = "decimal";
    input.setAttribute("aria-label", this.heads?.[cell.cellIndex]?.textContent ?? "");
    cell.replaceChildren(input);
    input.focus();
    if (typed === null) input.select();
    this.picker = head.source || head.options ? new Picker(cell, input, head, (hit) => this.take(hit)) : null;
    input.addEventListener("input", () => {
      if (this.picker) return this.picker.look();
      this.product(/** @type {HTMLTableRowElement} */ (cell.parentElement));
      // Figures are answered at each key: price, day, margin.
      if (head.kind === "number") this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
    });
    input.addEventListener("blur", () => setTimeout(() => this.input === input && !cell.contains(document.activeElement) && !document.querySelector("dialog[open]") && this.close(), 80));
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  /** Closes the editor and keeps its text, or drops it. @param {boolean} [cancel] */
  close(cancel = false) {
    const { cell, input, picker, old } = this;
    if (!cell || !input) return;
    this.cell = this.input = this.picker = null;
    picker?.close();
    cell.classList.remove("ed");
    const typed = input.value.trim(), head = this.head(cell);
    let text = cancel ? old : typed;
    if (!cancel && typed !== old) {
      // A name that was typed but not chosen stays what it was; emptied text empties the reference.
      if (head.source || head.options) (text = typed ? old : ""), typed || (cell.dataset.v = "");
      else text = this.put(cell, typed);
      if (text !== old) this.changed(cell);
    }
    cell.textContent = text;
    this.product(/** @type {HTMLTableRowElement} */ (cell.parentElement));
    // What was asked with the dropped text is asked again without it.
    if (cancel && typed !== old) this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
  }
  /** Sets a cell from typed text and gives back what to show. @param {HTMLTableCellElement} cell @param {string} typed */
  put(cell, typed) {
    const head = this.head(cell), value = this.canonical(cell, typed);
    cell.dataset.v = value;
    const good = head.kind !== "number" || !value || number.units(value, Number(head.scale ?? 6)) !== null;
    cell.classList.toggle("bad", !good);
    return head.kind === "number" && good && value ? number.show(value, this.marks ?? { group: ",", point: "." }, Number(head.least ?? 0)) : typed;
  }
  /** A record was picked. @param {{id: string, label: string}} hit */
  take(hit) {
    const cell = this.cell;
    if (!cell || !this.input) return;
    this.input.value = this.old = hit.label;
    cell.dataset.v = hit.id;
    this.changed(cell);
    const cells = this.cells(/** @type {HTMLTableRowElement} */ (cell.parentElement));
    this.edit(cells[cells.indexOf(cell) + 1] ?? cell);
  }
  /** @param {HTMLTableCellElement} cell */
  changed(cell) {
    cell.classList.remove("bad");
    cell.removeAttribute("title");
    cell.removeAttribute("data-sum");
    cell.dataset.mine = "";
    this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
  }

  /** Shows quantity × price − discount at once; the server's answer replaces it. @param {HTMLTableRowElement} row */
  product(row) {
    for (const head of this.heads ?? []) {
      const names = head.dataset.product?.split(" ");
      const out = names && this.at(row, head.dataset.col ?? "");
      if (!names || !out) continue;
      const value = (/** @type {string|undefined} */ name) => {
        const cell = name ? this.at(row, name) : undefined;
        return cell ? number.units(this.cell === cell && this.input ? this.canonical(cell, this.input.value) : (cell.dataset.v ?? ""), 6) : null;
      };
      const [q, p, d] = [value(names[0]), value(names[1]), value(names[2]) ?? 0n];
      if (q === null || p === null) continue;
      const scale = Number(head.dataset.scale ?? 2);
      const sum = number.divide(q * p * (100000000n - d), 10n ** BigInt(20 - scale));
      out.textContent = number.show(number.canonical(sum, scale), this.marks ?? { group: ",", point: "." }, scale);
    }
  }
  /** The draft's computed cells; a text dropped since it was sent does not come back with the answer.
   * @param {{rows: Record<string, {v?: string, text: string}>[], sent: Record<string, string>[]}} answer */
  computed({ rows, sent }) {
    const now = this.values();
    rows.forEach((values, k) => {
      const row = this.body?.rows[k];
      if (row) for (const [column, value] of Object.entries(values)) {
        const cell = this.at(row, column);
        if (!cell || cell === this.cell || "mine" in cell.dataset) continue;
        if (sent[k]?.[column] !== undefined && now[k]?.[column] === undefined) continue;
        cell.textContent = value.text;
        if (value.v !== undefined) cell.dataset.v = value.v;
      }
    });
  }
  /** @param {{row: number, column: string, message: string}} r */
  refuse(r) {
    const row = this.body?.rows[r.row], cell = row && this.at(row, r.column);
    if (cell && cell !== this.cell) cell.classList.add("bad"), (cell.title = r.message);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (this.picker?.key(e)) return;
    const mod = e.metaKey || e.ctrlKey, cell = this.cell ?? /** @type {Element} */ (e.target).closest("td");
    if (!cell?.hasAttribute("tabindex")) return;
    const row = /** @type {HTMLTableRowElement} */ (cell.parentElement), cells = this.cells(row), k = cells.indexOf(cell);
    const above = /** @type {HTMLTableRowElement|null} */ (row.previousElementSibling), below = /** @type {HTMLTableRowElement|null} */ (row.nextElementSibling);
    const editing = !!this.cell, go = (/** @type {HTMLTableCellElement|undefined} */ c) => (editing ? this.edit(c) : c?.focus());
    const act = {
      Tab: () => {
        if (editing && this.picker?.open && this.input?.value !== this.old && this.picker.choose()) return;
        // Between cells Tab leaves the grid, and so it does behind a last line that stayed empty.
        if (!editing) return false;
        const next = e.shiftKey ? (cells[k - 1] ?? this.cells(above).pop()) : (cells[k + 1] ?? this.cells(below)[0]);
        if (!next && (e.shiftKey || this.empty(row))) return this.close(), cell.focus(), false;
        next ? this.edit(next) : this.add();
      },
      Enter: () => {
        if (mod || !editing) return mod ? (this.close(), false) : this.edit(cell);
        below ? this.edit(this.cells(below)[k]) : this.add();
      },
      ArrowDown: () => (editing || below ? go(this.cells(below)[k] ?? cell) : false),
      ArrowUp: () => go(this.cells(above)[k] ?? cell),
      ArrowLeft: () => (editing ? false : cells[k - 1]?.focus()),
      ArrowRight: () => (editing ? false : cells[k + 1]?.focus()),
      Escape: () => (editing ? (this.close(true), cell.focus()) : false),
      F2: () => this.edit(cell),
      Delete: () => (editing ? false : ((cell.textContent = ""), (cell.dataset.v = ""), this.changed(cell), this.product(row))),
    }[e.key];
    let used = true;
    if (mod && e.key.toLowerCase() === "d") this.copy(row, k);
    else if (mod && e.key === "Backspace") this.close(), this.drop(row), go(this.cells(below ?? above)[k]);
    else if (mod && e.key.toLowerCase() === "s") return this.close();
    else if (act) used = act() !== false;
    else if (!editing && e.key.length === 1 && !mod && !e.altKey) this.edit(cell, e.key);
    else used = false;
    if (used) e.preventDefault();
    if (used || (editing && !mod)) e.stopPropagation();
  }

  /** Nothing stands in this line, and nothing is being typed. @param {HTMLTableRowElement} row */
  empty = (row) => !row.dataset.id && !this.input?.value.trim() && this.cells(row).every((c) => !c.dataset.v);

  /** What stands in the grid, to be put back after a detour. */
  keep = () => [...(this.body?.rows ?? [])].map((row) => ({ id: row.dataset.id, cells: this.cells(row).map((c) => [c.dataset.v ?? "", c === this.cell ? (this.input?.value ?? "") : (c.textContent ?? "").trim()]) }));
  /** @param {{id?: string, cells: string[][]}[]} rows */
  restore(rows) {
    this.body?.replaceChildren();
    for (const { id, cells } of rows) {
      const row = this.add();
      if (!row) return;
      this.close(true);
      if (id) row.dataset.id = id;
      this.cells(row).forEach((cell, n) => ((cell.dataset.v = cells[n]?.[0] ?? ""), (cell.textContent = cells[n]?.[1] ?? ""), (cell.dataset.mine = "")));
    }
  }

  add() {
    this.close();
    const row = /** @type {HTMLTableRowElement|undefined} */ (/** @type {any} */ (this.blank?.content.cloneNode(true))?.querySelector("tr"));
    if (!row) return null;
    this.body?.append(row);
    this.number();
    this.edit(this.cells(row)[0]);
    return row;
  }
  /** @param {HTMLTableRowElement} row @param {number} k */
  copy(row, k) {
    this.close();
    const twin = /** @type {HTMLTableRowElement} */ (row.cloneNode(true));
    delete twin.dataset.id;
    row.after(twin);
    this.number();
    this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
    this.edit(this.cells(twin)[k]);
  }
  /** @param {HTMLTableRowElement} row */
  drop(row) {
    if (this.cell && row.contains(this.cell)) this.close(true);
    row.remove();
    this.number();
    this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
  }
  number() {
    let n = 0;
    for (const row of this.body?.rows ?? []) row.cells[0].textContent = String(++n);
  }

  /** Cells from a spreadsheet fill the grid from here. @param {ClipboardEvent} e */
  paste(e) {
    const text = e.clipboardData?.getData("text") ?? "", start = this.cell ?? /** @type {Element} */ (e.target).closest("td");
    if (!/[\t\n]/.test(text.trim()) || !start) return;
    e.preventDefault();
    const first = this.cells(/** @type {HTMLTableRowElement} */ (start.parentElement)).indexOf(start);
    let row = /** @type {HTMLTableRowElement|null} */ (start.parentElement);
    this.close(true);
    for (const line of text.replace(/\r?\n$/, "").split(/\r?\n/)) {
      row ??= this.add();
      if (!row) return;
      this.close();
      const cells = this.cells(row);
      line.split("\t").forEach((value, n) => {
        const cell = cells[first + n];
        if (!cell) return;
        cell.textContent = this.put(cell, value.trim());
        cell.dataset.mine = "";
      });
      this.product(row);
      row = /** @type {HTMLTableRowElement|null} */ (row.nextElementSibling);
    }
    this.dispatchEvent(new CustomEvent("ui:edit", { bubbles: true }));
  }
});
