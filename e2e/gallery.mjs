// Looks at every archetype of the gallery in both themes, on a phone and in three languages: no accessibility violation, no
// error in the console, no sideways scroll; then works the islands by keyboard and mouse. Pictures go to shots/.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import { chromium } from "playwright-core";

const port = process.env.GALLERY_PORT ?? "7979", base = `http://127.0.0.1:${port}`;
const axe = fs.readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const paths = ["list", "list?group=status", "empty", "record", "posted", "conflict", "customer", "board", "calendar", "week", "agenda",
  "dashboard", "import", "import?step=1", "import?step=2", "import?step=4", "merge", "settings", "operation", "help", "sign-in",
  "sign-in?code=1", "sets", "broken", "nowhere"];
const looks = [[1440, 900, "theme=light&lang=en"], [1440, 900, "theme=dark&lang=zh-CN"], [390, 844, "theme=light&lang=es"]];

const server = spawn("cargo", ["run", "-q", "-p", "ui", "--example", "gallery", "--", port], { cwd: new URL("..", import.meta.url), stdio: "inherit" });
for (let tries = 0; ; tries++) {
  if (await fetch(base).then((r) => r.ok, () => false)) break;
  assert(tries < 600, "the gallery does not start");
  await new Promise((done) => setTimeout(done, 500));
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const wrong = [];

/** A page whose console errors count. */
async function open(options) {
  const page = await (await browser.newContext(options)).newPage();
  page.on("pageerror", (e) => wrong.push(`${page.url()}: ${e.message}`));
  page.on("console", (m) => m.type() === "error" && !/status of (403|404|409|500)/.test(m.text()) && wrong.push(`${page.url()}: ${m.text()}`));
  return page;
}

async function archetypes() {
  fs.mkdirSync("shots", { recursive: true });
  for (const path of paths)
    for (const [width, height, query] of looks) {
      const page = await open({ viewport: { width, height }, bypassCSP: true });
      await page.goto(`${base}/${path}${path.includes("?") ? "&" : "?"}${query}`);
      await page.waitForTimeout(200);
      await page.screenshot({ path: `shots/${path.replace(/\W/g, "-")}-${width}-${query.includes("dark") ? "dark" : "light"}.png` });
      if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) wrong.push(`${page.url()}: scrolls sideways`);
      await page.evaluate(axe);
      const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const v of found.violations) wrong.push(`${page.url()}: ${v.id} ${v.nodes[0].html.slice(0, 140)}`);
      await page.context().close();
    }
}

async function tour() {
  const page = await open({ viewport: { width: 1440, height: 900 } });
  const go = async (path) => (await page.goto(`${base}/${path}`), await page.waitForTimeout(400));
  const press = async (...keys) => { for (const key of keys) await page.keyboard.press(key); };
  const cell = (row, column) => page.locator("ui-lines tbody tr").nth(row).locator("td").nth(column);

  await go("list");
  await press("j", "j", "x", "j", "x");
  assert.match(await page.textContent("[data-count]"), /^2 /);
  await press("Escape");
  assert(!(await page.isVisible(".bulk")));
  await press("/");
  await page.keyboard.type("jjx");
  await page.waitForTimeout(400);
  assert.equal(await page.inputValue("[name=q]"), "jjx", "a live filter keeps the text");
  await press("Control+k");
  await page.waitForSelector(".pal [role=option]");
  await page.keyboard.type("fjord");
  await page.waitForTimeout(300);
  await press("Enter");
  await page.waitForURL(/customer/);
  await press("g", "b");
  await page.waitForURL(/board/);
  await page.waitForSelector("ui-board .deal");
  await page.locator(".col[data-code=fresh] .deal").first().focus();
  await press(" ", "ArrowRight", "ArrowDown");
  assert.match(await page.textContent("ui-board [aria-live]"), /position 2 of 14/);
  await press(" ");
  assert.equal(await page.locator(".col[data-code=qualified] .deal").count(), 14);

  await go("record");
  assert(!(await page.isVisible(".save")), "nothing to save yet");
  await cell(3, 1).click();
  await page.keyboard.type("servo");
  await page.waitForSelector(".pop [role=option]");
  await press("Enter");
  await page.keyboard.type("=4*5");
  await press("Tab");
  await page.keyboard.type("1.234,5");
  await press("Tab", "Tab");
  await page.waitForTimeout(600);
  assert.equal(await cell(3, 2).innerText(), "20");
  assert.equal(await cell(3, 4).innerText(), "1,234.50");
  assert.equal(await cell(3, 6).innerText(), "23,455.50", "20 × 1,234.50 less 5%");
  assert.equal(await page.textContent("[data-out=total]"), "60,000.00", "the draft's total");
  assert(await page.isVisible(".save"));
  const sent = await page.evaluate(() => JSON.parse(String(new FormData(document.querySelector("#record")).get("lines")))[3]);
  assert.deepEqual([sent.item, sent.quantity, sent.price], ["16", "20.000000", "1234.500000"]);
  await page.click('a[data-dialog][href="/operation"]');
  await page.waitForSelector("dialog[open] form");
  await press("Escape");
  page.on("dialog", (d) => d.accept());

  await go("conflict");
  await page.fill("#record-reference", "typed");
  await page.click(".note a");
  await page.waitForTimeout(300);
  assert.equal(await page.inputValue("#record-reference"), "typed", "a jump to a field keeps what was typed");

  const plain = await open({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  await plain.goto(`${base}/list`);
  await plain.locator("tbody .cb input").nth(1).check();
  assert(await plain.isVisible(".bulk"), "bulk actions without scripts");
}

try {
  await tour();
  await archetypes();
} catch (problem) {
  wrong.push(problem.stack);
} finally {
  await browser.close();
  server.kill();
}
for (const line of wrong) console.error(line);
console.log(wrong.length ? `${wrong.length} problems` : "all clean");
process.exit(wrong.length ? 1 : 0);
