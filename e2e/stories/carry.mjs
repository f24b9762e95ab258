// Files in and out through the wizard, jobs as they run, and records shared one by one.
import assert from "node:assert/strict";
import fs from "node:fs";
import zlib from "node:zlib";
import { answered, base, go, make, read, ready, signIn, until } from "../stage.mjs";

/** Text as GB18030 writes it: the two-byte part, which holds everyday Chinese. */
function gb18030(text) {
  const decoder = new TextDecoder("gb18030"), codes = new Map();
  for (let a = 0x81; a <= 0xfe; a += 1)
    for (let b = 0x40; b <= 0xfe; b += 1) if (b !== 0x7f) codes.set(decoder.decode(Uint8Array.of(a, b)), [a, b]);
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : (codes.get(c) ?? assert.fail(c)))));
}

/** A workbook of one sheet, as small as the format allows. */
function xlsx(rows) {
  const cell = (text) => `<c t="inlineStr"><is><t>${text.replace(/[<&]/g, (c) => (c === "<" ? "&lt;" : "&amp;"))}</t></is></c>`;
  const sheet = rows.map((row, n) => `<row r="${n + 1}">${row.map(cell).join("")}</row>`).join("");
  const rels = "http://schemas.openxmlformats.org/package/2006/relationships", doc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const files = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${doc}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${doc}"><sheets><sheet name="Customers" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${rels}"><Relationship Id="r1" Type="${doc}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  const parts = [], index = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text), head = Buffer.alloc(30), entry = Buffer.alloc(46), sum = zlib.crc32(body);
    head.writeUInt32LE(0x04034b50, 0), head.writeUInt16LE(20, 4), head.writeUInt32LE(sum, 14), head.writeUInt32LE(body.length, 18), head.writeUInt32LE(body.length, 22), head.writeUInt16LE(name.length, 26);
    entry.writeUInt32LE(0x02014b50, 0), entry.writeUInt16LE(20, 4), entry.writeUInt16LE(20, 6), entry.writeUInt32LE(sum, 16), entry.writeUInt32LE(body.length, 20), entry.writeUInt32LE(body.length, 24), entry.writeUInt16LE(name.length, 28), entry.writeUInt32LE(at, 42);
    parts.push(head, Buffer.from(name), body), index.push(entry, Buffer.from(name));
    at += 30 + name.length + body.length;
  }
  const size = index.reduce((sum, b) => sum + b.length, 0), end = Buffer.alloc(22), n = Object.keys(files).length;
  end.writeUInt32LE(0x06054b50, 0), end.writeUInt16LE(n, 8), end.writeUInt16LE(n, 10), end.writeUInt32LE(size, 12), end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...index, end]);
}

const kpis = async (page) => Object.fromEntries(await Promise.all((await page.locator(".kpi").all()).map(async (k) => [(await k.locator(".lab").innerText()).trim(), Number((await k.locator(".v").innerText()).replaceAll(/\D/g, ""))])));

/** From the file to the way back. */
async function wizard(page, name, buffer, { created, refused, wrong, correct }) {
  await go(page, "/import/parties/parties");
  await page.setInputFiles("[name=file]", { name, mimeType: "application/octet-stream", buffer });
  await Promise.all([page.waitForURL(/import\/parties\/parties\/\w{20,}$/), page.click(".wiz button.pri")]);
  await page.waitForSelector("[name=key]");
  const ticket = page.url();
  await Promise.all([page.waitForResponse(/rehearse$/), page.click(".wiz .acts button.pri")]);
  await page.waitForSelector(".kpis", { timeout: 20_000 });
  const words = await kpis(page);
  assert.deepEqual(Object.values(words), [created, 0, 0, refused], "the rehearsal says what will be");
  assert.equal((await read(page, `parties/parties?q=${encodeURIComponent(correct.name)}`)).data.length, 0, "and keeps nothing");
  await page.reload();
  await page.waitForSelector(".kpis");
  await Promise.all([page.waitForResponse(/run$/), page.click(".wiz .acts button.pri")]);
  await page.waitForSelector("a[href$='/errors']", { timeout: 30_000 });
  assert.deepEqual(Object.values(await kpis(page)), [created, 0, 0, refused]);
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='/errors']")]);
  const errors = fs.readFileSync(await file.path(), "utf8");
  assert(errors.includes(wrong), errors);
  assert.equal(errors.trim().split("\n").length, refused + 1, "the head and the refused rows");
  const run = (await page.getAttribute("a[href$='/errors']", "href")).match(/runs\/(\d+)/)[1];
  await page.goto(ticket);
  await page.waitForURL(/runs\/\d+$/);
  // The list of imports tells of it, and its job is done.
  await go(page, "/import/parties/parties");
  assert(await page.isVisible(`a[href$='/runs/${run}']`));
  // The refused rows, corrected, import again.
  const fixed = Buffer.from(errors.replace(wrong, correct.value));
  await page.setInputFiles("[name=file]", { name: `again-${name.replace(/\.\w+$/, ".csv")}`, mimeType: "text/csv", buffer: fixed });
  await Promise.all([page.waitForURL(/import\/parties\/parties\/\w{20,}$/), page.click(".wiz button.pri")]);
  await Promise.all([page.waitForResponse(/rehearse$/), page.click(".wiz .acts button.pri")]);
  await page.waitForSelector(".kpis", { timeout: 20_000 });
  assert.equal(Object.values(await kpis(page))[0], refused);
  // And the first import is taken back.
  await go(page, `/import/parties/parties/runs/${run}`);
  await Promise.all([page.waitForResponse(/revert$/), page.click("form[action$='/revert'] button")]);
  await page.waitForSelector(".note.t-warn");
  assert.equal((await read(page, `parties/parties?q=${encodeURIComponent(correct.name)}`)).data.length, 0, "its records are archived");
}

export async function importChineseCsv() {
  const page = await signIn("lucia");
  const text = "名称,国家,网站,备注\n宁波远航贸易有限公司,CN,https://yuanhang.example,老客户\n苏州精工零件厂,CN,,\n青岛海风自行车行,CN,https://haifeng.example,\n广州某某公司,亚特兰蒂斯,,国家写错了\n";
  await wizard(page, "客户资料.csv", gb18030(text), { created: 3, refused: 1, wrong: "亚特兰蒂斯", correct: { value: "CN", name: "宁波远航" } });
  await page.context().close();
}

export async function importWorkbook() {
  const page = await signIn("lucia");
  const rows = [["Name", "Country", "Website"], ["Fjordlink Cargo AS", "NO", "https://fjordlink.example"], ["Baltwind Trade UAB", "LT", ""], ["Nowhere Goods", "Atlantis", ""]];
  await wizard(page, "customers.xlsx", xlsx(rows), { created: 2, refused: 1, wrong: "Atlantis", correct: { value: "ES", name: "Fjordlink" } });
  await page.context().close();
}

/** A large file runs as a job: its bar moves on the page of jobs by itself, and it can be called off there. */
export async function jobs() {
  const page = await signIn("lucia");
  // So many that the import is still at work when it is called off, on a quick machine too.
  const many = 15_000;
  const lines = ["Name,Country"];
  for (let n = 0; n < many; n += 1) lines.push(`Bulk trader number ${n} of ${n * 7919},ES`);
  await go(page, "/import/parties/parties");
  await page.setInputFiles("[name=file]", { name: "bulk.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await Promise.all([page.waitForURL(/import\/parties\/parties\/\w{20,}$/), page.click(".wiz button.pri")]);
  await Promise.all([page.waitForResponse(/rehearse$/), page.click(".wiz .acts button.pri")]);
  await page.waitForSelector(".kpis", { timeout: 60_000 });
  const watch = await page.context().newPage();
  await go(watch, "/settings/jobs");
  await Promise.all([page.waitForResponse(/run$/), page.click(".wiz .acts button.pri")]);
  const row = watch.locator("li[data-state=running]", { hasText: "Import" });
  await row.waitFor({ timeout: 20_000 });
  await row.locator(`progress[max='${many}']`).waitFor({ timeout: 20_000 });
  const value = () => row.locator("progress").evaluate((bar) => /** @type {HTMLProgressElement} */ (bar).value);
  const before = await value();
  const id = await row.getAttribute("data-job");
  await until("the bar moves", async () => (await value()) > before, 20_000);
  assert.match(await row.innerText(), /Lucía Ortega/);
  await Promise.all([watch.waitForResponse(/cancel$/), row.locator("button").click()]);
  await watch.locator(`li[data-job="${id}"][data-state=cancelled]`).waitFor({ timeout: 20_000 });
  await page.waitForSelector(".note.t-danger:has-text('stopped before its end')", { timeout: 20_000 });
  const stopped = await kpis(page);
  assert(stopped.Created > 0 && stopped.Created < many, JSON.stringify(stopped));
  // Tried again, it goes on from there and makes none twice.
  await Promise.all([watch.waitForResponse(/retry$/), watch.locator(`li[data-job="${id}"] button`).click()]);
  await watch.locator(`li[data-job="${id}"][data-state=done]`).waitFor({ timeout: 90_000 });
  await page.reload();
  assert.equal((await kpis(page)).Created, many);
  await page.context().close();
}

/** A record shared with a colleague is seen by that one alone, to read, then to edit, then no more. */
export async function shares() {
  const [boss, tom] = [await signIn("lucia"), await signIn("diego")];
  tom.provoked.add(404).add(403);
  boss.provoked.add(422);
  const made = await make(boss, "platform/activities", { title: "Secret plan", activity: "task", due_on: "2030-01-01" });
  const record = { where: "platform/activities", id: made.id };
  const address = `${base}/demo/api/${record.where}/${record.id}`;
  const status = async () => (await tom.request.get(address)).status();
  const edit = async () => {
    const token = await tom.getAttribute("meta[name=token]", "content");
    return (await tom.request.patch(address, { data: { description: "Seen by Diego" }, headers: { "X-Token": token, Origin: base } })).status();
  };
  const had = await status();
  assert.equal(had, 404, "his role does not reach it");
  await go(boss, `/${record.where}/${record.id}`);
  await boss.click("button[aria-label='More']");
  await Promise.all([boss.waitForURL(/shares$/), boss.click(".menu a:has-text('Share')")]);
  await boss.click(".formcard button.pri");
  await boss.waitForSelector(".fld .err");
  await boss.fill("#set-user", "Diego");
  await boss.locator("[role=option]", { hasText: "Diego" }).first().click();
  await Promise.all([boss.waitForResponse(/shares$/), boss.click(".formcard button.pri")]);
  await boss.locator("tbody tr", { hasText: "Diego Paz" }).waitFor();
  assert.equal(await status(), 200, "shared, it is seen");
  assert.match(String(await edit()), /^40[34]$/, "and not changed");
  await boss.fill("#set-user", "Diego");
  await boss.locator("[role=option]", { hasText: "Diego" }).first().click();
  await boss.selectOption("[name=may]", "edit");
  await Promise.all([boss.waitForResponse(/shares$/), boss.click(".formcard button.pri")]);
  await boss.locator("tbody tr", { hasText: "Read and edit" }).waitFor();
  assert.equal(await edit(), 200, "now he may");
  await Promise.all([boss.waitForResponse(/shares$/), boss.locator("tbody tr button").click()]);
  await until("the share is gone", async () => (await boss.locator("tbody tr").count()) === 0);
  assert.equal(await status(), had);
  await boss.context().close();
  await tom.context().close();
}
