// Whoever is reminded and invited: a reminder shows wherever one is and is seen to by keyboard; an invitation is answered from a phone,
// and whoever invited reads the answer. What was said about a ticket stands in the customer's timeline. Each is told in three languages.
import assert from "node:assert/strict";
import fs from "node:fs";
import { answered, faults, fondaco, go, make, password, people, press, read, settled, signIn, tabTo, until } from "../stage.mjs";

const ahead = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
const userId = async (page, who) => (await read(page, `platform/users?filter=${encodeURIComponent(`login = "${people[who]}"`)}`)).data[0].id;
/** What is typed and looked for, in the language of whoever types it. */
const WORDS = {
  en: { back: "Call Nordbau back", drawings: "Send the drawings", spring: "Prices for spring", rattles: "Rattling chain", up: "It rattles uphill.", down: "It rattles downhill too.", best: "Tue 10–12" },
  es: { back: "Llamar a Nordbau", drawings: "Enviar los planos", spring: "Precios de primavera", rattles: "Cadena que traquetea", up: "Traquetea cuesta arriba.", down: "También cuesta abajo.", best: "Mar 10–12" },
  "zh-CN": { back: "给诺德堡回电话", drawings: "发送图纸", spring: "春季价格", rattles: "链条异响", up: "上坡时异响。", down: "下坡也响。", best: "周二 10–12" },
};

/** The words of a module in a language, as its file has them. */
function message(language, module, id) {
  const text = fs.readFileSync(new URL(`../../crates/${module}/messages/${language}.ftl`, import.meta.url), "utf8");
  const line = text.split("\n").find((one) => one.startsWith(`${id} =`));
  assert(line, `${language} has no ${id}`);
  return line.slice(line.indexOf("=") + 1).trim();
}

/** Somebody who may do everything and a seller beside them, who read and write one language. */
function pair(language) {
  if (language === "en") return ["lucia", "tom"];
  const pair = ["host", "guest"].map((part) => `agenda-${part}-${language}`);
  for (const [n, login] of pair.entries()) {
    if (people[login]) continue;
    people[login] = `${login.toLowerCase()}@demo.example`;
    const role = n === 0 ? "administrator" : "sales";
    fondaco(["user", "add", people[login], n === 0 ? "Alma Vega" : "Bo Chen", "--set", "demo", "--role", role, "--language", language], `${password}\n`);
  }
  return pair;
}

/** A story in English, Spanish and Chinese. */
const inThree = (story) =>
  Object.keys(WORDS).map((language) => () => {
    const [host, guest] = pair(language);
    const locale = { en: "en-GB", es: "es-ES", "zh-CN": "zh-CN" }[language];
    return story({ host, guest, locale, language, words: WORDS[language], t: (module, id) => message(language, module, id) });
  });

const toast = (page, title) => page.waitForSelector(`.toast[data-alarm]:has-text('${title}')`, { timeout: 40_000 });

async function ring({ host, locale, words }) {
  const page = await signIn(host, { locale });
  await go(page, "/parties/parties");
  await page.waitForFunction(() => customElements.get("ui-events"));
  const event = (title) =>
    make(page, "platform/events", { title, kind: "call", starts_at: ahead(6), ends_at: ahead(16), accepted: true, reminders: [{ minutes: 15 }] });
  await event(words.back);
  const first = await toast(page, words.back);
  assert.equal(await page.evaluate(() => document.activeElement.closest(".toast")), null, "nobody is taken away from what they do");
  assert.deepEqual(await faults(page, "reminder"), []);
  const id = await first.getAttribute("data-alarm");
  const state = async () => (await read(page, `platform/alarms/${id}`)).state;
  await page.screenshot({ path: `shots/reminder-${locale}.png` });
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
  await event(words.drawings);
  await Promise.all([toast(page, words.drawings), toast(tab, words.drawings)]);
  await tab.bringToFront();
  await press(tab, "Alt+r");
  await tabTo(tab, ".toast form button[formaction]");
  await press(tab, "Enter");
  for (const one of [tab, page]) await one.waitForFunction(() => !document.querySelector(".toast[data-alarm]"));
  await page.context().close();
}

async function invite({ host, guest, locale, words }) {
  const page = await signIn(host, { locale });
  const title = words.spring;
  const made = await make(page, "platform/events", {
    title, kind: "meeting", starts_at: ahead(1500), ends_at: ahead(1560), accepted: true,
    attendees: [{ person: await userId(page, guest) }],
  });
  const answer = async () => (await read(page, `platform/events/${made.id}`)).attendees[0].answer;
  const phone = await signIn(guest, { viewport: { width: 390, height: 844 }, locale });
  await go(phone, "/pages/platform/my-day");
  await settled(phone);
  const row = `.todo li:has-text('${title}')`;
  await phone.waitForSelector(row);
  assert.deepEqual(await faults(phone, "invitations"), []);
  await phone.screenshot({ path: `shots/invitation-phone-${locale}.png` });
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

async function tell({ host, locale, words, t }) {
  const page = await signIn(host, { locale });
  const [customer] = (await read(page, "parties/parties?filter=is_customer%20=%20yes&sort=-id")).data;
  const ticket = await make(page, "service/tickets", { subject: words.rattles, customer: customer.id, description: words.up });
  await make(page, `service/tickets/${ticket.id}/receive`, { body: words.down, channel: "mail" });
  await go(page, `/pages/parties/story/${customer.id}`);
  await page.waitForSelector(`.tl li:has-text('${words.down}')`);
  await page.click(`nav a:has-text('${t("parties", "parties-story-said")}')`);
  await page.waitForURL(/kind=said/);
  await page.waitForSelector(`.tl li:has-text('${words.down}')`);
  assert.equal(await page.locator(`.tl li:has-text('${words.up}')`).count(), 0, "the ticket itself is another kind");
  assert.deepEqual(await faults(page, "said"), []);
  await page.context().close();
}

/** On a phone a return shows first what is decided line by line; the rest of it is a touch away. */
async function takeBack({ host, locale }) {
  const page = await signIn(host, { locale });
  // What came back once does not come back in the next language.
  const delivered = (await read(page, "sales/deliveries?sort=-id&filter=state%20=%20posted")).data;
  const delivery = delivered[["en-GB", "zh-CN", "es-ES"].indexOf(locale)];
  await make(page, `sales/deliveries/${delivery.id}/take_back`, { why: "damaged" });
  const [back] = (await read(page, "sales/returns?sort=-id")).data;
  const phone = await signIn(host, { viewport: { width: 390, height: 844 }, locale });
  await go(phone, `/sales/returns/${back.id}`);
  await settled(phone);
  await phone.waitForSelector("details.folded:not([open])");
  await phone.screenshot({ path: `shots/return-phone-${locale}.png` });
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
async function photograph({ host, locale, language }) {
  const page = await signIn(host, { viewport: { width: 390, height: 844 }, locale });
  await go(page, "/pages/crm/cards");
  await page.fill("#organisation", `Quispe Nandu Velos ${language}`);
  const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAADwAAAAkCAIAAABaG87TAAAAv0lEQVR42u3OkWKCAQBG0R8GQTAIgiAIgiAYBEEwGAwGQRAEwSAYDIIgGAyCYDAIgsEgCAaDwSC4EATB4EIwGOwh9hqD7zzBKbDAMyxhGc+xglWsYR0b2MQWtvECO9jFHl7iFV7jDfZxgEMc4RhvcYJ3eI9TnOEcH/ARF7jEJ3zGFa7xBV9xg1t8w3f8wE/cIbjHAx7xC8UTfuMP/hZJJ5100kknnXTSSSeddNJJJ5100kknnXTSSSeddNL/K/0HBYC8YKoitD8AAAAASUVORK5CYII=", "base64");
  await page.setInputFiles(".cardform input[type=file]", { name: "card.png", mimeType: "image/png", buffer: png });
  await page.waitForURL(/photo=/);
  await page.waitForFunction(() => document.querySelector(".cardform .shot")?.complete);
  assert.equal(await page.inputValue("#organisation"), `Quispe Nandu Velos ${language}`, "what was typed came back");
  // Somebody of the same name would be asked about.
  await page.fill("#family_name", { en: "Quispe", es: "Mamani", "zh-CN": "Huanca" }[language]);
  assert.deepEqual(await faults(page, "card photo"), []);
  await page.screenshot({ path: `shots/card-phone-${locale}.png` });
  await page.focus("#family_name");
  await Promise.all([page.waitForURL(/made=\d+/), press(page, "Enter")]);
  const lead = Number(/made=(\d+)/.exec(page.url())[1]);
  await go(page, `/crm/leads/${lead}`);
  await settled(page);
  await page.waitForSelector(".tl a[href*='/files/']:has-text('.png')");
  assert(await page.locator("#record-family_name").isVisible(), "who it is stands there without a touch, above the tables of addresses and numbers");
  await page.context().close();
}

/** Who wants to hear nothing is found by it, and nobody is offered to write or call. */
async function leaveAlone({ host, locale, language, words, t }) {
  const page = await signIn(host, { locale });
  const address = `quieta.${language.toLowerCase()}@paz.example`;
  const made = await make(page, "parties/parties", {
    form: "person", given_name: "Quieta", family_name: "Paz", do_not_contact: true, preferred_channel: "letter", best_time: words.best,
    emails: [{ address }], phones: [{ number: `+34 911 222 33${Object.keys(WORDS).indexOf(language)}` }],
  });
  await go(page, `/pages/parties/overview/${made.id}`);
  const head = page.locator(".rec .head");
  const word = (field) => t("parties", `parties-party-${field}`);
  const told = [word("do_not_contact"), `${word("preferred_channel")}: ${word("preferred_channel-letter")}`, `${word("best_time")}: ${words.best}`, address];
  for (const text of told) await head.locator(`text=${text}`).first().waitFor();
  assert.equal(await head.locator("a[href^='mailto:'], a[href^='tel:']").count(), 0);
  assert.deepEqual(await faults(page, "quiet"), []);
  await go(page, "/parties/parties?filter=do_not_contact%20%3D%20yes");
  await page.waitForSelector("tbody tr:has-text('Quieta Paz')");
  assert.equal(await page.locator("tbody tr:has-text('Quieta Paz') a[href^='mailto:']").count(), 0);
  await page.context().close();
}

export const [reminders, reminders_es, reminders_zh] = inThree(ring);
export const [invitation, invitation_es, invitation_zh] = inThree(invite);
export const [said, said_es, said_zh] = inThree(tell);
export const [returning, returning_es, returning_zh] = inThree(takeBack);
export const [photographed, photographed_es, photographed_zh] = inThree(photograph);
export const [quiet, quiet_es, quiet_zh] = inThree(leaveAlone);
