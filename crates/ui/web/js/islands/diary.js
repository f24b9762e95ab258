// <ui-diary data-move data-new data-which data-this data-following data-all data-clash data-anyway data-back>: the calendar of
// events. Entries are dragged to another time or day, or longer at their lower edge; Alt+arrows do the same, with Shift the
// length. A press on free time opens the form of a new event. What is in the way is marked while dragging and told afterwards.
// @ts-check
import { el, fill } from "../core/el.js";
import { post, toast } from "../core/http.js";

const QUARTER = 15, DAY = 96;
/** @param {Element|null} node @param {string} name */
const num = (node, name) => Number(/** @type {HTMLElement} */ (node)?.dataset[name] ?? 0);
const clock = (/** @type {number} */ m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
/** The quarter an element begins in and how many it takes. @param {Element} node */
const rows = (node) => [/ q(\d+)/, / h(\d+)/].map((part) => Number(part.exec(` ${node.className}`)?.[1] ?? 0));

customElements.define("ui-diary", class extends HTMLElement {
  connectedCallback() {
    this.quit = new AbortController();
    const { signal } = this.quit;
    this.addEventListener("pointerdown", (e) => this.down(e), { signal });
    this.addEventListener("dragstart", (e) => e.preventDefault(), { signal });
    this.addEventListener("click", (e) => this.dragged && (e.preventDefault(), e.stopPropagation()), { signal, capture: true });
    this.addEventListener("keydown", (e) => this.key(e), { signal });
    // The day begins where work begins.
    const track = /** @type {HTMLElement|null} */ (this.querySelector(".track")), box = this.closest(".scroll");
    if (track && box && !box.scrollTop) box.scrollTop = Math.max(0, this.first(track) - 2) * (track.offsetHeight / DAY);
  }
  disconnectedCallback() {
    this.quit?.abort();
  }

  /** The first quarter worth seeing. @param {Element} track */
  first(track) {
    const shut = track.querySelector(".shut.q0"), starts = [...this.querySelectorAll(".track .ev")].map((e) => rows(e)[0]);
    return Math.min(shut ? rows(shut)[1] : 32, ...starts, 36);
  }

  /** @param {PointerEvent} e */
  down(e) {
    const at = /** @type {Element} */ (e.target), entry = /** @type {HTMLElement|null} */ (at.closest(".ev[data-id]"));
    const track = /** @type {HTMLElement|null} */ (at.closest(".track"));
    if (e.button || e.pointerType === "touch") return;
    if (entry) return this.lift(e, entry, track);
    if (track && !at.closest(".ev")) this.draw(e, track);
  }

  /** Free time is drawn upon. @param {PointerEvent} e @param {HTMLElement} track */
  draw(e, track) {
    const height = track.offsetHeight / DAY, top = track.getBoundingClientRect().top;
    const quarter = (/** @type {number} */ y) => Math.max(0, Math.min(DAY - 1, Math.floor((y - top) / height)));
    const start = quarter(e.clientY), mark = el("div", { class: "ev tm drawn" });
    let from = start, until = start;
    const show = () => {
      mark.style.gridRow = `${from + 1} / ${until + 2}`;
      mark.textContent = `${clock(from * QUARTER)}–${clock((until + 1) * QUARTER)}`;
    };
    this.follow(e, (m) => {
      const now = quarter(m.clientY);
      [from, until] = now < start ? [now, start] : [start, now];
      if (!mark.isConnected) track.append(mark);
      show();
    }, (moved) => {
      mark.remove();
      if (!moved) [from, until] = [start - (start % 2), start - (start % 2) + (start % 2 ? 1 : 3)];
      this.ask(track, from * QUARTER, Math.min(DAY, until + 1) * QUARTER);
    });
  }

  /** The form of a new event. @param {HTMLElement} cell @param {number} [from] @param {number} [until] */
  async ask(cell, from, until) {
    const url = new URL(this.dataset.new ?? "", location.href);
    url.searchParams.set("day", cell.dataset.day ?? "");
    if (from !== undefined && until !== undefined) url.searchParams.set("from", clock(from)), url.searchParams.set("until", clock(until));
    if (cell.dataset.person) url.searchParams.set("people", cell.dataset.person);
    (await import("./dialog.js")).open(url.href, "dlg");
  }

  /** An entry is dragged: to another time, to another day, or longer. @param {PointerEvent} e @param {HTMLElement} entry @param {HTMLElement|null} track */
  lift(e, entry, track) {
    const r = entry.getBoundingClientRect(), timed = track !== null && entry.classList.contains("tm");
    const longer = timed && r.bottom - e.clientY < Math.min(8, r.height / 3);
    const height = track ? track.offsetHeight / DAY : 1;
    const [from, length] = rows(entry);
    /** @type {HTMLElement|null} */ let ghost = null;
    /** @type {HTMLElement|null} */ let cell = null;
    let [q, h] = [from, length];
    this.follow(e, (m) => {
      if (!ghost) {
        ghost = /** @type {HTMLElement} */ (entry.cloneNode(true));
        ghost.className = `${entry.className.replace(/ [qhk][\d-]+/g, "")} ghost${timed ? "" : " lifted"}`;
        ghost.removeAttribute("href");
        if (!timed) ghost.style.width = `${r.width}px`, document.body.append(ghost);
        entry.classList.add("drag");
      }
      const steps = Math.round((m.clientY - e.clientY) / height);
      const under = document.elementsFromPoint(m.clientX, m.clientY).find((n) => n.matches("[data-day]"));
      if (timed) {
        if (longer) h = Math.max(1, Math.min(DAY - q, length + steps));
        else q = Math.max(0, Math.min(DAY - h, from + steps)), (cell = /** @type {HTMLElement|null} */ (under?.closest(".track") ?? cell ?? track));
        const home = cell ?? track;
        if (home && ghost.parentElement !== home) home.append(ghost);
        ghost.style.gridRow = `${q + 1} / span ${h}`;
        const time = ghost.querySelector("time");
        if (time) time.textContent = `${clock(q * QUARTER)}–${clock((q + h) * QUARTER)}`;
        ghost.classList.toggle("clash", !!home && this.clashes(home, entry, q, h));
      } else {
        ghost.style.left = `${r.left + m.clientX - e.clientX}px`;
        ghost.style.top = `${r.top + m.clientY - e.clientY}px`;
        cell?.classList.remove("over");
        cell = /** @type {HTMLElement|null} */ (under ?? null);
        cell?.classList.add("over");
      }
    }, (moved) => {
      cell?.classList.remove("over");
      entry.classList.remove("drag");
      ghost?.remove();
      const home = cell ?? track;
      if (!moved || !home) return;
      const day = home.dataset.day ?? "";
      if (timed) this.put(entry, day, q * QUARTER, longer ? h * QUARTER : undefined, home);
      else if (home !== entry.parentElement) this.put(entry, day, entry.dataset.from === undefined ? undefined : num(entry, "from"), undefined, home);
    });
  }

  /** What is in the way there: other entries of the same people, and time in which nobody works.
   * @param {Element} track @param {HTMLElement} entry @param {number} q @param {number} h */
  clashes(track, entry, q, h) {
    const own = (entry.dataset.people ?? "").split(" ");
    for (const other of track.querySelectorAll(".ev.tm:not(.ghost):not(.drag):not(.off), .shut")) {
      const [from, length] = rows(other), people = /** @type {HTMLElement} */ (other).dataset.people;
      if (from < q + h && q < from + length && (people === undefined || people.split(" ").some((p) => own.includes(p)))) return true;
    }
    return false;
  }

  /** Follows a pointer until it is let go. @param {PointerEvent} e @param {(m: PointerEvent) => void} move @param {(moved: boolean) => void} done */
  follow(e, move, done) {
    this.dragged = false;
    let moved = false;
    const step = (/** @type {PointerEvent} */ m) => {
      if (!moved && Math.hypot(m.clientX - e.clientX, m.clientY - e.clientY) < 5) return;
      moved = this.dragged = true;
      move(m);
    };
    const up = (/** @type {Event} */ m) => {
      for (const [type, heard] of /** @type {[string, any][]} */ ([["pointermove", step], ["pointerup", up], ["pointercancel", up]])) removeEventListener(type, heard);
      setTimeout(() => (this.dragged = false));
      if (m.type === "pointerup" || moved) done(moved);
    };
    addEventListener("pointermove", step);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const entry = /** @type {HTMLElement|null} */ (/** @type {Element} */ (e.target).closest(".ev[data-id]"));
    const cell = /** @type {HTMLElement|null} */ (entry?.closest("[data-day]"));
    if (!entry || !cell || !e.altKey || !e.key.startsWith("Arrow")) return;
    const timed = entry.classList.contains("tm"), across = { ArrowLeft: -1, ArrowRight: 1 }[e.key] ?? 0;
    const down = { ArrowUp: -1, ArrowDown: 1 }[e.key] ?? 0;
    e.preventDefault();
    e.stopPropagation();
    const day = new Date(`${cell.dataset.day}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() + across + (timed ? 0 : down * 7));
    const iso = day.toISOString().slice(0, 10), from = entry.dataset.from === undefined ? undefined : num(entry, "from");
    if (!timed) return this.put(entry, iso, from, undefined, cell);
    if (e.shiftKey && down) return this.put(entry, iso, from, Math.max(QUARTER, num(entry, "length") + down * QUARTER), cell);
    this.put(entry, iso, Math.max(0, Math.min(24 * 60 - QUARTER, (from ?? 0) + down * QUARTER)), undefined, cell);
  }

  /** Posts a new time; of a series it asks how many are meant, and where something is in the way, whether it is meant.
   * @param {HTMLElement} entry @param {string} day @param {number|undefined} from @param {number|undefined} length @param {HTMLElement} cell */
  async put(entry, day, from, length, cell) {
    const { which, moved, clash, anyway, back } = this.dataset, words = this.dataset;
    const { id = "", version = "", original = "" } = entry.dataset;
    const reach = original ? await choose(which ?? "", "", [["this", words.this], ["following", words.following], ["all", words.all]], back) : "this";
    if (!reach) return;
    const sent = { id, version, original, reach, day, from: from === undefined ? "" : clock(from), length: length === undefined ? "" : String(length) };
    let answer = await post(this.dataset.move ?? "", sent);
    if (answer.codes?.length && answer.codes.every((/** @type {string} */ c) => /^platform\.event_(clash|busy|on_holiday|outside_hours)$/.test(c))) {
      if (!(await choose(clash ?? "", answer.error, [["yes", anyway]], back))) return;
      answer = await post(this.dataset.move ?? "", { ...sent, accepted: "1" });
    }
    if (answer.error !== undefined) return toast(answer.error || (document.body.dataset.offline ?? ""), { tone: "danger" });
    const { visit } = await import("../app.js"), text = entry.querySelector("span")?.textContent ?? "", label = cell.dataset.label ?? day;
    await visit(location.href, { push: false, only: true });
    const fresh = document.querySelector("ui-diary"), again = fresh?.querySelector(`.ev[data-id="${id}"]`);
    /** @type {HTMLElement|null|undefined} */ (again)?.focus({ preventScroll: true });
    const live = fresh?.querySelector("p[aria-live]");
    if (live) live.textContent = fill(moved, { entry: text, day: from === undefined ? label : `${label} ${clock(from)}` });
  }
});

/** Asks a question with a few answers; nothing when it is put aside.
 * @param {string} title @param {string} text @param {[string, string|undefined][]} answers @param {string|undefined} back @returns {Promise<string>} */
function choose(title, text, answers, back) {
  return new Promise((done) => {
    const box = /** @type {HTMLDialogElement} */ (el("dialog", { class: "dlg ask", "aria-label": title, close: () => (box.remove(), done(box.returnValue)) }));
    const press = (/** @type {string} */ value, /** @type {string|undefined} */ label, /** @type {string} */ look) =>
      el("button", { class: `btn ${look}`, type: "button", click: () => box.close(value) }, label ?? "");
    box.append(el("header", {}, el("h2", {}, title)), el("div", { class: "in" }, text ? el("p", {}, text) : null,
      el("div", { class: "acts" }, ...answers.map(([value, label], n) => press(value, label, n ? "" : "pri")), press("", back, "ghost"))));
    document.body.append(box);
    box.showModal();
  });
}
