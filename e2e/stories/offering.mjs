// Offers: typed with price, day and margin at each key, sent, and answered by the customer on his phone.
import assert from "node:assert/strict";
import { answered, base, faults, go, make, open, press, read, ready, settled, signIn, until } from "../stage.mjs";

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
