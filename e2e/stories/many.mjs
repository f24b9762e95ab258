// Several records at once: merged side by side, warned of while typing, stepped through, changed and put back; on a phone too.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { answered, go, make, press, read, signIn, until } from "../stage.mjs";

const ids = (page) => page.locator("tbody tr[data-id]").evaluateAll((rows) => rows.map((r) => r.dataset.id));
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const islands = (page, ...names) => page.waitForFunction((all) => all.every((n) => customElements.get(n)), names);

export async function mergeByKeyboard() {
  const page = await signIn("lucia");
  const made = [];
  for (const [name, website] of [["Merging One", ""], ["Merging Two", "https://two.example"]]) made.push(await make(page, "parties/parties", { name, form: "organisation", website, notes: name }));
  await go(page, "/parties/parties?q=merging");
  await islands(page, "ui-list");
  await press(page, "j", "x", "j", "x");
  await page.focus("form.bulk button[formaction$=merge]");
  await Promise.all([page.waitForURL(/parties\/merge\?/), press(page, "Enter")]);
  await islands(page, "ui-merge");
  const second = page.locator(`input[name=survivor][value="${made[1].id}"]`);
  await second.focus();
  await second.check();
  assert(await page.locator(`input[name="take.website"][value="${made[1].id}"]`).isChecked(), "it brings its own values along");
  await page.check(`input[name="take.name"][value="${made[0].id}"]`);
  await Promise.all([page.waitForURL(new RegExp(`/parties/${made[1].id}$`)), press(page, "Control+Enter")]);
  assert.equal(await page.inputValue("#record-name"), "Merging One");
  await page.waitForSelector("aside a[href*='/parties/merges/']");
  await page.click(".toast button");
  await page.waitForURL(/parties\/merges\/\d+$/);
  await go(page, `/parties/parties/${made[0].id}`);
  assert.equal(await page.inputValue("#record-notes"), "Merging One", "both are there again");
  await page.context().close();
}

export async function warnedWhileTyping() {
  const page = await signIn("lucia");
  await make(page, "parties/parties", { name: "Zwillingswerk GmbH", form: "organisation" });
  await go(page, "/parties/parties/new");
  await islands(page, "ui-form");
  await page.click("#record-name");
  await answered(page, /draft$/, () => page.keyboard.type("Zwillingswerk"));
  await page.waitForSelector(".alike a:has-text('Zwillingswerk GmbH')");
  assert.match(await page.innerText(".alike"), /\d+\s?%/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "record-name", "the focus stays where one types");
  await page.keyboard.type(" und ganz anders benannt");
  await until("the warning goes", async () => (await page.locator(".alike a").count()) === 0);
  await page.evaluate(() => document.querySelector("#record")?.removeAttribute("data-dirty"));
  await page.context().close();
}

export async function stepThrough() {
  const page = await signIn("lucia");
  const made = [];
  for (const n of [1, 2, 3]) made.push((await make(page, "parties/parties", { name: `Stepping ${n}`, form: "organisation" })).id);
  await go(page, "/parties/parties?q=stepping&sort=-name");
  await islands(page, "ui-list");
  await page.click(`tr[data-id="${made[1]}"] a`);
  await page.waitForURL(new RegExp(`/${made[1]}$`));
  await page.waitForSelector(".steps-to [data-do=record-next]");
  await Promise.all([page.waitForURL(new RegExp(`/${made[0]}$`)), press(page, "Alt+ArrowRight")]);
  await page.waitForSelector(".steps-to [data-do=record-next][aria-disabled]");
  await press(page, "Alt+ArrowRight");
  assert.match(page.url(), new RegExp(`/${made[0]}$`), "the end of the list is the end");
  await Promise.all([page.waitForURL(new RegExp(`/${made[1]}$`)), press(page, "Alt+ArrowLeft")]);
  await page.context().close();

  const phone = await signIn("lucia", PHONE);
  await go(phone, "/parties/parties?q=stepping&sort=name");
  await islands(phone, "ui-list");
  await phone.tap(`tr[data-id="${made[0]}"] a`);
  await phone.waitForURL(new RegExp(`/${made[0]}$`));
  await phone.waitForSelector(".steps-to a");
  const box = await phone.locator(".steps-to a").boundingBox();
  assert(box && box.height >= 40 && box.width >= 40, "a thumb hits it");
  await Promise.all([phone.waitForURL(new RegExp(`/${made[1]}$`)), phone.tap(".steps-to a")]);
  await phone.context().close();
}

export async function manyOnAPhone() {
  const page = await signIn("lucia", PHONE);
  for (const n of [1, 2, 3]) await make(page, "parties/parties", { name: `Thumbed ${n}`, form: "organisation", notes: `own ${n}` });
  await go(page, "/parties/parties?q=thumbed&sort=name");
  await islands(page, "ui-list");
  await page.tap("label.ticking");
  const rows = await ids(page);
  for (const id of rows.slice(0, 2)) await page.tap(`tr[data-id="${id}"]`);
  assert.match(await page.innerText("[data-count]"), /^2 /);
  await page.tap("form.bulk button[formaction$=edit]");
  await page.selectOption("[name=_field]", "notes");
  await page.tap("main form button.pri");
  await page.waitForSelector("[name=notes]");
  await page.fill("[name=notes]", "Thumbed together");
  await page.tap("main form button.pri");
  await page.waitForSelector(".toast button");
  const [first] = (await read(page, "parties/parties?q=thumbed&sort=name")).data;
  const token = await page.getAttribute("meta[name=token]", "content");
  await page.request.patch(page.url().replace(/\/parties\/parties.*/, `/api/parties/parties/${first.id}`), { data: { notes: "Mine since" }, headers: { "X-Token": token, "If-Match": `"${first.version}"` } });
  await page.tap(".toast button");
  await page.waitForURL(/bulk-changes\/\d+$/);
  // What was changed since is listed, not overwritten.
  await page.waitForSelector(".rec aside a:has-text('Thumbed 1')");
  const notes = (await read(page, "parties/parties?q=thumbed&sort=name")).data.map((r) => r.notes);
  assert.deepEqual(notes, ["Mine since", "own 2", "own 3"]);
  await page.context().close();
}

export async function goneForGood() {
  const page = await signIn("lucia");
  page.provoked.add(404);
  const { id } = await make(page, "parties/parties", { name: "Ephemeral", form: "organisation" });
  await go(page, `/parties/parties/${id}`);
  await page.click("header.top [aria-label=More]");
  await page.click(".menu:popover-open button:has-text('Archive')");
  await page.waitForURL(/parties\/parties$/);
  await go(page, `/parties/parties/${id}`);
  await page.click("header.top [aria-label=More]");
  await page.click(".menu:popover-open a:has-text('Delete for good')");
  await page.waitForURL(/destroy$/);
  await page.fill("#op-confirm", "Ephemeral");
  await press(page, "Control+Enter");
  await page.waitForSelector(".toast:has-text('deleted for good')");
  await go(page, `/parties/parties/${id}`);
  await page.waitForSelector(".sorry");
  await page.context().close();
}

export async function ownField() {
  const page = await signIn("lucia");
  await go(page, "/platform/custom-fields/new");
  await islands(page, "ui-form", "ui-lines");
  await page.fill("#record-label", "Route");
  await page.selectOption("#record-entity", "catalog.item");
  await page.selectOption("#record-holds", "choice");
  await page.click("ui-lines[data-name=options] .add button");
  await press(page, "Tab");
  await page.keyboard.type("North");
  await press(page, "Tab", "Escape");
  await press(page, "Control+s");
  await page.waitForURL(/custom-fields\/\d+$/);
  await page.waitForSelector("aside a[href*='columns=name,x_route']", { timeout: 20_000 });
  await page.click("aside a[href*='columns=name,x_route']");
  await page.waitForSelector("thead th:has-text('Route')");
  await go(page, "/catalog/items/new");
  assert.equal(await page.locator("#record-x_route option[value=north]").count(), 1);
  await page.context().close();
}

export async function linesOutAndIn() {
  const page = await signIn("lucia");
  const { id } = await make(page, "parties/parties", { name: "Roundtrip", form: "organisation", addresses: [{ city: "Kiel", purpose: "bill" }, { city: "Ulm", purpose: "ship" }] });
  await go(page, "/parties/parties?q=roundtrip");
  await page.click("header.top [popovertarget][aria-label=Export]");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".menu:popover-open >> text=a row for each line")]);
  const text = fs.readFileSync(await download.path(), "utf8");
  assert.equal(text.trim().split("\n").length, 3, text);
  const file = path.join(os.tmpdir(), `roundtrip-${process.pid}.csv`);
  fs.writeFileSync(file, text.replace("Ulm", "Jena"));
  await go(page, "/import/parties/parties");
  await page.setInputFiles("input[type=file]", file);
  await page.click("main form button.pri");
  await page.waitForSelector("select[name^='field'], main table select");
  await page.screenshot({ path: "shots/import-lines.png" });
  fs.rmSync(file);
  await page.selectOption("select[name=key]", "id");
  await page.click("main form button.pri");
  await page.waitForSelector("main button.pri:has-text('Import')", { timeout: 20_000 });
  await page.click("main button.pri:has-text('Import')");
  await until("the import", async () => {
    const { addresses } = await read(page, `parties/parties/${id}`);
    return addresses.map((a) => a.city).join() === "Kiel,Jena";
  }, 20_000);
  await page.context().close();
}
