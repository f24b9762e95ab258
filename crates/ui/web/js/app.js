// The runtime: page changes without reload, keys, live filters, lazy regions, toasts. Islands load when their tag appears.
// @ts-check
import { el, parse } from "./core/el.js";
import { page, post, toast } from "./core/http.js";

const doc = document, root = doc.documentElement, body = doc.body;
/** @param {string} s @param {ParentNode} [at] @returns {HTMLElement[]} */
const all = (s, at = doc) => [...at.querySelectorAll(s)].map((x) => /** @type {HTMLElement} */ (x));
const main = () => doc.getElementById("main");
const islands = new Set();

/** Loads the islands, lazy regions and polls of what has just appeared. */
export function wake() {
  for (const node of all(":not(:defined)")) {
    const name = node.localName.startsWith("ui-") && node.localName.slice(3);
    if (name && !islands.has(name)) islands.add(name), import(`./islands/${name}.js`);
  }
  for (const node of all("[data-lazy]")) region(node, node.dataset.lazy ?? "", "lazy");
  // The records before and after one, in the list this tab came from.
  for (const node of all("[data-around]")) {
    const list = sessionStorage.getItem(`list:${node.dataset.list}`);
    if (list !== null) region(node, `${node.dataset.around}${list}`, "around");
  }
  if (matchMedia("(max-width: 760px)").matches)
    // Where there are several tables, as addresses and numbers of a person, what stands above them is the record itself.
    for (const node of all("details.fold:not(:has([aria-invalid=true]))"))
      if (node.parentElement?.querySelectorAll("ui-lines").length === 1) node.classList.replace("fold", "folded"), node.removeAttribute("open");
  // What somebody unfolded stays so.
  for (const node of all("details[data-keep]")) {
    const name = `open:${node.dataset.keep}`;
    delete node.dataset.keep;
    if (localStorage.getItem(name)) node.toggleAttribute("open", true);
    node.addEventListener("toggle", () => (/** @type {HTMLDetailsElement} */ (node).open ? localStorage.setItem(name, "1") : localStorage.removeItem(name)));
  }
  for (const node of all("[data-poll]")) {
    const url = node.dataset.poll ?? "";
    setTimeout(() => node.isConnected && region(node, url, "poll"), Number(node.dataset.every ?? 2000));
  }
  for (const node of all(".toast[data-flash]")) later(node);
  if (/Mac|iP/.test(navigator.platform)) for (const k of all("kbd")) k.textContent = (k.textContent ?? "").replace("Ctrl ", "⌘").replace("Alt ", "⌥");
}

/** Replaces one element by the server's fragment. @param {HTMLElement} node @param {string} url @param {string} how */
async function region(node, url, how) {
  delete node.dataset[how];
  const answer = await page(url).catch(() => null);
  if (!answer?.ok || !node.isConnected) return node.classList.add("failed");
  node.replaceWith(...parse(await answer.text()).body.children);
  wake();
}

/** @type {Map<string, Promise<Response>>} */
const ahead = new Map();
let turn = 0, here = location.pathname + location.search;
const scroller = () => doc.querySelector("#main .scroll, #main .body, #main .board");

/** Styles that only some pages need are there before the page is, and stay. @param {HTMLElement} link */
function dress(link) {
  const sheet = /** @type {HTMLLinkElement} */ (link);
  sheet.remove();
  if (all("link[rel=stylesheet]", doc.head).some((one) => /** @type {HTMLLinkElement} */ (one).href === sheet.href)) return;
  return new Promise((done) => ((sheet.onload = sheet.onerror = done), doc.head.append(sheet)));
}

/** Goes to a page; `only` changes its regions alone, `unless` is asked once more when the answer is there.
 * @param {string} url @param {{push?: boolean, init?: RequestInit, only?: boolean, unless?: () => boolean}} [how] */
export async function visit(url, { push = true, init, only = false, unless = () => false } = {}) {
  if (!init && !only && doc.querySelector("form[data-dirty]") && !confirm(body.dataset.leave)) return;
  const mine = ++turn;
  root.toggleAttribute("data-busy", true);
  const answer = await (init ? page(url, init) : (ahead.get(url) ?? page(url))).catch(() => null);
  ahead.delete(url);
  const html = answer?.headers.get("content-type")?.includes("html") ? await answer.text() : null;
  if (mine !== turn) return;
  root.removeAttribute("data-busy");
  const next = html && parse(html).getElementById("main");
  if (init && answer?.redirected && new URL(answer.url).pathname === "/sign-in" && new URL(answer.url).search) {
    doc.dispatchEvent(new CustomEvent("ui:gone"));
    return void (location.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  // A page that only says no must not take away what was typed.
  const no = init && answer && !answer.ok && next && next.querySelector(".sorry") && doc.querySelector("form[data-dirty]");
  if (no) {
    const why = [...next.querySelectorAll(".sorry :is(h1, p)")].map((p) => p.textContent?.trim()).join(" ");
    return void doc.dispatchEvent(new CustomEvent("ui:failed", { detail: why }));
  }
  if (!next || !answer) {
    if (!init) return void (location.href = url);
    const said = answer?.headers.get("content-type")?.includes("json") ? await answer.json() : {};
    doc.dispatchEvent(new CustomEvent("ui:failed", { detail: said.message ?? body.dataset.offline }));
    return toast(said.message ?? body.dataset.offline, { tone: answer?.ok ? "neutral" : "danger" });
  }
  await Promise.all(all("link[rel=stylesheet]", next).map(dress));
  if (mine !== turn) return;
  const at = answer.redirected ? answer.url : url;
  if (next.dataset.frame !== main()?.dataset.frame) return (location.href = at);
  if (push && !(init && !answer.redirected)) {
    history.replaceState({ ...history.state, y: scroller()?.scrollTop ?? 0 }, "");
    history.pushState({}, "", at);
  }
  if (unless()) return;
  const now = main();
  here = location.pathname + location.search;
  if (only) for (const fresh of all("[data-region]", next)) now?.querySelector(`[data-region="${fresh.dataset.region}"]`)?.replaceWith(fresh);
  else {
    now?.replaceWith(next);
    /** @type {HTMLElement} */ (next.querySelector("[aria-invalid=true], [autofocus]") ?? next).focus({ preventScroll: true });
    const s = scroller();
    if (s && !push) s.scrollTop = history.state?.y ?? 0;
  }
  if (next.dataset.title) doc.title = next.dataset.title;
  if (next.dataset.bell) for (const b of all("b[data-unread]")) b.textContent = next.dataset.bell === "0" ? "" : next.dataset.bell;
  if (!only) {
    const here = next.dataset.nav ?? new URL(at, location.href).pathname;
    for (const a of all(".nav a, .mnav a")) a.ariaCurrent = a.getAttribute("href") === here ? "page" : null;
  }
  wake();
  doc.dispatchEvent(new CustomEvent("ui:page"));
}

/** A link we may follow ourselves. @param {Event} e @returns {HTMLAnchorElement|null} */
function ours(e) {
  const a = /** @type {Element} */ (e.target).closest?.("a[href]");
  const plain = a instanceof HTMLAnchorElement && !a.target && !a.hasAttribute("download") && a.origin === location.origin && !("full" in a.dataset);
  return plain && !(a.hash && a.pathname === location.pathname && a.search === location.search) ? a : null;
}

doc.addEventListener("click", (e) => {
  const target = /** @type {HTMLElement} */ (e.target);
  const act = target.closest?.("[data-do]");
  if (act instanceof HTMLElement && !(act instanceof HTMLAnchorElement) && !(act instanceof HTMLInputElement)) act.dataset.soft !== undefined && run(act.dataset.do ?? "", act);
  const day = target.closest?.("[data-pick]");
  if (day instanceof HTMLElement) pick(day);
  const a = ours(e);
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || e.button || e.defaultPrevented) return;
  e.preventDefault();
  const box = a.dataset.dialog ?? (a.closest("dialog") ? undefined : a.dataset.drawer);
  if (box !== undefined) import("./islands/dialog.js").then((m) => m.open(a.href, "drawer" in a.dataset ? "drawer" : "dlg"));
  else visit(a.href);
});
doc.addEventListener("pointerover", (e) => {
  const a = ours(e);
  if (!a || ahead.has(a.href) || "drawer" in a.dataset || "dialog" in a.dataset || !a.closest(".nav, #main")) return;
  const wait = setTimeout(() => {
    ahead.set(a.href, page(a.href));
    setTimeout(() => ahead.delete(a.href), 8000);
  }, 65);
  a.addEventListener("pointerleave", () => clearTimeout(wait), { once: true });
});
// A jump to a heading of the same page is no visit: it would lose what was typed.
addEventListener("popstate", () => location.pathname + location.search !== here && visit(location.href, { push: false }));

// Forms: GET forms become visits, POST forms too; a form with files or `data-full` goes the browser's way.
/** @param {HTMLFormElement} form @param {HTMLElement|null} [by] */
function query(form, by) {
  const url = new URL(by?.getAttribute("formaction") ?? form.action, location.href);
  url.search = "";
  for (const [k, v] of new FormData(form, by)) if (v && typeof v === "string") url.searchParams.append(k, v);
  return url.href;
}
doc.addEventListener("submit", (e) => {
  const form = /** @type {HTMLFormElement} */ (e.target), by = /** @type {HTMLElement|null} */ (e.submitter);
  const method = (by?.getAttribute("formmethod") ?? form.method).toLowerCase();
  if ("quiet" in form.dataset) return e.preventDefault(), quiet(form, by);
  if (e.defaultPrevented || "full" in form.dataset || form.enctype.includes("multipart") || method === "dialog" || by?.getAttribute("formtarget")) return;
  e.preventDefault();
  if (method === "get") return visit(query(form, by), { only: "live" in form.dataset && !by?.closest("[popover]") });
  by?.setAttribute("aria-busy", "true");
  const data = new URLSearchParams(/** @type {any} */ ([...new FormData(form, by)]));
  visit(by?.getAttribute("formaction") ?? form.action, { init: { method: "POST", body: data } }).finally(() => by?.removeAttribute("aria-busy"));
});
/** @type {ReturnType<typeof setTimeout>|undefined} */
let calm;
doc.addEventListener("input", (e) => {
  const form = /** @type {HTMLInputElement} */ (e.target).form;
  if (!form || !("live" in form.dataset) || /** @type {HTMLElement} */ (e.target).closest("[popover]")) return;
  clearTimeout(calm);
  calm = setTimeout(() => {
    const url = query(form);
    history.replaceState({}, "", url);
    here = location.pathname + location.search;
    visit(url, { push: false, only: true });
  }, 120);
});
doc.addEventListener("change", (e) => {
  const field = /** @type {HTMLInputElement} */ (e.target);
  if ("submit" in field.dataset) field.form?.requestSubmit();
});

/** Picks a day with the browser's own calendar. @param {HTMLElement} button */
function pick(button) {
  const field = /** @type {HTMLInputElement} */ (button.parentElement?.querySelector("input"));
  const day = /** @type {HTMLInputElement} */ (el("input", { type: "date", class: "vh", tabindex: "-1", "aria-hidden": "true" }));
  day.value = button.dataset.pick ?? "";
  day.addEventListener("change", () => {
    field.value = day.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  day.addEventListener("blur", () => day.remove());
  button.before(day);
  day.showPicker?.();
}

// Keys: the table comes from the server as `combo=action`, parted by `|`; islands hear `ui:do` events, never letters.
const keys = new Map((body.dataset.keys ?? "").split("|").map((pair) => /** @type {[string, string]} */ (pair.split("=", 2))));
let lead = "";
/** Does what a key or a button means. @param {string} action @param {Element} [from] */
export function run(action, from) {
  const event = new CustomEvent("ui:do", { detail: action, cancelable: true });
  if (!doc.dispatchEvent(event)) return true;
  if (action === "toggle-side" || action === "toggle-panel") {
    const [name, value] = action === "toggle-side" ? ["side", "narrow"] : ["panel", "hidden"];
    root.dataset[name] === value ? delete root.dataset[name] : (root.dataset[name] = value);
    localStorage[name] = root.dataset[name] ?? "";
    return true;
  }
  if (action === "print" && from) return print(), true;
  if (action === "palette") return /** @type {any} */ (doc.querySelector("ui-palette"))?.open?.(), true;
  // In a dialog the main key presses what the dialog is for, never what lies under it.
  const box = all("dialog[open]").pop();
  if (box && (action === "main" || action === "save")) return /** @type {HTMLElement|null} */ (box.querySelector("form .btn.pri"))?.click(), true;
  const node = all(`[data-do="${action}"]`).find((n) => n !== from && n.getClientRects().length);
  if (!node) return false;
  node.focus();
  if (!node.matches("input:not([type=submit]), textarea, select")) node.click();
  return true;
}
doc.addEventListener("keydown", (e) => {
  if (e.defaultPrevented || e.isComposing) return;
  const at = /** @type {Element} */ (e.target), mod = e.ctrlKey || e.metaKey;
  const combo = (mod ? "ctrl+" : "") + (e.altKey ? "alt+" : "") + e.key.toLowerCase();
  const typing = at.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=grid], dialog");
  if (!mod && !e.altKey && e.key.length === 1 && body.dataset.singles === "off") return;
  const note = combo === "ctrl+enter" && at.closest("form.composer");
  if (note) return e.preventDefault(), /** @type {HTMLFormElement} */ (note).requestSubmit();
  if ((e.key === "Enter" || e.key === " ") && !mod && at.closest("a, button, summary, label")) return;
  const action = (lead && keys.get(`${lead} ${combo}`)) || keys.get(combo);
  const always = /Mac|iP/.test(navigator.platform) ? ["palette", "save", "main"] : ["palette", "save", "main", "record-previous", "record-next", "alarm"];
  if (typing && (!always.includes(action ?? "") || (action?.startsWith("record") && at.closest("dialog")))) return;
  lead = "";
  if (!action && !mod && e.key.length === 1) {
    lead = combo;
    setTimeout(() => (lead = ""), 900);
  } else if (action && run(action)) e.preventDefault();
});

// Pop-ups stand beside their button; without this file the browser centres them.
doc.addEventListener("toggle", (e) => {
  const box = /** @type {HTMLElement} */ (e.target), open = /** @type {any} */ (e).newState === "open";
  const button = box.id && doc.querySelector(`[popovertarget="${CSS.escape(box.id)}"]`);
  if (!box.matches(".menu") || !button) return;
  button.setAttribute("aria-expanded", String(open));
  if (!open) return;
  box.dataset.placed = "";
  const b = button.getBoundingClientRect(), w = box.offsetWidth, h = box.offsetHeight;
  box.style.left = `${Math.max(8, Math.min(b.left, innerWidth - w - 8))}px`;
  box.style.top = `${b.bottom + 4 + h > innerHeight ? Math.max(8, b.top - h - 4) : b.bottom + 4}px`;
  /** @type {HTMLElement|null} */ (box.querySelector("input:not([type=hidden]), a, button, summary"))?.focus();
}, true);
doc.addEventListener("keydown", (e) => {
  const d = { ArrowDown: 1, ArrowUp: -1 }[e.key], box = /** @type {Element} */ (e.target).closest(".menu");
  if (!d || !box || /** @type {Element} */ (e.target).matches("input, select")) return;
  const items = all("a, button, summary", box), k = items.indexOf(/** @type {HTMLElement} */ (e.target));
  e.preventDefault();
  items[(k + d + items.length) % items.length]?.focus();
});

const shelf = el("div", { class: "toasts", role: "status" });
body.append(shelf);
/** Takes a note away after a while, unless someone reads it. @param {HTMLElement} node */
function later(node) {
  delete node.dataset.flash;
  shelf.append(node);
  const wait = () => setTimeout(() => (node.matches(":hover, :focus-within") ? wait() : node.remove()), 10000);
  wait();
}
doc.addEventListener("ui:toast", (e) => {
  const { text, tone = "neutral", undo, label } = /** @type {CustomEvent} */ (e).detail;
  const button = undo && el("button", { type: "button", click: async () => (await post(undo, {}), node.remove(), visit(location.href, { push: false })) }, label);
  const node = el("div", { class: `toast t-${tone}` }, el("span", {}, text), button || null);
  if (text) later(node);
});
// A reminder stays until somebody sees to it, here or in another tab.
doc.addEventListener("ui:alarm", async (e) => {
  const { id, href } = /** @type {CustomEvent} */ (e).detail, known = () => all(`.toast[data-alarm="${id}"]`);
  const answer = href && (await page(href).catch(() => null));
  for (const node of known()) leave(node);
  if (answer?.ok) shelf.append(...parse(await answer.text()).body.children);
});
/** Takes a note away; the keyboard goes on with the page. @param {HTMLElement} node */
function leave(node) {
  const had = node.contains(doc.activeElement);
  node.remove();
  if (had) (all(".toast[data-alarm]")[0] ?? main())?.focus();
}
/** Posts a note's answer without leaving the page. @param {HTMLFormElement} form @param {HTMLElement|null} by */
async function quiet(form, by) {
  const said = await post(by?.getAttribute("formaction") ?? form.action, new FormData(form));
  if (said.error !== undefined) return toast(said.error || body.dataset.offline, { tone: "danger" });
  const note = form.closest(".toast");
  if (note instanceof HTMLElement) leave(note);
}
addEventListener("beforeunload", (e) => doc.querySelector("form[data-dirty]") && e.preventDefault());
root.dataset.js = "";
for (const name of ["side", "panel"]) if (localStorage[name]) root.dataset[name] = localStorage[name];
wake();
performance.mark("app-ready");
