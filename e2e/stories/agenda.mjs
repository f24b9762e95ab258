// Whoever is reminded and invited: a reminder shows wherever one is and is seen to by keyboard; an invitation is answered from a phone,
// and whoever invited reads the answer. What was said about a ticket stands in the customer's timeline.
import assert from "node:assert/strict";
import { answered, faults, go, make, people, press, read, settled, signIn, tabTo, until } from "../stage.mjs";

const ahead = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const userId = async (page, who) => (await read(page, `platform/users?filter=${encodeURIComponent(`login = "${people[who]}"`)}`)).data[0].id;
const toast = (page, title) => page.waitForSelector(`.toast[data-alarm]:has-text('${title}')`, { timeout: 40_000 });

export async function reminders() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties");
  await page.waitForFunction(() => customElements.get("ui-events"));
  const event = (title) =>
    make(page, "platform/events", { title, kind: "call", starts_at: ahead(6), ends_at: ahead(16), accepted: true, reminders: [{ minutes: 15 }] });
  await event("Call Nordbau back");
  const first = await toast(page, "Call Nordbau back");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".toast")), null, "nobody is taken away from what they do");
  assert.deepEqual(await faults(page, "reminder"), []);
  const id = await first.getAttribute("data-alarm");
  const state = async () => (await read(page, `platform/alarms/${id}`)).state;
  await page.screenshot({ path: "shots/reminder.png" });
  // Also while typing: the note is a key away, and its buttons are the next stops.
  await press(page, "/");
  await press(page, "Alt+r");
  await page.waitForFunction(() => document.activeElement.matches(".toast"));
  await tabTo(page, ".toast form button");
  await press(page, "Enter");
  await until("it waits ten minutes", async () => (await state()) === "snoozed");
  await page.waitForFunction((n) => !document.querySelector(`.toast[data-alarm="${n}"]`), id);
  assert.match(page.url(), /parties\/parties/, "one stays where one was");
  // Two tabs hear of the next one; seen to in one, it is gone in both.
  const tab = await page.context().newPage();
  await go(tab, "/platform/events");
  await tab.waitForFunction(() => customElements.get("ui-events"));
  await event("Send the drawings");
  await Promise.all([toast(page, "Send the drawings"), toast(tab, "Send the drawings")]);
  await tab.bringToFront();
  await press(tab, "Alt+r");
  await tabTo(tab, ".toast form button[formaction]");
  await press(tab, "Enter");
  for (const one of [tab, page]) await one.waitForFunction(() => !document.querySelector(".toast[data-alarm]"));
  await page.context().close();
}

export async function invitation() {
  const page = await signIn("lucia");
  const title = "Prices for spring";
  const made = await make(page, "platform/events", {
    title, kind: "meeting", starts_at: ahead(1500), ends_at: ahead(1560), accepted: true,
    attendees: [{ person: await userId(page, "tom") }],
  });
  const answer = async () => (await read(page, `platform/events/${made.id}`)).attendees[0].answer;
  const phone = await signIn("tom", { viewport: { width: 390, height: 844 } });
  await go(phone, "/pages/platform/my-day");
  await settled(phone);
  const row = `.todo li:has-text('${title}')`;
  await phone.waitForSelector(row);
  assert.deepEqual(await faults(phone, "invitations"), []);
  await phone.screenshot({ path: "shots/invitation-phone.png" });
  await tabTo(phone, `form[action$='/respond/${made.id}'] button[value=tentative]`);
  await press(phone, "Enter");
  await until("perhaps", async () => (await answer()) === "tentative");
  await phone.waitForFunction((s) => ![...document.querySelectorAll(".todo .rsvp")].some((f) => f.closest("li").textContent.includes(s)), title);
  // He thinks better of it, on the event itself.
  await go(phone, `/platform/events/${made.id}`);
  await phone.click("header.top [href$='/respond'], [href$='/respond']");
  await phone.waitForSelector("dialog[open] form");
  await phone.check("dialog[open] [name=accepted]");
  await answered(phone, /\/respond$/, () => phone.click("dialog[open] .btn.pri"));
  await until("he comes", async () => (await answer()) === "accepted");
  await go(page, "/notifications");
  await page.waitForSelector(`text=✓`);
  await page.context().close();
  await phone.context().close();
}

export async function said() {
  const page = await signIn("lucia");
  const [customer] = (await read(page, "parties/parties?filter=is_customer%20=%20yes&sort=-id")).data;
  const ticket = await make(page, "service/tickets", { subject: "Rattling chain", customer: customer.id, description: "It rattles uphill." });
  await make(page, `service/tickets/${ticket.id}/receive`, { body: "It rattles downhill too.", channel: "mail" });
  await go(page, `/pages/parties/story/${customer.id}`);
  await page.waitForSelector(".tl li:has-text('It rattles downhill too.')");
  await page.click("nav a:has-text('Message')");
  await page.waitForURL(/kind=said/);
  await page.waitForSelector(".tl li:has-text('It rattles downhill too.')");
  assert.equal(await page.locator(".tl li:has-text('It rattles uphill.')").count(), 0, "the ticket itself is another kind");
  assert.deepEqual(await faults(page, "said"), []);
  await page.context().close();
}

/** On a phone a return shows first what is decided line by line; the rest of it is a touch away. */
export async function returning() {
  const page = await signIn("lucia");
  const [delivery] = (await read(page, "sales/deliveries?sort=-id&filter=state%20=%20posted")).data;
  await make(page, `sales/deliveries/${delivery.id}/take_back`, { why: "damaged" });
  const [back] = (await read(page, "sales/returns?sort=-id")).data;
  const phone = await signIn("lucia", { viewport: { width: 390, height: 844 } });
  await go(phone, `/sales/returns/${back.id}`);
  await settled(phone);
  await phone.waitForSelector("details.folded:not([open])");
  await phone.screenshot({ path: "shots/return-phone.png" });
  const cell = phone.locator(".lines.cards tbody td[data-l]").nth(1);
  const box = await cell.boundingBox();
  assert(box.y < 500 && box.x + box.width <= 390, `the first line is in sight: ${JSON.stringify(box)}`);
  assert.equal(await phone.evaluate(() => { const n = document.querySelector(".lines"); return n.scrollWidth > n.clientWidth; }), false);
  assert.deepEqual(await faults(phone, "return"), []);
  await phone.click("details.folded > summary");
  await phone.waitForSelector("#record-reason");
  await page.context().close();
  await phone.context().close();
}

/** A card is photographed with the phone: the picture stands beside what is typed, and stays with the lead. */
export async function photographed() {
  const page = await signIn("lucia", { viewport: { width: 390, height: 844 } });
  await go(page, "/pages/crm/cards");
  await page.fill("#organisation", "Quispe Nandu Velos");
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAADwAAAAkCAIAAABaG87TAAAAv0lEQVR42u3OkWKCAQBG0R8GQTAIgiAIgiAYBEEwGAwGQRAEwSAYDIIgGAyCYDAIgsEgCAaDwSC4EATB4EIwGOwh9hqD7zzBKbDAMyxhGc+xglWsYR0b2MQWtvECO9jFHl7iFV7jDfZxgEMc4RhvcYJ3eI9TnOEcH/ARF7jEJ3zGFa7xBV9xg1t8w3f8wE/cIbjHAx7xC8UTfuMP/hZJJ5100kknnXTSSSeddNJJJ5100kknnXTSSSeddNL/K/0HBYC8YKoitD8AAAAASUVORK5CYII=", "base64");
  await page.setInputFiles(".cardform input[type=file]", { name: "card.png", mimeType: "image/png", buffer: png });
  await page.waitForURL(/photo=/);
  await page.waitForFunction(() => document.querySelector(".cardform .shot")?.complete);
  assert.equal(await page.inputValue("#organisation"), "Quispe Nandu Velos", "what was typed came back");
  await page.fill("#family_name", "Quispe");
  assert.deepEqual(await faults(page, "card photo"), []);
  await page.screenshot({ path: "shots/card-phone.png" });
  await page.focus("#family_name");
  await Promise.all([page.waitForURL(/made=\d+/), press(page, "Enter")]);
  const lead = Number(/made=(\d+)/.exec(page.url())[1]);
  await go(page, `/crm/leads/${lead}`);
  await settled(page);
  await page.waitForSelector(".tl a[href*='/files/']:has-text('.png')");
  await page.context().close();
}

/** Who wants to hear nothing is found by it, and nobody is offered to write or call. */
export async function quiet() {
  const page = await signIn("lucia");
  const made = await make(page, "parties/parties", {
    form: "person", given_name: "Quieta", family_name: "Paz", do_not_contact: true, preferred_channel: "letter", best_time: "Tue 10–12",
    emails: [{ address: "quieta@paz.example" }], phones: [{ number: "+34 911 222 333" }],
  });
  await go(page, `/pages/parties/overview/${made.id}`);
  const head = page.locator(".rec .head");
  for (const text of ["Do not contact", "Likes to be reached by: Letter", "Best time: Tue 10–12", "quieta@paz.example"]) await head.locator(`text=${text}`).first().waitFor();
  assert.equal(await head.locator("a[href^='mailto:'], a[href^='tel:']").count(), 0);
  assert.deepEqual(await faults(page, "quiet"), []);
  await go(page, "/parties/parties?filter=do_not_contact%20%3D%20yes");
  await page.waitForSelector("tbody tr:has-text('Quieta Paz')");
  assert.equal(await page.locator("tbody tr:has-text('Quieta Paz') a[href^='mailto:']").count(), 0);
  await page.context().close();
}
