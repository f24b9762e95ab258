// Reports: from a figure to the document behind it and back by keys, asking for another time, files, paper, without scripts.
import assert from "node:assert/strict";
import fs from "node:fs";
import { base, faults, go, open, people, password, press, read, settled, signIn, until } from "../stage.mjs";

const PAGES = {
  places: "/reports/accounting",
  "trial-balance": "/reports/accounting/trial-balance",
  "balance-sheet": "/reports/accounting/balance-sheet",
  "income-statement": "/reports/accounting/income-statement",
  "cash-flow": "/reports/accounting/cash-flow",
  "which-account": "/reports/accounting/general-ledger",
  "tax-return": "/reports/accounting/tax-return",
  "aged-items": "/reports/accounting/aged-items",
  refused: "/reports/accounting/aged-items?as_of=soon",
};
const listening = (page) => page.waitForFunction(() => customElements.get("ui-list"));
const marked = (page) => page.innerText("tr.cur");
const at = (page, address) => page.waitForFunction((part) => location.href.includes(part), address);

export async function fromTheBalanceSheetToADocumentAndBack() {
  const page = await signIn("lucia");
  await press(page, "Control+k");
  await page.keyboard.type("balance sh");
  await page.waitForSelector(".pal [role=option][aria-selected=true]:has-text('Balance sheet')");
  await press(page, "Enter");
  await at(page, "/reports/accounting/balance-sheet");
  await listening(page);
  await page.waitForSelector("table.rep");
  await press(page, "j");
  const account = await marked(page);
  await press(page, "Enter");
  await at(page, "/reports/accounting/general-ledger?");
  await page.waitForSelector("h1:has-text('General ledger')");
  await press(page, "j", "j", "j");
  const line = await marked(page);
  await press(page, "Enter");
  await at(page, "/accounting/journal-entries/");
  await page.waitForSelector("[data-out=source] a");
  const document = await page.getAttribute("[data-out=source] a", "href");
  await page.focus("[data-out=source] a");
  await press(page, "Enter");
  await at(page, document);
  await page.goBack();
  await at(page, "/accounting/journal-entries/");
  await page.goBack();
  await page.waitForSelector("tr.cur");
  assert.equal(await marked(page), line, "the line that led away is marked");
  await page.goBack();
  await page.waitForSelector("h1:has-text('Balance sheet')");
  await page.waitForSelector("tr.cur");
  assert.equal(await marked(page), account);
  await page.context().close();
}

export async function anotherTimeAndAFile() {
  const page = await signIn("lucia");
  await go(page, "/reports/accounting/income-statement");
  const year = Number((await read(page, "reports/accounting/income-statement")).parameters.ends_on.slice(0, 4));
  await page.fill("#ask-starts_on", `1/1/${year - 1}`);
  await page.fill("#ask-ends_on", `31 Dec ${year - 1}`);
  await page.fill("#ask-compared_ends_on", `31 Dec ${year - 2}`);
  await press(page, "Enter");
  await at(page, `starts_on=${year - 1}-01-01&ends_on=${year - 1}-12-31&compared_ends_on=${year - 2}-12-31`);
  await page.waitForSelector(`thead th:has-text("1 Jan ${year - 2} – 31 Dec ${year - 2}")`);
  assert.equal(await page.inputValue("#ask-compared_starts_on"), `1 Jan ${year - 2}`, "what was used is filled in");
  await page.click("header.top [aria-label=Export]");
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(".menu a:has-text('CSV')")]);
  assert.equal(file.suggestedFilename(), `Income statement ${year - 1}-01-01 ${year - 1}-12-31 ${year - 2}-01-01 ${year - 2}-12-31.csv`);
  assert.match(fs.readFileSync(await file.path(), "utf8"), /Net result/);

  page.provoked.add(422);
  await page.fill("#ask-ends_on", "soon");
  await press(page, "Enter");
  await page.waitForSelector(".asks .err");
  assert.equal(await page.inputValue("#ask-ends_on"), "soon");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "ask-ends_on", "the wrong field has the focus");
  await page.context().close();
}

export async function theAccountIsFoundByTyping() {
  const page = await signIn("lucia");
  await go(page, "/reports/accounting/general-ledger");
  await page.click("#ask-account");
  await page.keyboard.type("572");
  await page.waitForSelector(".pop [role=option]:has-text('Banks')");
  await press(page, "Enter", "Enter");
  await at(page, "account=");
  await page.waitForSelector("tbody tr.total:has-text('Brought forward')");
  await page.emulateMedia({ media: "print" });
  assert(await page.isVisible(".paper .title"), "on paper it has its title");
  assert(!(await page.isVisible(".asked")), "and no form");
  await page.context().close();
}

export async function withoutScripts() {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${base}/sign-in`);
  await page.fill("[name=login]", people.lucia);
  await page.fill("[name=password]", password);
  await page.click("button.pri");
  await page.goto(`${base}/demo/reports/accounting/general-ledger`);
  await page.fill("#ask-account", "572");
  await page.click(".asks > button");
  assert.match(page.url(), /general-ledger\?(company=\d+&)?account=\d+$/);
  assert((await page.locator("tbody tr").count()) > 5);
  await page.click("tbody tr:nth-child(2) a");
  assert.match(page.url(), /journal-entries\/\d+$/);
  await page.context().close();
}

/** Inés reads one language after another. */
export async function looks() {
  const found = [];
  for (const [lang, width, colorScheme] of [["es", 390, "dark"], ["zh-CN", 1440, "dark"], ["zh-CN", 390, "light"], ["es", 1440, "light"], ["en", 1440, "light"]]) {
    const phone = width < 761 && { hasTouch: true, isMobile: true };
    const page = await signIn("ines@demo.example", { viewport: { width, height: width < 761 ? 844 : 900 }, colorScheme, bypassCSP: true, ...phone });
    page.provoked.add(422);
    await go(page, "/me");
    await page.selectOption("[name=language]", lang);
    await page.click("main form button.pri");
    await until("the language", async () => (await page.getAttribute("html", "lang").catch(() => "")) === lang);
    const ledger = (await read(page, "reports/accounting/balance-sheet")).rows.flatMap((r) => r.cells).find((c) => c.value === "572").link.href;
    for (const [name, where] of Object.entries({ ...PAGES, "general-ledger": ledger.replace("/demo/api", "") })) {
      await page.goto(`${base}/demo${where}`);
      await settled(page);
      await page.screenshot({ path: `shots/report-${name}-${width}-${colorScheme}-${lang}.png` });
      found.push(...(await faults(page, `${name} ${width} ${colorScheme} ${lang}`)));
    }
    if (phone) {
      await page.tap(".asked > .btn");
      await page.waitForSelector("#asks:popover-open");
      found.push(...(await faults(page, `asked ${width} ${lang}`)));
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
}
