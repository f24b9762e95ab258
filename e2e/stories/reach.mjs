// How people reach us and we reach them: calendar files, cards, a web form with consent, a customer's timeline and stage.
import assert from "node:assert/strict";
import { base, faults, go, open, press, read, signIn, until } from "../stage.mjs";

const lines = (...all) => Buffer.from(all.join("\r\n") + "\r\n");
const ics = lines("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:weekly@others", "SUMMARY:Weekly with <b>Nordbau</b>",
  "DTSTART;TZID=Romance Standard Time:20261130T090000", "DTEND;TZID=Romance Standard Time:20261130T093000", "RRULE:FREQ=WEEKLY;COUNT=5",
  "END:VEVENT", "BEGIN:VEVENT", "SUMMARY:Without a time", "END:VEVENT", "END:VCALENDAR");
const vcf = lines("BEGIN:VCARD", "VERSION:3.0", "N:Brandt;Olaf;;;", "FN:Olaf Brandt", "ORG:Stahlbau Brandt", "EMAIL:olaf@stahlbau.example",
  "TEL;TYPE=CELL:+49 171 5550100", "END:VCARD", "BEGIN:VCARD", "VERSION:4.0", "FN:Eva Ruiz", "EMAIL:eva@talleres.example", "END:VCARD");
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** A calendar file is looked at, taken in, and read by another program until its owner ends that. */
export async function calendarFile() {
  const page = await signIn("lucia");
  await go(page, "/pages/platform/calendar-file");
  await page.setInputFiles("#ics-file", file("plan.ics", "text/calendar", ics));
  await Promise.all([page.waitForURL(/\/look\/[0-9a-f]{64}$/), page.click("form[enctype] .pri")]);
  assert.match(await page.textContent("main"), /New: 1 · changed: 0 · unreadable: 1/);
  assert.equal(await page.locator("td b", { hasText: "Nordbau" }).count(), 0, "what a file says stays text");
  assert.deepEqual(await faults(page, "calendar-file"), []);
  await Promise.all([page.waitForURL(/\/calendar$/), page.click("main form .pri")]);
  await page.waitForSelector("text=New: 1 · changed: 0 · left out: 1");

  await go(page, "/pages/platform/calendar-file");
  await Promise.all([page.waitForURL(/secret=/), page.click("text=Make an address")]);
  const address = await page.inputValue("#feed-address");
  assert(address.startsWith(`${base}/demo/feed/`), address);
  const told = await fetch(address);
  assert.equal(told.headers.get("content-type"), "text/calendar; charset=utf-8");
  assert.match(await told.text(), /RRULE:FREQ=WEEKLY;COUNT=5\r\nSUMMARY:Weekly with <b>Nordbau<\/b>/);
  await page.click("text=End it");
  await page.waitForSelector("text=The address is ended");
  assert.equal((await fetch(address)).status, 404);
}

/** A stack of cards by keyboard alone: what stays the same stays, and whoever is known already stops it once. */
export async function stackOfCards() {
  const page = await signIn("lucia");
  await go(page, "/pages/crm/cards");
  const focused = (name) => page.waitForFunction((n) => document.activeElement?.getAttribute("name") === n, name);
  const card = async (given, family, firm, mail) => {
    await focused("given_name");
    for (const [n, text] of [given, family, firm, "", mail].entries()) {
      if (n) await press(page, "Tab");
      await page.keyboard.type(text);
    }
    await press(page, "Enter");
  };
  await page.selectOption("#source", { index: 1 });
  const source = await page.inputValue("#source");
  await page.focus("[name=given_name]");
  const began = Date.now();
  await card("Nora", "Lind", "Lind Cykler", "nora@lind.example");
  await page.waitForSelector(".todo a:has-text('Nora Lind')");
  assert.equal(await page.inputValue("#source"), source, "the fair stays");
  await card("Jon", "Berg", "Berg Sport", "jon@berg.example");
  await page.waitForSelector(".todo a:has-text('Jon Berg')");
  assert(Date.now() - began < 20_000);
  page.provoked.add(422);
  await card("Nora", "Lind", "Lind Cykler", "nora@lind.example");
  await page.waitForSelector("text=seems to be known already");
  await focused("anyway");
  await press(page, "Space", "Enter");
  await until("she is noted a second time", async () => (await page.locator(".todo a:has-text('Nora Lind')").count()) === 2);
  assert.deepEqual(await faults(page, "cards"), []);
}

/** Cards from a file become leads; the same file again chooses nobody. */
export async function cardsFromFile() {
  const page = await signIn("lucia");
  const look = async () => {
    await go(page, "/pages/crm/card-file");
    await page.setInputFiles("#cards-file", file("cards.vcf", "text/vcard", vcf));
    await Promise.all([page.waitForURL(/\/look\//), page.click("form[enctype] .pri")]);
    return page.locator("[name=card]:checked").count();
  };
  assert.equal(await look(), 2);
  assert.deepEqual(await faults(page, "cards-file"), []);
  await Promise.all([page.waitForURL(/\/crm\/leads/), page.click("main form .pri")]);
  await page.waitForSelector("text=Olaf Brandt");
  assert.equal(await look(), 0, "both are known now");
}

/** A stranger writes on a telephone, once although he presses often; what he agreed to he withdraws by his link. */
export async function webForm() {
  const page = await signIn("lucia");
  await go(page, "/crm/web-forms/new");
  await page.fill("[name=name]", "Contact");
  await page.fill("[name=heading]", "Write to us");
  await page.fill("[name=wording]", "I agree to offers by e-mail.");
  await press(page, "Control+s");
  await page.waitForURL(/\/crm\/web-forms\/\d+/);
  await page.click("button:has-text('Open')");
  const id = Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)[1]);
  await until("it is open", async () => (await page.locator("main").textContent()).includes("Close"));
  await go(page, `/pages/crm/form-address/${id}`);
  const path = await page.inputValue("#form-path");

  const stranger = await open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await stranger.goto(`${base}${path}?utm_campaign=spring&lang=en`);
  assert.deepEqual(await faults(stranger, "web-form"), []);
  await stranger.fill("[name=given_name]", "Ida");
  await stranger.fill("[name=family_name]", "<img src=x onerror=alert(1)>");
  await stranger.fill("[name=email]", "ida@velo.example");
  await stranger.fill("[name=interest]", "Forty frames");
  await stranger.check("[name=agrees]");
  await stranger.waitForTimeout(2_100);
  const sent = await stranger.evaluate(() => new URLSearchParams([...new FormData(document.querySelector("main form"))]).toString());
  await Promise.all([stranger.waitForURL(/\/thanks\//), stranger.click("button:has-text('Send')")]);
  for (let n = 0; n < 9; n++) {
    const again = await fetch(`${base}${path}`, { method: "POST", body: sent, redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded" } });
    assert.equal(again.status, 303, "pressed again");
  }
  await go(page, "/crm/leads?q=ida@velo.example");
  await until("one lead", async () => (await page.locator("main tbody tr, main [role=row] a", { hasText: "onerror" }).count()) === 1);

  await stranger.click("text=What I agreed to");
  await stranger.waitForSelector("text=I agree to offers by e-mail.");
  assert.deepEqual(await faults(stranger, "withdraw"), []);
  await stranger.click("button:has-text('Withdraw all of it')");
  await stranger.waitForSelector("text=we do not write to you for advertising");
}

/** The customer's page tells where he stands; his timeline gathers what hangs on his documents, narrowed by a chip. */
export async function customer() {
  const page = await signIn("lucia");
  const [order] = (await read(page, "sales/orders?sort=-id")).data;
  const id = order.customer?.id ?? order.customer;
  await go(page, `/pages/parties/overview/${id}`);
  await page.waitForSelector("text=Where they stand");
  await page.click("text=also of contacts and documents");
  await page.waitForURL(/\/story\/\d+/);
  await page.waitForSelector(".tl li");
  await page.click("nav a:has-text('Document')");
  await page.waitForURL(/kind=document/);
  await page.waitForSelector(".tl li");
  assert.deepEqual(await faults(page, "story"), []);
  const card = await page.request.get(`${base}/demo/pages/parties/card/${id}`);
  assert.match(await card.text(), /^BEGIN:VCARD\r\nVERSION:4\.0/);
}
