// Offers: typed with price, day and margin at each key, sent, and answered by the customer on his phone.
import assert from "node:assert/strict";
import { answered, base, faults, go, make, open, press, read, ready, settled, signIn, tabTo, until } from "../stage.mjs";

const cell = async (page, row, column) => {
  const place = await page.evaluate((c) => [...document.querySelectorAll("ui-lines[data-name=lines] thead th")].findIndex((h) => h.dataset.col === c), column);
  return page.locator(`ui-lines[data-name=lines] tbody tr >> nth=${row} >> td >> nth=${place}`);
};
const text = async (page, row, column) => (await (await cell(page, row, column)).innerText()).trim();
const grids = (page) => page.waitForFunction(() => ["ui-form", "ui-lines", "ui-combobox"].every((n) => customElements.get(n)));

/** A customer, an item that is in stock and the company. */
async function facts(page) {
  const orders = await read(page, "sales/orders?filter=state%20%3D%20confirmed&limit=1");
  const order = await read(page, `sales/orders/${orders.data[0].id}`);
  return { company: order.company, customer: order.customer, item: order.lines[0].item };
}
const id = (value) => value?.id ?? value;

/** Types an offer: after each key of the quantity the line says price, day and margin. */
export async function typed() {
  const page = await signIn("lucia");
  const { customer, item } = await facts(page);
  const name = (await read(page, `catalog/items/${id(item)}`)).name;
  await go(page, `/sales/quotations/new?customer=${id(customer)}`);
  await grids(page);
  await page.click("ui-lines[data-name=lines] .add button");
  const line = async (column) => (await cell(page, 0, column)).click();
  await line("item");
  await page.keyboard.type(name.slice(0, 8));
  await page.waitForSelector(`.pop [role=option]:has-text(${JSON.stringify(name)})`);
  await press(page, "Enter");
  await line("quantity");
  const times = [];
  for (const key of ["1", "2"]) {
    const began = Date.now();
    await answered(page, /draft$/, () => page.keyboard.type(key));
    times.push(Date.now() - began);
  }
  await until("the margin", () => text(page, 0, "margin"));
  assert.notEqual(await text(page, 0, "price"), "", "the price is found by the rules");
  assert.notEqual(await text(page, 0, "price_from"), "");
  assert.notEqual(await text(page, 0, "forecast"), "");
  console.log(`  key to answer: ${times.join(", ")} ms`);
  // What was proposed stays a proposal: another quantity finds its price again and keeps the reason.
  await press(page, "Backspace");
  await until("twelve became one", async () => (await page.evaluate(() => document.querySelector("[data-out=net]")?.textContent)) !== "");
  await settled(page);
  await page.screenshot({ path: "shots/offer-typed.png" });
  await Promise.all([page.waitForURL(/quotations\/\d+$/), press(page, "Control+s")]);
  const made = await read(page, `sales/quotations/${page.url().split("/").pop()}`);
  assert.notEqual(made.lines[0].price_from, "hand", "saving a proposal does not make it typed");
  assert(made.lines[0].price_trace, "the reason is kept");
}

/** The customer reads the offer on his phone, takes an option and accepts; a second answer says so. */
export async function answeredOutside() {
  const page = await signIn("lucia");
  page.provoked.add(404).add(422);
  const { company, customer, item } = await facts(page);
  const lines = [
    { form: "section", text: "Frames" },
    { form: "item", item: id(item), quantity: "2", text: "As drawn on the sketch" },
    { form: "item", item: id(item), quantity: "1", optional: true },
    { form: "note", text: "Assembly is not included." },
  ];
  const offer = await make(page, "sales/quotations", {
    company: id(company), customer: id(customer), subject: "New frames for the north hall", introduction: "Thank you for asking.\n\nWe are glad to offer:", lines,
  });
  await go(page, `/sales/quotations/${offer.id}`);
  await answered(page, /\/send$/, () => page.click("button:has-text('Mark as sent')"));
  await page.waitForSelector(".pill:has-text('Sent')");
  await go(page, `/pages/sales/offer-link/${offer.id}`);
  await page.click("button:has-text('Make a link')");
  await page.waitForSelector("#offer-link");
  const address = await page.inputValue("#offer-link");
  assert(address.startsWith(`${base}/demo/offer/`), address);
  await page.screenshot({ path: "shots/offer-link.png" });

  const phone = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: "es" });
  phone.provoked.add(404).add(422);
  await phone.goto(`${address}?lang=es`);
  await ready(phone);
  const total = async () => (await phone.textContent(".tot .sum dd")).trim();
  const before = await total();
  assert.deepEqual(await faults(phone, "offer on a phone"), []);
  await phone.screenshot({ path: "shots/offer-phone.png", fullPage: true });
  await phone.fill("#offer-name", "Inés Rey");
  await phone.click(".offer-lines .option label");
  await until("the total with the option", async () => (await total()) !== before);
  assert.equal(await phone.inputValue("#offer-name"), "Inés Rey", "ticking an option keeps the name");
  await phone.screenshot({ path: "shots/offer-phone-option.png", fullPage: true });
  await Promise.all([phone.waitForNavigation(), phone.click("button[value=accept]")]);
  await phone.waitForSelector(".note.t-success");
  assert.match(await phone.textContent(".note.t-success"), /Inés Rey.*SO-/);
  await phone.screenshot({ path: "shots/offer-phone-accepted.png", fullPage: true });
  const desk = await open();
  await desk.goto(`${address}?lang=en`);
  await ready(desk);
  assert.equal(await desk.locator("#offer-name").count(), 0, "it is answered once");
  assert.deepEqual(await faults(desk, "offer on a desk"), []);
  await desk.screenshot({ path: "shots/offer-desk.png", fullPage: true });
  desk.provoked.add(404);
  const nowhere = await desk.goto(`${base}/demo/offer/wrong?lang=en`);
  assert.equal(nowhere.status(), 404);
  const order = await read(page, `sales/quotations/${offer.id}`);
  assert.equal(order.state, "accepted");
  assert.equal(order.decided_by, "Inés Rey");
}

/** The work-list of orders that wait for credit. */
export async function waiting() {
  const page = await signIn("lucia");
  await go(page, "/pages/sales/held");
  assert.deepEqual(await faults(page, "orders on hold"), []);
  await page.screenshot({ path: "shots/held.png" });
  const orders = await read(page, "sales/orders?limit=1");
  await go(page, `/pages/sales/credit/${orders.data[0].id}`);
  assert.deepEqual(await faults(page, "credit of an order"), []);
  await page.screenshot({ path: "shots/credit.png" });
}

/** A price that is too low waits: Tom asks, Lucía finds the question among hers and says yes by keyboard, and the order goes on. */
export async function waitsForAPrice() {
  const lucia = await signIn("lucia");
  const { company, customer } = await facts(lucia);
  // What is guarded is a group of its own, so that nobody else's prices wait.
  const sold = await read(lucia, "catalog/items?limit=1");
  const { base_unit, currency } = await read(lucia, `catalog/items/${sold.data[0].id}`);
  const once = async (where, filter, values) =>
    (await read(lucia, `${where}?filter=${encodeURIComponent(filter)}&limit=1`)).data[0] ?? make(lucia, where, values);
  const group = await once("catalog/item-groups", "code = LAMPS", { code: "LAMPS", name: "Lamps" });
  await once("catalog/items", "code = LAMP-1", {
    code: "LAMP-1", name: "Zinc lamp", base_unit: id(base_unit), currency: id(currency), list_price: "100", item_group: group.id, nature: "service",
  });
  await once("sales/price-guards", `company = #${id(company)}`, { company: id(company), discount: "block", groups: [{ item_group: group.id, most_discount: "20" }] });
  const me = (await read(lucia, `platform/users?filter=${encodeURIComponent('login = "lucia@demo.example"')}`)).data[0];
  const definition = await once("platform/approval-definitions", "name = Discounts", {
    name: "Discounts", document: "sales.order", operation: "confirm", condition: "price_check = needs_approval",
    steps: [{ name: "Management" }], approvers: [{ step: 1, how: "person", person: me.id }],
  });
  if (definition.state === "draft") await make(lucia, `platform/approval-definitions/${definition.id}/activate`, {});

  // Dealers pay 75 of 100; Tom sells the lamp at 40.
  const tom = await signIn("tom");
  await go(tom, `/sales/orders/new?customer=${id(customer)}`);
  await grids(tom);
  await tom.click("ui-lines[data-name=lines] .add button");
  const line = async (column) => (await cell(tom, 0, column)).click();
  await line("item");
  await tom.keyboard.type("Zinc lam");
  await tom.waitForSelector("[role=option]:has-text('Zinc lamp')");
  await press(tom, "Enter");
  await line("quantity");
  await answered(tom, /draft$/, () => tom.keyboard.type("1"));
  await line("price");
  await press(tom, "Control+a");
  await answered(tom, /draft$/, () => tom.keyboard.type("40"));
  await settled(tom);
  await Promise.all([tom.waitForURL(/orders\/\d+$/), press(tom, "Control+s")]);
  await ready(tom);
  const order = tom.url().split("/").pop();
  assert.equal((await read(tom, `sales/orders/${order}`)).price_check, "needs_approval");
  await tom.waitForSelector("a[data-do=main]:has-text('Ask for approval')");
  assert.deepEqual(await faults(tom, "an order that waits for its price"), []);
  await tom.screenshot({ path: "shots/discount-held.png" });
  await press(tom, "Control+Enter");
  await tom.waitForSelector("dialog[open] [name=reason], [name=reason]");
  await tom.fill("[name=reason]", "They take twenty");
  await tom.screenshot({ path: "shots/discount-asked.png" });
  await answered(tom, /approval\/confirm$/, () => press(tom, "Control+Enter"));
  await until("Lucía is asked", async () => (await tom.textContent("body")).includes("Lucía"));
  assert.deepEqual(await faults(tom, "an order that asked"), []);

  // Lucía goes to what waits for her, opens it, and says yes without a mouse.
  await go(lucia, "");
  await press(lucia, "g", "a");
  await lucia.waitForURL(/approval-requests/);
  await ready(lucia);
  await lucia.waitForSelector("tbody tr[data-id]");
  await lucia.screenshot({ path: "shots/discount-approvals.png" });
  await press(lucia, "j", "Enter");
  await lucia.waitForURL(/approval-requests\/\d+/);
  await ready(lucia);
  assert.deepEqual(await faults(lucia, "a question about a price"), []);
  await lucia.screenshot({ path: "shots/discount-question.png" });
  await press(lucia, "Control+Enter");
  await lucia.waitForSelector("[name=comment]");
  await lucia.locator("[name=comment]").focus();
  await lucia.keyboard.type("This once");
  await answered(lucia, /\/approve$/, () => press(lucia, "Control+Enter"));
  const question = lucia.url().split("/").pop();
  await until("she said yes", async () => (await read(lucia, `platform/approval-requests/${question}`)).state === "approved");

  // Tom's order goes on at the price that was approved.
  await go(tom, `/sales/orders/${order}`);
  await tom.waitForSelector("[data-do=main]:has-text('Confirm')");
  await answered(tom, /\/confirm$/, () => press(tom, "Control+Enter"));
  await until("it is confirmed", async () => (await read(tom, `sales/orders/${order}`)).state === "confirmed");
  assert.equal((await read(tom, `sales/orders/${order}`)).lines[0].price, "40");
  await tom.screenshot({ path: "shots/discount-confirmed.png" });
  // Later stories take whatever order stands first.
  await make(tom, `sales/orders/${order}/close`, {});
}
