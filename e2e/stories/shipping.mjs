// Goods leave and some come back: an order picked, packed, shipped and invoiced by keyboard; a return inspected and credited on a phone.
import assert from "node:assert/strict";
import { base, faults, fondaco, go, make, password, people, press, read, ready, settled, signIn, tabTo, until } from "../stage.mjs";

const id = (value) => value?.id ?? value;
const latest = async (page, where) => {
  const found = await read(page, `${where}?sort=-id&limit=1`);
  return read(page, `${where}/${found.data[0].id}`);
};

/** A customer of our own with goods for him in stock and an order of four pieces, not confirmed yet. */
async function ordered(page, name) {
  const orders = await read(page, "sales/orders?filter=state%20%3D%20confirmed&limit=1");
  const order = await read(page, `sales/orders/${orders.data[0].id}`);
  const item = id(order.lines.find((line) => line.goods).item);
  const company = id(order.company);
  const warehouse = id((await read(page, "stock/warehouses?limit=1")).data[0]);
  const today = new Date().toISOString().slice(0, 10);
  const customer = await make(page, "parties/parties", { form: "organisation", name });
  const lines = [{ item, quantity: "20", unit_cost: "10" }];
  const movement = await make(page, "stock/movements", { company, warehouse, purpose: "receipt", posted_on: today, lines });
  await make(page, `stock/movements/${movement.id}/post`, {});
  return make(page, "sales/orders", { company, customer: customer.id, warehouse, ordered_on: today, requested: today, lines: [{ item, quantity: "4", price: "100" }] });
}

/** Presses a verb of the record by keyboard, wherever its button is. */
async function verb(page, words) {
  const button = page.locator(`main [data-act]:has-text("${words}"), header.top a:has-text("${words}"), header.top button:has-text("${words}")`).first();
  if (!(await button.isVisible())) await page.locator("header.top [popovertarget], header.top .more").last().click();
  await button.focus();
  await press(page, "Enter");
}

/** The same, and what its dialog begins with is right. */
async function verbAsIs(page, words, fill = async () => {}) {
  await verb(page, words);
  await page.waitForSelector("dialog[open] form");
  await fill();
  await page.locator("dialog[open] button.pri").focus();
  await press(page, "Enter");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
}

export async function byKeyboard() {
  const page = await signIn("lucia");
  const order = await ordered(page, "Ciclos Alba");
  await go(page, `/sales/orders/${order.id}`);
  await press(page, "Control+Enter");
  await until("it is confirmed", async () => (await read(page, `sales/orders/${order.id}`)).state === "confirmed");

  await go(page, "/pages/sales/pick");
  await tabTo(page, `#pick-${order.id}`);
  // One order on this round: whatever else is due stays.
  await page.evaluate((mine) => document.querySelectorAll("[name=order]").forEach((box) => (box.checked = box.id === `pick-${mine}`)), order.id);
  assert.deepEqual(await faults(page, "to pick"), []);
  await page.screenshot({ path: "shots/to-pick.png" });
  await Promise.all([page.waitForURL(/pages\/stock\/pick\/\d+$/), press(page, "Control+Enter")]);
  await ready(page);
  assert.deepEqual(await faults(page, "pick list"), []);
  await page.screenshot({ path: "shots/pick-list.png" });
  // Three of the four are there.
  await tabTo(page, ".pick-list input.inp");
  await press(page, "Control+a");
  await page.keyboard.type("3");
  await press(page, "Control+Enter");
  await page.waitForSelector(".pick-list .pill");

  const delivery = await latest(page, "sales/deliveries");
  assert.deepEqual([id(delivery.customer), delivery.lines[0].quantity], [id(order.customer), "3"]);
  await go(page, `/sales/deliveries/${delivery.id}`);
  await verbAsIs(page, "Ship", async () => {
    await tabTo(page, "dialog[open] [name=tracking_number]");
    await page.keyboard.type("1Z-4711");
  });
  await until("it left", async () => (await read(page, `sales/deliveries/${delivery.id}`)).state === "posted");
  const parcel = await latest(page, "sales/packages");
  assert.deepEqual([id(parcel.delivery), parcel.tracking_number], [delivery.id, "1Z-4711"]);
  await page.screenshot({ path: "shots/delivery-shipped.png", fullPage: true });

  await go(page, `/sales/orders/${order.id}`);
  await verbAsIs(page, "Invoice");
  const invoice = await until("the invoice", async () => {
    const found = await latest(page, "sales/customer-invoices");
    return id(found.customer) === id(order.customer) && found;
  });
  await go(page, `/sales/customer-invoices/${invoice.id}`);
  await press(page, "Control+Enter");
  await until("it is posted", async () => (await read(page, `sales/customer-invoices/${invoice.id}`)).state === "posted");
  assert.equal(invoice.net, "300.00", "what left is invoiced, not what was ordered");
  const now = await read(page, `sales/orders/${order.id}`);
  assert.deepEqual([now.delivered, now.invoiced], ["partially", "partially"]);
}

/** On a phone: the return is taken, looked at, put back on the shelf and credited. */
export async function returnedOnAPhone() {
  const desk = await signIn("lucia");
  const order = await ordered(desk, "Ciclos Berta");
  const does = (where, values = {}) => make(desk, where, values);
  await does(`sales/orders/${order.id}/confirm`);
  await does(`sales/orders/${order.id}/deliver`);
  const delivery = await latest(desk, "sales/deliveries");
  await does(`sales/deliveries/${delivery.id}/post`);
  await does(`sales/orders/${order.id}/bill`);
  const invoice = await latest(desk, "sales/customer-invoices");
  await does(`sales/customer-invoices/${invoice.id}/post`);

  const phone = await signIn("lucia", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await go(phone, `/sales/deliveries/${delivery.id}`);
  await verbAsIs(phone, "Return", () => phone.selectOption("dialog[open] [name=why]", "not_wanted"));
  const rma = await until("the return", async () => {
    const found = await latest(phone, "sales/returns");
    return id(found.customer) === id(order.customer) && found;
  });
  await go(phone, `/sales/returns/${rma.id}`);
  await verb(phone, "Authorise");
  await until("he may send it", async () => (await read(phone, `sales/returns/${rma.id}`)).state === "authorised");
  await go(phone, `/sales/returns/${rma.id}`);
  await verbAsIs(phone, "Receive");
  await until("it is here", async () => (await read(phone, `sales/returns/${rma.id}`)).state === "received");
  await go(phone, `/sales/returns/${rma.id}`);
  await settled(phone);
  assert.deepEqual(await faults(phone, "a return on a phone"), []);
  await phone.screenshot({ path: "shots/return-phone.png", fullPage: true });
  const token = await phone.getAttribute("meta[name=token]", "content");
  const held = await read(phone, `sales/returns/${rma.id}`);
  const lines = held.lines.map((line) => ({ ...line, finding: "Unused", disposition: "restock", settlement: "credit" }));
  const saved = await phone.request.patch(`${base}/demo/api/sales/returns/${rma.id}`, { data: { version: held.version, lines }, headers: { "X-Token": token, Origin: base, "If-Match": `"${held.version}"` } });
  assert(saved.ok(), await saved.text());
  await go(phone, `/sales/returns/${rma.id}`);
  await verbAsIs(phone, "Settle");
  const done = await until("it is settled", async () => {
    const found = await read(phone, `sales/returns/${rma.id}`);
    return found.state === "settled" && found;
  });
  const note = await read(phone, `sales/customer-invoices/${id(done.credit_note)}`);
  assert.deepEqual([note.state, note.net], ["draft", "400.00"]);
  await go(phone, `/sales/customer-invoices/${note.id}`);
  await press(phone, "Control+Enter");
  await until("it is credited", async () => (await read(phone, `sales/customer-invoices/${note.id}`)).state === "posted");
}

/** How the screens look in three languages, light and dark, wide and narrow. */
export async function looks() {
  const found = [];
  people.xin = "xin@demo.example";
  fondaco(["user", "add", people.xin, "Xin Wu", "--language", "zh-CN", "--set", "demo", "--role", "administrator"], `${password}\n`);
  for (const [who, lang, options] of [
    ["lucia", "en", { viewport: { width: 1440, height: 900 } }],
    ["xin", "zh-CN", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }],
    ["lucia", "en", { viewport: { width: 390, height: 844 }, colorScheme: "dark", isMobile: true, hasTouch: true }],
    ["diego", "es", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ]) {
    const page = await signIn(who, { ...options, locale: lang });
    page.provoked.add(403).add(404);
    const [list] = (await read(page, "stock/pick-lists?sort=-id&limit=1").catch(() => ({ data: [] }))).data;
    const [rma] = (await read(page, "sales/returns?sort=-id&limit=1").catch(() => ({ data: [] }))).data;
    const [delivery] = (await read(page, "sales/deliveries?sort=-id&limit=1").catch(() => ({ data: [] }))).data;
    const at = {
      "to-pick": "/pages/sales/pick", collect: "/pages/sales/collect", returns: "/sales/returns", packages: "/sales/packages",
      ...(list && { "pick-list": `/pages/stock/pick/${list.id}` }), ...(rma && { return: `/sales/returns/${rma.id}` }),
      ...(delivery && { delivery: `/sales/deliveries/${delivery.id}`, "hand-over": `/pages/sales/hand-over/${delivery.id}` }),
    };
    for (const [name, where] of Object.entries(at)) {
      await go(page, where);
      await settled(page);
      const tag = `${options.viewport.width}-${options.colorScheme ?? "light"}-${lang}`;
      await page.screenshot({ path: `shots/ship-${name}-${tag}.png` });
      found.push(...(await faults(page, `${name} ${tag}`)));
    }
    await page.context().close();
  }
  assert.deepEqual(found, []);
}
