// Opens a page's form in a dialog or a drawer. Without this file the same link is an ordinary page.
// @ts-check
import { el, icon, parse } from "../core/el.js";
import { page } from "../core/http.js";

const words = document.body.dataset;

/** @param {string} url @param {string} kind `dlg` or `drawer` @param {((made: any) => void)|null} [made] hears the record a create form made */
export async function open(url, kind, made = null) {
  const answer = await page(url).catch(() => null);
  if (!answer?.ok) return (await import("../app.js")).visit(url);
  const box = /** @type {HTMLDialogElement} */ (el("dialog", {
    class: kind === "drawer" ? "dlg drawer" : "dlg", close: () => box.remove(),
    click: (/** @type {MouseEvent} */ e) => e.target === box && kind === "drawer" && box.close(),
  }));
  show(box, await answer.text(), made);
  document.body.append(box);
  box.showModal();
  (await import("../app.js")).wake();
  /** @type {HTMLElement|null} */ (box.querySelector("[autofocus], .in input:not([type=hidden]), .in select, .in textarea"))?.focus();
}

/** @param {HTMLDialogElement} box @param {string} html @param {((made: any) => void)|null} made */
function show(box, html, made) {
  const main = parse(html).getElementById("main");
  const part = main?.querySelector("[data-box]") ?? main?.querySelector(".body, .scroll");
  const title = main?.dataset.title ?? "";
  box.setAttribute("aria-label", title);
  box.replaceChildren(el("header", {}, el("h2", {}, title), el("button", {
    class: "btn ghost ico", type: "button", "aria-label": words.close, click: () => box.close(),
  }, icon("x"))), el("div", { class: "in" }, part ?? null));
  box.querySelectorAll("h1").forEach((h) => h.remove());
  for (const form of box.querySelectorAll("form"))
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      e.stopPropagation();
      const by = /** @type {HTMLElement|null} */ (/** @type {SubmitEvent} */ (e).submitter);
      if (by?.hasAttribute("data-close")) return box.close();
      by?.setAttribute("aria-busy", "true");
      const body = new URLSearchParams(/** @type {any} */ ([...new FormData(form, by)]));
      const answer = await page(by?.getAttribute("formaction") ?? form.action, { method: "POST", body, headers: made ? { "X-Made": "1" } : {} }).catch(() => null);
      by?.removeAttribute("aria-busy");
      if (!answer) return;
      if (made && answer.ok && answer.headers.get("content-type")?.includes("json")) return box.close(), made(await answer.json());
      const text = await answer.text();
      if (!answer.ok) return show(box, text, made), (await import("../app.js")).wake();
      box.close();
      for (const f of document.querySelectorAll("form[data-dirty]")) f.removeAttribute("data-dirty");
      (await import("../app.js")).visit(answer.redirected ? answer.url : location.href, { push: answer.redirected });
    });
}
