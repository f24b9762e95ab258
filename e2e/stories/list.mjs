// The list of a large entity, by mouse and by keys.
import assert from "node:assert/strict";
import fs from "node:fs";
import { answered, base, go, make, press, read, signIn, until } from "../stage.mjs";

const names = (page) => page.locator("tbody tr[data-id] td:nth-child(4)").allInnerTexts();
const ids = (page) => page.locator("tbody tr[data-id]").evaluateAll((rows) => rows.map((r) => r.dataset.id));
const total = async (page) => Number((await page.innerText("footer.foot b")).replace(/\D/g, ""));
/** A click that changes the page without a reload. */
const turn = (page, act) => page.evaluate(() => new Promise((done) => { window.turned = new Promise((f) => document.addEventListener("ui:page", f, { once: true })); done(); }))
  .then(act).then(() => page.evaluate(() => window.turned));

export async function findAndSort() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties");
  const before = await ids(page);
  await turn(page, () => page.click("thead th a:has-text('Code')"));
  assert.equal(await page.getAttribute("thead th:has-text('Code')", "aria-sort"), "ascending");
  await turn(page, () => page.click("thead th a:has-text('Code')"));
  assert.equal(await page.getAttribute("thead th:has-text('Code')", "aria-sort"), "descending");
  assert.notDeepEqual(await ids(page), before);

  await press(page, "/");
  await turn(page, () => page.keyboard.type("ribera"));
  await until("only what was searched", async () => (await ids(page)).length < before.length && /Ribera/.test(await page.innerText("tbody")));
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "q", "the search keeps the focus");
  assert.match(page.url(), /q=ribera/);
  await turn(page, () => page.fill("[name=q]", "zzzzqqq"));
  await page.waitForSelector(".empty");
  await page.context().close();
}

export async function filterAndBack() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties");
  await until("the foot", async () => (await page.innerText("footer.foot")) !== "…");
  const all = await total(page);
  await press(page, "f");
  await page.waitForSelector("#filter-menu:popover-open");
  await page.click("#filter-menu summary:has-text('Form')");
  await page.check("#filter-menu input[name='f.form'][value=person]");
  await turn(page, () => page.click("#filter-menu footer .btn.pri"));
  assert.match(page.url(), /f\.form=person/);
  assert.match(await page.innerText(".chip"), /Form\s*Person/);
  await until("fewer", async () => { const n = await total(page); return n > 0 && n < all; });
  await turn(page, () => page.goBack());
  assert.equal(await page.locator(".chip").count(), 0, "back takes the filter away");
  await turn(page, () => page.goForward());
  assert.equal(await page.locator(".chip").count(), 1, "forward brings it back");
  await turn(page, () => page.click(".chip a"));
  assert.equal(await page.locator(".chip").count(), 0);

  await page.click("[popovertarget=group-menu]");
  await turn(page, () => page.click("#group-menu a:has-text('Form')"));
  assert((await page.locator("tr.gh").count()) >= 2, "a head for each group");
  await turn(page, () => page.click("tr.gm a >> nth=0"));
  assert.equal(await page.locator("tr.gh").count(), 0, "all of one group");
  assert.equal(await page.locator(".chip").count(), 1);

  await page.click("[popovertarget=save-view]");
  await page.fill("#view-name", "People & others");
  await turn(page, () => page.keyboard.press("Enter"));
  await page.waitForSelector(".tabs a[aria-current]:has-text('People & others')");
  await page.context().close();
}

export async function columnsAndDensity() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties");
  await page.click("[popovertarget=columns-menu]");
  await page.check("#columns-menu input[value=website]");
  await page.check("#columns-menu input[value=compact]");
  await Promise.all([page.waitForURL(/columns=/), page.click("#columns-menu button.btn")]);
  await page.waitForSelector("html[data-density=compact]", { state: "attached" });
  await page.waitForSelector("thead th:has-text('Website')");
  await page.click("[popovertarget=columns-menu]");
  await page.check("#columns-menu input[name=density][value=default]");
  await page.click("#columns-menu button.btn");
  await page.waitForSelector("html[data-density=default]", { state: "attached" });
  await page.context().close();
}

export async function pages() {
  const page = await signIn("lucia");
  for (let n = 0; n < 70; n += 1) await make(page, "platform/tags", { name: `Paging ${String(n).padStart(3, "0")}` });
  await go(page, "/platform/tags");
  const first = await ids(page);
  assert.equal(first.length, 50);
  await turn(page, () => page.click(".pager a[aria-label='Next page']"));
  assert.match(page.url(), /cursor=/);
  const second = await ids(page);
  assert(second.length && !second.some((id) => first.includes(id)), "other rows");
  await turn(page, () => page.click(".pager a[aria-label='Previous page']"));
  assert.deepEqual(await ids(page), first);
  await turn(page, () => page.click(".pager a[aria-label='Last page']"));
  assert.equal(await page.locator(".pager a[aria-label='Next page']").count(), 0);
  await page.context().close();
}

export async function keysAndBulk() {
  const page = await signIn("lucia");
  for (const n of [1, 2, 3]) await make(page, "parties/parties", { name: `Bulk example ${n}` });
  await go(page, "/parties/parties?q=bulk+example");
  await page.waitForSelector("tbody tr[data-id]");
  await page.waitForFunction(() => customElements.get("ui-list"));
  await press(page, "j", "j", "x", "j", "x", "k");
  assert.match(await page.innerText("[data-count]"), /^2 /);
  await turn(page, () => page.click("form.bulk button[formaction$=archive]"));
  await until("one row left", async () => (await ids(page)).length === 1);
  await turn(page, () => page.click(".toast button:has-text('Undo')"));
  await until("all back", async () => (await ids(page)).length === 3);

  await page.waitForFunction(() => customElements.get("ui-list"));
  await press(page, "Control+a");
  await turn(page, () => page.click("form.bulk button[formaction$=edit]"));
  await page.selectOption("[name=_field]", "notes");
  await turn(page, () => page.click("main form button.pri"));
  await page.fill("[name=notes]", "Set for all three");
  await turn(page, () => page.click("main form button.pri"));
  await page.waitForSelector(".toast:has-text('3 records changed')");
  const found = await read(page, `parties/parties?q=bulk+example`);
  assert.deepEqual(found.data.map((r) => r.notes), Array(3).fill("Set for all three"));

  await press(page, "j", "Enter");
  await page.waitForURL(/parties\/\d+$/);
  await page.context().close();
}

export async function exports() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties?q=ribera");
  const rows = (await ids(page)).length;
  const save = async (label) => {
    await go(page, "/parties/parties?q=ribera");
    await page.click("header.top [popovertarget][aria-label=Export]");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`.menu:popover-open >> text=${label}`)]);
    return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
  };
  const csv = await save("CSV");
  assert.match(csv.name, /\.csv$/);
  assert.equal(csv.bytes.toString("utf8").trim().split("\n").length, rows + 1, "a head and a line for each row");
  const xlsx = await save("XLSX");
  assert.match(xlsx.name, /\.xlsx$/);
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), "PK");
  await page.context().close();
}
