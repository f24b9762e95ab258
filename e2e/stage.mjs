// The stage of the product's stories: a fresh demonstration company on a free port, people who sign in, and a watch over
// everything the browser complains about.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

export const password = "canal-bridge-lantern";
export const people = { lucia: "lucia@demo.example", mei: "mei@demo.example", tom: "tom@demo.example", diego: "diego@demo.example" };
/** What went wrong without stopping a story: console errors, broken rules of the content policy, failed requests. */
export const wrong = [];

fs.mkdirSync("shots", { recursive: true });
const root = new URL("..", import.meta.url).pathname;
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
const binary = [process.env.FONDACO, path.join(target, "debug", "fondaco")].find((at) => at && fs.existsSync(at));
const data = fs.mkdtempSync(path.join(os.tmpdir(), "fondaco-e2e-"));

/** Runs a command of the program on the same data. */
export function fondaco(args, input = "") {
  const [command, rest] = binary ? [binary, args] : ["cargo", ["run", "-q", "-p", "fondaco", "--", ...args]];
  const done = spawnSync(command, rest, { cwd: root, input, encoding: "utf8", env: { ...process.env, FONDACO_DATA: data } });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout;
}

async function freePort() {
  const server = net.createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export let base = "";
let server, browser;

/** Starts the program and the browser. */
export async function begin() {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const args = ["demo", "--listen", `127.0.0.1:${port}`];
  const [command, rest] = binary ? [binary, args] : ["cargo", ["run", "-q", "-p", "fondaco", "--", ...args]];
  server = spawn(command, rest, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, FONDACO_DATA: data } });
  const limit = Date.now() + (binary ? 240_000 : 900_000);
  for (;;) {
    if (await fetch(`${base}/sign-in`).then((r) => r.ok, () => false)) break;
    assert(Date.now() < limit && server.exitCode === null, "the program does not start");
    await new Promise((done) => setTimeout(done, 100));
  }
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Ends both and takes the data away. */
export async function end() {
  await browser?.close();
  const gone = server && new Promise((done) => server.on("exit", done));
  server?.kill();
  await gone;
  fs.rmSync(data, { recursive: true, force: true });
}

/** A browser of its own. Statuses that a story provokes are named in `page.provoked`. */
export async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en", acceptDownloads: true, ...options });
  context.setDefaultTimeout(8_000);
  await context.addInitScript(() =>
    addEventListener("securitypolicyviolation", (e) => console.error(`content policy: ${e.violatedDirective} ${e.blockedURI}`)));
  const page = await context.newPage();
  watch(page);
  context.on("page", watch);
  return page;
}

/** Pictures of every page still open, for a story that failed; then they are closed. */
export async function closeAll(picture) {
  for (const [n, context] of browser.contexts().entries())
    for (const [k, page] of context.pages().entries())
      if (picture) await page.screenshot({ path: `shots/failed-${picture}-${n}${k}.png` }).catch(() => {});
  for (const context of browser.contexts()) await context.close();
}

function watch(page) {
  if (page.provoked) return;
  page.provoked = new Set();
  page.on("pageerror", (e) => wrong.push(`${page.url()}: ${e.message}`));
  page.on("console", (m) => {
    if (m.type() !== "error") return;
    const status = /status of (\d+)/.exec(m.text())?.[1];
    if (!status || !page.provoked.has(Number(status))) wrong.push(`${page.url()}: ${m.text()} ${m.location()?.url ?? ""}`);
  });
  page.on("response", (r) => r.status() >= 500 && wrong.push(`${r.request().method()} ${r.url()}: ${r.status()}`));
}

/** Signs somebody in and waits for the start page. */
export async function signIn(who, options) {
  const page = await open(options);
  // Where to is said: with several sets there is a choice in between.
  await page.goto(`${base}/sign-in?next=%2Fdemo`);
  await page.fill("[name=login]", people[who] ?? who);
  await page.fill("[name=password]", password);
  await Promise.all([page.waitForURL(/\/demo$/), page.keyboard.press("Enter")]);
  await ready(page);
  return page;
}

/** Waits until the runtime listens. */
export const ready = (page) => page.waitForSelector("html[data-js]", { state: "attached" });

/** Goes to a page of the demonstration company. */
export async function go(page, where) {
  await page.goto(`${base}/demo${where}`);
  if (page.context()._options?.javaScriptEnabled !== false) await ready(page);
}

/** Presses keys one after another. */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab until the focus is where it should be. */
export async function tabTo(page, selector, key = "Tab") {
  for (let n = 0; n < 160; n += 1) {
    if (await page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`Tab never reaches ${selector}`);
}

/** Waits for a condition in our own process: bounded, without a fixed pause. */
export async function until(what, test, most = 20_000) {
  const limit = Date.now() + most;
  for (;;) {
    const value = await test();
    if (value) return value;
    assert(Date.now() < limit, `waited in vain for: ${what}`);
    await new Promise((done) => setTimeout(done, 40));
  }
}

/** Waits until what happens answers a request whose address matches. */
export async function answered(page, match, act) {
  const [response] = await Promise.all([page.waitForResponse((r) => match.test(r.url())), act()]);
  return response;
}

/** A record made through the API, as a program would. */
export async function make(page, where, values) {
  const token = await page.getAttribute("meta[name=token]", "content");
  const answer = await page.request.post(`${base}/demo/api/${where}`, { data: values, headers: { "X-Token": token, Origin: base } });
  assert(answer.ok(), `${where}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** Reads through the API. */
export async function read(page, where) {
  const answer = await page.request.get(`${base}/demo/api/${where}`);
  assert(answer.ok(), `${where}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

const axe = fs.readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What is wrong with the page as it stands. */
export async function faults(page, name) {
  const found = [];
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push(`${name}: scrolls sideways`);
  await page.evaluate(axe);
  const result = await page.evaluate((only) => axe.run(document, { runOnly: only, resultTypes: ["violations"] }), rules);
  for (const v of result.violations) found.push(`${name}: ${v.id} ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split("\n")[1] ?? ""}`);
  return found;
}

/** Waits until nothing of a page is still to come. */
export const settled = async (page) => {
  await page.waitForFunction(() => !document.querySelector("[data-lazy]") && performance.getEntriesByName("app-ready").length > 0);
  await page.evaluate(() => document.fonts.ready);
};
