// One story through one system, by keyboard, in each language: a card from a trade fair becomes a deal, an order, an invoice that is
// paid, a ticket and a credit note; at its end the ledger and the customer's page agree.
import assert from "node:assert/strict";
import { answered, base, faults, fondaco, go, open, password, people, press, read, ready, settled, signIn, tabTo, until } from "../stage.mjs";

const grids = (page) => page.waitForFunction(() => ["ui-form", "ui-lines", "ui-combobox"].every((n) => customElements.get(n)));
const forms = (page) => page.waitForFunction(() => ["ui-form", "ui-combobox"].every((n) => customElements.get(n)));
const idOf = (page) => Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1]);
const id = (value) => value?.id ?? value;
const cents = (text) => Math.round(Number(text) * 100);

/** Presses a verb of the record: a dialog is answered by the main key after `say`. */
async function verb(page, name, say = async () => {}, further = false) {
  const at = `header.top .acts > [href$='/${name}'], header.top .acts > [formaction$='/${name}']`;
  await page.waitForSelector(at);
  await tabTo(page, at);
  const asks = await page.evaluate((s) => "dialog" in document.querySelector(s).dataset, at);
  const before = page.url();
  await press(page, "Enter");
  if (asks) {
    await page.waitForSelector("dialog[open] form");
    await page.waitForFunction(() => document.activeElement?.closest("dialog[open]"));
    await say();
    if (further) {
      await tabTo(page, "dialog[open] button[formaction*='then=']");
      await answered(page, new RegExp(`/${name}\\?then=`), () => press(page, "Enter"));
    } else await answered(page, new RegExp(`/${name}$`), () => press(page, "Control+Enter"));
    await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  }
  return before;
}

async function fresh(page, list) {
  await go(page, list);
  await press(page, "c");
  await page.waitForURL(/\/new$/);
  await forms(page);
}
async function save(page) {
  await Promise.all([page.waitForURL(/\/\d+$/), press(page, "Control+s")]);
  await ready(page);
  return idOf(page);
}
async function choose(page, words) {
  await page.keyboard.type(words);
  await page.waitForSelector(`.pop [role=option][aria-selected=true]:has-text(${JSON.stringify(words)})`);
  await press(page, "Enter");
}
async function type(page, field, text) {
  await tabTo(page, `#record-${field}`);
  await page.keyboard.type(text);
}
/** Goes on by Tab to a column of the line one types in. */
async function column(page, name) {
  for (let n = 0; n < 12; n += 1) {
    const at = await page.evaluate(() => {
      const cell = document.activeElement?.closest("ui-lines td");
      return cell && cell.closest("ui-lines").querySelectorAll("thead th")[cell.cellIndex]?.dataset.col;
    });
    if (at === name) return;
    await press(page, "Tab");
  }
  assert.fail(`no column ${name}`);
}
const state = (page, where, wanted) => until(`${where} is ${wanted}`, async () => (await read(page, where)).state === wanted);

async function story(language, locale, firm) {
  const login = `trunk-${language}`;
  people[login] = `${login}@demo.example`;
  fondaco(["user", "add", people[login], "Vera Verde", "--set", "demo", "--role", "administrator", "--language", language], `${password}\n`);
  const page = await signIn(login, { locale });
  page.provoked.add(422);

  // The card, and the call about it.
  await fresh(page, "/crm/leads");
  await type(page, "given_name", "Rosa");
  await type(page, "family_name", "Prado");
  await type(page, "organisation", firm);
  await type(page, "email", `rosa@${login}.example`);
  await tabTo(page, "#record-source");
  await choose(page, "Eurobike");
  const lead = await save(page);
  await tabTo(page, ".composer textarea");
  await page.keyboard.type("Called: two chains for a trial, then a fleet.");
  await press(page, "Control+Enter");
  await page.waitForSelector(".tl li:has-text('two chains for a trial')");
  await verb(page, "work");
  await state(page, `crm/leads/${lead}`, "working");

  // The deal.
  await verb(page, "convert");
  await state(page, `crm/leads/${lead}`, "converted");
  const became = await read(page, `crm/leads/${lead}`);
  const [customer, deal] = [id(became.became_organisation), id(became.became_opportunity)];
  await go(page, `/crm/opportunities/${deal}`);
  await grids(page);
  await tabTo(page, "ui-lines[data-name=lines] .add button");
  await press(page, "Enter");
  await column(page, "item");
  await choose(page, "CH-01");
  await column(page, "quantity");
  await page.keyboard.type("2");
  await press(page, "Tab", "Escape");
  await answered(page, new RegExp(`/opportunities/${deal}$`), () => press(page, "Control+s"));
  await until("the deal has its line", async () => (await read(page, `crm/opportunities/${deal}`)).lines.length === 1);
  await ready(page);

  // The offer, sent and answered by the customer outside.
  await verb(page, "quote");
  await page.waitForURL(/quotations\/\d+$/);
  await ready(page);
  const quotation = idOf(page);
  const offered = await read(page, `sales/quotations/${quotation}`);
  assert.equal(cents(offered.net), cents((await read(page, `crm/opportunities/${deal}`)).amount), "not a figure is typed twice");
  await verb(page, "send");
  await state(page, `sales/quotations/${quotation}`, "sent");
  await go(page, `/pages/sales/offer-link/${quotation}`);
  await tabTo(page, "#main form button:not([value=revoke])");
  await press(page, "Enter");
  await page.waitForSelector("#offer-link");
  const outside = await open({ viewport: { width: 390, height: 844 }, locale });
  await outside.goto(`${await page.inputValue("#offer-link")}?lang=${language}`);
  await ready(outside);
  await tabTo(outside, "#offer-name");
  await outside.keyboard.type("Rosa Prado");
  await tabTo(outside, "button[value=accept]");
  await Promise.all([outside.waitForNavigation(), press(outside, "Enter")]);
  await outside.waitForSelector(".note.t-success");
  await outside.context().close();
  const order = id((await read(page, `sales/quotations/${quotation}`)).order ?? (await read(page, `sales/orders?filter=${encodeURIComponent(`customer = #${customer}`)}`)).data[0]);
  assert.equal((await read(page, `crm/opportunities/${deal}`)).state, "won", "the offer closed the deal");

  // The order, the goods, the invoice.
  await go(page, `/sales/orders/${order}`);
  if ((await read(page, `sales/orders/${order}`)).state === "draft") await press(page, "Control+Enter");
  await state(page, `sales/orders/${order}`, "confirmed");
  await go(page, `/sales/orders/${order}`);
  // In Spanish the goods are delivered and posted in one step, otherwise somebody looks at the draft first.
  await verb(page, "deliver", undefined, language === "es");
  if (language === "es") {
    await until("the goods left", async () => (await read(page, `sales/orders/${order}`)).delivered === "fully");
  } else {
    await page.waitForURL(/deliveries\/\d+$/);
    await ready(page);
    const delivery = idOf(page);
    await press(page, "Control+Enter");
    await state(page, `sales/deliveries/${delivery}`, "posted");
  }
  await go(page, `/sales/orders/${order}`);
  await verb(page, "bill");
  await page.waitForURL(/customer-invoices\/\d+$/);
  await ready(page);
  const invoice = idOf(page);
  await press(page, "Control+Enter");
  await state(page, `sales/customer-invoices/${invoice}`, "posted");
  const billed = await read(page, `sales/customer-invoices/${invoice}`);

  // The money.
  if (language === "es") {
    await go(page, `/sales/customer-invoices/${invoice}`);
    await verb(page, "pay", undefined, true);
    await until("the invoice offers no payment any more", async () => !(await page.locator("header.top [href$='/pay']").count()));
  } else {
    await fresh(page, "/accounting/payments");
    await tabTo(page, "#record-party");
    await choose(page, firm);
    await type(page, "amount", billed.total);
    const payment = await save(page);
    await press(page, "Control+Enter");
    await state(page, `accounting/payments/${payment}`, "posted");
  }
  const open1 = await read(page, `accounting/open-items?filter=${encodeURIComponent(`party = #${customer} and settled = no`)}`);
  assert.deepEqual(open1.data, [], "the invoice is paid");

  // The complaint, and what is given back.
  await fresh(page, "/service/tickets");
  await type(page, "subject", "One chain squeaks");
  await tabTo(page, "#record-customer");
  await choose(page, firm);
  await tabTo(page, "#record-customer_invoice");
  await choose(page, billed.number);
  const ticket = await save(page);
  assert.equal(id((await read(page, `service/tickets/${ticket}`)).customer_invoice), invoice);
  await go(page, `/sales/customer-invoices/${invoice}`);
  await verb(page, "reverse", async () => {
    await tabTo(page, "dialog[open] [name=reason]");
    await page.keyboard.type("Squeaks");
  });
  const credit = await until("a credit note", async () => {
    const found = await read(page, `sales/customer-invoices?filter=${encodeURIComponent(`customer = #${customer} and form = credit_note`)}`);
    return found.data[0];
  });
  if (credit.state === "draft") {
    await go(page, `/sales/customer-invoices/${credit.id}`);
    await press(page, "Control+Enter");
    await state(page, `sales/customer-invoices/${credit.id}`, "posted");
  }

  // The ledger and the customer's page say the same.
  const items = (await read(page, `accounting/open-items?filter=${encodeURIComponent(`party = #${customer} and settled = no`)}`)).data;
  const owed = items.reduce((sum, item) => sum + cents(item.open), 0);
  assert.equal(owed, -cents(billed.total), "he has the money of the squeaking chains to his credit");
  const entries = await Promise.all([billed, await read(page, `sales/customer-invoices/${credit.id}`)].map((one) => read(page, `accounting/journal-entries/${id(one.entry)}`)));
  const ledger = {};
  for (const line of entries.flatMap((e) => e.lines)) ledger[id(line.account)] = (ledger[id(line.account)] ?? 0) + cents(line.amount_base);
  assert(Object.values(ledger).every((sum) => sum === 0), `invoice and credit note cancel out: ${JSON.stringify(ledger)}`);
  await go(page, `/pages/parties/overview/${customer}`);
  await settled(page);
  const numbers = [billed.number, offered.number, "Onechainsqueaks", billed.total.replace(".", "")];
  const plain = async () => (await page.innerText("#main")).replace(/[\s.,]/g, "");
  await until(`the customer's page shows ${numbers.join(", ")}`, async () => {
    const said = await plain();
    return numbers.every((one) => said.includes(one));
  });
  assert.deepEqual(await faults(page, `customer ${language}`), []);
  await page.screenshot({ path: `shots/trunk-${language}.png`, fullPage: true });
  await page.context().close();
}

export const english = () => story("en", "en-GB", "Prado Rides Ltd");
export const spanish = () => story("es", "es-ES", "Prado Bicis S.L.");
export const chinese = () => story("zh-CN", "zh-CN", "Prado Beijing Co.");
