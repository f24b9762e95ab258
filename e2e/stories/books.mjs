// The books by keyboard alone: a month's bills, invoices, payments and entries, what the bank says, and the close.
import assert from "node:assert/strict";
import { faults, fondaco, go, password, people, press, read, ready, settled, signIn, tabTo, until } from "../stage.mjs";

const grids = (page) => page.waitForFunction(() => ["ui-form", "ui-lines", "ui-combobox"].every((n) => customElements.get(n)));
const idOf = (page) => Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1]);

/** An accountant of her own, who reads English. */
async function accountant(login) {
  people[login] = `${login}@demo.example`;
  fondaco(["user", "add", people[login], "Berta Books", "--set", "demo", "--role", "accountant"], `${password}\n`);
  return signIn(login);
}

/** Jumps by the palette, as one does who never looks for a menu. */
async function jump(page, words, address) {
  await press(page, "Control+k");
  await page.keyboard.type(words);
  await page.waitForSelector(`.pal [role=option][aria-selected=true]:has-text(${JSON.stringify(words)})`);
  await Promise.all([page.waitForURL(address), press(page, "Enter")]);
  await ready(page);
}

/** A new document of the list one stands on. */
async function fresh(page) {
  await press(page, "c");
  await page.waitForURL(/\/new$/);
  await grids(page);
}

/** Types into a reference and takes the first answer. */
async function choose(page, words) {
  await page.keyboard.type(words);
  await page.waitForSelector(`.pop [role=option][aria-selected=true]:has-text(${JSON.stringify(words)})`);
  await press(page, "Enter");
}

/** Saves, then presses the record's main button. */
async function saveAndPost(page, entity) {
  await Promise.all([page.waitForURL(/\/\d+$/), press(page, "Control+s")]);
  await ready(page);
  const id = idOf(page);
  await press(page, "Control+Enter");
  await until(`${entity} is posted`, async () => (await read(page, `${entity}/${id}`)).state === "posted");
  return read(page, `${entity}/${id}`);
}

export async function aMonthByKeyboard() {
  const page = await accountant("books");
  page.provoked.add(422);

  await jump(page, "Supplier invoices", /supplier-invoices$/);
  await fresh(page);
  await tabTo(page, "#record-supplier");
  await choose(page, "Hilos y Cables");
  await tabTo(page, "#record-supplier_number");
  await page.keyboard.type("RENT-11");
  await tabTo(page, "ui-lines[data-name=lines] .add button");
  await press(page, "Enter", "Tab");
  await page.keyboard.type("Rent of the workshop");
  await press(page, "Tab");
  await page.keyboard.type("1");
  await press(page, "Tab", "Tab");
  await page.keyboard.type("1200");
  await press(page, "Tab", "Tab");
  await choose(page, "621");
  await press(page, "Escape");
  const bill = await saveAndPost(page, "purchasing/supplier-invoices");
  assert.equal(bill.net, "1200.00");

  await jump(page, "Manual entries", /manual-entries$/);
  await fresh(page);
  await tabTo(page, "#record-text");
  await page.keyboard.type("Insurance of the year, this month's part");
  await tabTo(page, "ui-lines[data-name=lines] .add button");
  await press(page, "Enter");
  await choose(page, "625");
  await page.keyboard.type("Workshop");
  await press(page, "Tab", "Tab", "Tab", "Tab");
  await page.keyboard.type("100");
  await press(page, "Enter");
  await choose(page, "480");
  await press(page, "Tab", "Tab", "Tab", "Tab", "Tab");
  await page.keyboard.type("100");
  await press(page, "Tab", "Escape");
  const entry = await saveAndPost(page, "accounting/manual-entries");

  await jump(page, "Payments", /payments$/);
  await fresh(page);
  await tabTo(page, "#record-direction");
  await page.keyboard.type("Paid");
  await tabTo(page, "#record-party");
  await choose(page, "Hilos y Cables");
  await tabTo(page, "#record-amount");
  await page.keyboard.type(bill.total);
  await tabTo(page, "#record-reference");
  await page.keyboard.type("RENT-11");
  const paid = await saveAndPost(page, "accounting/payments");
  assert.equal(paid.on_account, "0.00", "it settles what is owed");

  const day = paid.posted_on;
  const minus = (text) => `-${text}`;
  const csv = ["Date,Amount,Name,Description", `${day},${minus(paid.amount)},Hilos y Cables,RENT-11`, `${day},-7.50,Caja del Puerto,Account fee of the month`].join("\n");
  await jump(page, "Bank reconciliation", /bank-desk$/);
  await page.setInputFiles("input[type=file]", { name: "statement.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await tabTo(page, "[name=account]");
  await page.keyboard.type("Caja");
  await press(page, "Tab");
  await Promise.all([page.waitForSelector(".bank-moves li, .toast"), press(page, "Enter")]);
  await page.waitForSelector(".bank-moves li:has-text('Account fee')");
  await until("the program matches what is sure", async () => {
    const found = await read(page, "accounting/bank-transactions?filter=settled%20%3D%20yes&sort=-id&limit=5");
    return found.data.some((m) => m.text === "RENT-11" && m.amount === minus(paid.amount));
  });
  await page.reload();
  await ready(page);
  // Other movements of the company wait as well.
  const fee = await page.getAttribute(".bank-moves li:has-text('Account fee') a[href$='/book']", "href");
  await tabTo(page, `a[href="${fee}"]`);
  await press(page, "Enter");
  await page.waitForSelector("dialog[open] [name^=account]");
  await page.waitForFunction(() => document.activeElement?.closest("dialog[open]"));
  await tabTo(page, "dialog[open] ui-combobox input");
  await choose(page, "626");
  await press(page, "Control+Enter");
  await until("the fee is booked", async () => (await read(page, `accounting/bank-transactions/${/(\d+)\/book$/.exec(fee)[1]}`)).settled);

  await jump(page, "Month-end close", /accounting\/close$/);
  await page.waitForSelector(".close-points .card");
  assert.match(await page.innerText(".close-points"), /Every movement of the bank is in the books/);
  assert.deepEqual(await faults(page, "close"), []);
  await settled(page);
  await page.screenshot({ path: "shots/close.png" });
  const month = (await page.innerText(".close-head h2")).trim();
  await press(page, "Control+Enter");
  await page.waitForSelector("dialog[open] [name=part]");
  await press(page, "Control+Enter");
  await until("the month is closed", async () => {
    const found = await read(page, `accounting/periods?filter=${encodeURIComponent(`name = "${month}"`)}`);
    return found.data[0].general === "soft";
  });

  for (const [entity, one] of [["manual-entries", entry], ["payments", paid]]) {
    const made = await read(page, `accounting/${entity}/${one.id}`);
    const booked = await read(page, `accounting/journal-entries/${made.entry?.id ?? made.entry}`);
    const sum = booked.lines.reduce((all, l) => all + Math.round(Number(l.amount_base) * 100), 0);
    assert(booked.lines.length > 1 && sum === 0, "what was typed balances");
  }
  await page.context().close();
}

/** The bank's desk and the close on a phone, in Chinese and in the dark. */
export async function onAPhone() {
  const page = await signIn("ines@demo.example", { viewport: { width: 390, height: 844 }, locale: "zh-CN", colorScheme: "dark" });
  for (const [name, where] of [["bank-desk", "/pages/accounting/bank-desk"], ["close", "/pages/accounting/close"]]) {
    await go(page, where);
    await settled(page);
    assert.deepEqual(await faults(page, name), []);
    const outside = await page.$$eval("main .btn", (all) => all.filter((b) => b.getBoundingClientRect().right > innerWidth).map((b) => b.textContent));
    assert.deepEqual(outside, [], "every button fits the phone");
    await page.screenshot({ path: `shots/phone-${name}.png` });
  }
  await page.context().close();
}
