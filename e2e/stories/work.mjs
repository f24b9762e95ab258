// Things to do on a board and in a calendar, settings, tokens, and several tabs that hear of each other.
import assert from "node:assert/strict";
import { answered, base, go, make, press, read, ready, signIn, until } from "../stage.mjs";

const one = (page, id) => read(page, `platform/activities/${id}`);
const island = (page, name) => page.waitForFunction((n) => customElements.get(n), name);
/** A day as the company counts it. */
const day = (days) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Madrid" }).format(new Date(Date.now() + days * 86_400_000));

export async function board() {
  const page = await signIn("lucia");
  const made = await make(page, "platform/activities", { title: "Board example", due_on: day(0) });
  const other = await make(page, "platform/activities", { title: "Board by mouse", due_on: day(0) });
  await go(page, "/platform/activities?show=board&q=board");
  await island(page, "ui-board");
  await page.locator(`.deal[data-id="${made.id}"]`).focus();
  await press(page, " ", "ArrowRight");
  assert.match(await page.textContent("ui-board [aria-live]"), /Done/);
  await answered(page, /\/move(\?|$)/, () => press(page, " "));
  await until("done by keys", async () => (await one(page, made.id)).state === "done");
  const from = await page.locator(`.deal[data-id="${other.id}"]`).boundingBox();
  const to = await page.locator(".col[data-code=cancelled]").boundingBox();
  await page.mouse.move(from.x + 40, from.y + 12);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 80, { steps: 6 });
  await answered(page, /\/move(\?|$)/, () => page.mouse.up());
  await until("cancelled by mouse", async () => (await one(page, other.id)).state === "cancelled");
  await page.click(`.deal[data-id="${other.id}"] .mv`);
  await page.click(`#move-${other.id} button:has-text('Open')`);
  await until("open again by the menu", async () => (await one(page, other.id)).state === "open");
  await press(page, "Escape");
  assert.equal(await page.getAttribute(".tabs a:has-text('All')", "aria-current"), "page", "the view stays marked");
  await page.context().close();
}

export async function calendar() {
  const page = await signIn("lucia");
  const today = day(0);
  // A day that is not at the edge of the month's grid.
  const shift = Number(today.slice(8)) > 14 ? -7 : 7;
  const made = await make(page, "platform/activities", { title: "Calendar example", due_on: today });
  await go(page, "/platform/activities?show=calendar&q=calendar");
  await island(page, "ui-calendar");
  await page.locator(`.ev[data-id="${made.id}"]`).focus();
  await answered(page, /\/reschedule$/, () => press(page, shift > 0 ? "Alt+ArrowDown" : "Alt+ArrowUp"));
  await until("a week on by keys", async () => (await one(page, made.id)).due_on === day(shift));
  const from = await page.locator(`.ev[data-id="${made.id}"]`).boundingBox();
  const to = await page.locator(`[data-day="${today}"]`).boundingBox();
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 60, { steps: 6 });
  await answered(page, /\/reschedule$/, () => page.mouse.up());
  await until("back by mouse", async () => (await one(page, made.id)).due_on === today);
  await page.click(".seg a:has-text('Agenda')");
  await page.waitForSelector(".agenda a:has-text('Calendar example')");
  await page.context().close();
}

export async function modules() {
  const page = await signIn("lucia");
  page.provoked.add(404);
  await go(page, "/settings/modules");
  const row = page.locator("tr[data-id=service]");
  await row.locator("button").click();
  await row.locator("button:has-text('Switch on')").waitFor();
  assert.equal((await page.goto(`${base}/demo/service/tickets`)).status(), 404, "closed while off");
  await go(page, "/settings/modules");
  assert.equal(await page.locator(".nav a[href$='service/tickets']").count(), 0);
  await row.locator("button").click();
  await row.locator("button:has-text('Switch off')").waitFor();
  assert.equal((await page.goto(`${base}/demo/service/tickets`)).status(), 200, "open again");
  assert((await page.locator("tbody tr[data-id]").count()) > 3, "with its records");
  await page.context().close();
}

export async function tokens() {
  const page = await signIn("lucia");
  await go(page, "/settings/tokens");
  await page.fill("[name=label]", "Warehouse scanner");
  await page.fill("[name=scopes]", "parties.party:read");
  await page.click(".formcard button.pri");
  await page.waitForSelector(".note.t-success");
  const token = (await page.innerText(".note.t-success")).trim().split(/\s+/).pop();
  const ask = (where, init = {}) => fetch(`${base}/demo/api/${where}`, { ...init, headers: { Authorization: `Bearer ${token}` } });
  const list = await ask("parties/parties?limit=3");
  assert.equal(list.status, 200);
  assert.equal((await list.json()).data.length, 3);
  assert.match(String((await ask("catalog/items")).status), /^40[134]$/, "only what it was made for");
  assert.match(String((await ask("parties/parties", { method: "POST", body: '{"name":"x"}' })).status), /^40[134]$/);
  assert.equal((await fetch(`${base}/demo/api/parties/parties`)).status, 401, "nothing without a token");
  await go(page, "/settings/tokens");
  assert(!(await page.innerText("main")).includes(token), "shown only once");
  await page.context().close();
}

export async function news() {
  const page = await signIn("lucia");
  const made = await make(page, "parties/parties", { name: "Open in two tabs" });
  const address = `/parties/parties/${made.id}`;
  await go(page, address);
  await island(page, "ui-form");
  const tab = await page.context().newPage();
  await go(tab, address);
  await island(tab, "ui-form");
  await page.fill("#record-notes", "half a sentence");
  // The stream listens from a moment on; another change comes until it does.
  let n = 0;
  await until("the first tab hears of it", async () => {
    await tab.fill("#record-website", `https://change${(n += 1)}.example`);
    await answered(tab, new RegExp(`${address}$`), () => tab.keyboard.press("Control+s"));
    await island(tab, "ui-form");
    return page.waitForSelector("[data-news]", { timeout: 2500 }).then(() => true, () => false);
  }, 20_000);
  assert.equal(await page.inputValue("#record-notes"), "half a sentence", "nothing typed is touched");
  assert.equal(await tab.locator("[data-news]").count(), 0, "who saved is told nothing");
  page.on("dialog", (d) => d.accept());
  await page.context().close();
}

export async function manyTabs() {
  const page = await signIn("lucia");
  const tabs = [page];
  for (let n = 1; n < 12; n += 1) {
    const tab = await page.context().newPage();
    await go(tab, "/parties/parties");
    tabs.push(tab);
  }
  const from = Date.now();
  await tabs[11].bringToFront();
  await tabs[11].click(".nav a[href$='catalog/items']");
  await tabs[11].waitForURL(/catalog\/items/, { timeout: 5000 });
  await tabs[11].waitForSelector("tbody tr[data-id]");
  assert(Date.now() - from < 5000, "the connections of one browser are not used up by streams");
  await page.context().close();
}
