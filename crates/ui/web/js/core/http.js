// Talking to our own server. Every request carries the page's token.
// @ts-check

const token = () => document.querySelector("meta[name=token]")?.getAttribute("content") ?? "";

/** @param {string} url @param {RequestInit} [init] */
function send(url, init = {}) {
  const at = new URL(url, location.href);
  if (at.origin !== location.origin) throw new Error("another origin");
  return fetch(at, { credentials: "same-origin", ...init, headers: { "X-Token": token(), ...init.headers } });
}

/** A page's `<main>`, or a fragment. @param {string} url @param {RequestInit} [init] */
export const page = (url, init = {}) =>
  send(url, { ...init, headers: { "X-Partial": "1", Accept: "text/html, application/json", ...init.headers } });

/** Reads JSON; null when the answer is not a success. @param {string} url @param {AbortSignal} [signal] */
export async function json(url, signal) {
  const answer = await send(url, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

/** Posts a form and reads JSON; a refusal comes back as `{error}`.
 * @param {string} url @param {FormData|Record<string, string>} data @param {AbortSignal} [signal] */
export async function post(url, data, signal) {
  const body = new URLSearchParams(/** @type {any} */ (data instanceof FormData ? [...data].filter((p) => typeof p[1] === "string") : data));
  try {
    const answer = await send(url, { method: "POST", body, signal, headers: { Accept: "application/json" } });
    const text = await answer.text();
    const said = text && answer.headers.get("content-type")?.includes("json") ? JSON.parse(text) : {};
    return answer.ok ? said : { ...said, error: said.message ?? answer.statusText, status: answer.status };
  } catch (e) {
    if (signal?.aborted) throw e;
    return { error: "", status: 0 };
  }
}

/** A short note at the edge of the screen. @param {string} text @param {{tone?: string, undo?: string, label?: string}} [options] */
export const toast = (text, options = {}) => document.dispatchEvent(new CustomEvent("ui:toast", { detail: { text, ...options } }));
