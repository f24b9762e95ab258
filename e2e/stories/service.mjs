// A call taken and the inbox gone through by keyboard alone, two people in one conversation, a phone, and no scripts.
import assert from "node:assert/strict";
import { base, faults, go, make, press, read, settled, signIn, until } from "../stage.mjs";

const inbox = "/pages/service/inbox";
const island = (page, name) => page.waitForFunction((n) => customElements.get(n), name);
const ticket = (page, id) => read(page, `service/tickets/${id}`);
const idOf = (page) => Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1]);

/** Takes a call: the customer by name, what it is, what was said. */
async function call(page, said) {
  await go(page, inbox);
  await press(page, "c");
  await page.waitForSelector("ui-quick");
  await island(page, "ui-quick");
  await island(page, "ui-combobox");
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "customer.text");
  await page.keyboard.type("nordrad handels");
  await page.waitForSelector("[role=option]");
  await press(page, "Enter");
  await page.waitForSelector("[data-context] .card");
  await press(page, "Tab", "Tab");
  await page.keyboard.type("Cl");
  await until("the template is there", () => page.inputValue("[name=description]").then((t) => t.includes("What is wrong")));
  await press(page, "Tab");
  await page.keyboard.type(said);
  await press(page, "Tab", "Tab");
  await page.keyboard.type("Four spokes. ");
  await Promise.all([page.waitForURL(/\/inbox\/open\/\d+$/), press(page, "Control+Enter")]);
  return idOf(page);
}

/** Pablo works around the clock and the others are on leave, so that it is settled who gets what comes in, whatever the hour. Gives
 *  back Pablo's id, and what ends it. */
async function nightShift() {
  const page = await signIn("lucia@demo.example");
  const found = (await read(page, "platform/users?filter=login%20in%20(%22lucia@demo.example%22,%20%22noor@demo.example%22,%20%22pablo@demo.example%22)")).data;
  const user = Object.fromEntries(found.map((one) => [one.login.split("@")[0], one.id]));
  const days = [-1, 0, 1].map((n) => ({ day: new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10), name: "Leave" }));
  const always = [{ weekdays: "every_day", opens: "00:00", closes: "24:00" }];
  const calendars = [];
  for (const [name, rest] of [["pablo", { hours: always }], ["noor", { days }], ["lucia", { days }]])
    calendars.push(await make(page, "platform/working-calendars", { name: `${name}'s shift`, of_person: user[name], zone: "UTC", ...rest }));
  const end = async () => {
    const token = await page.getAttribute("meta[name=token]", "content");
    for (const one of calendars) {
      const gone = await page.request.delete(`${base}/demo/api/platform/working-calendars/${one.id}`, { headers: { "X-Token": token, Origin: base } });
      assert(gone.ok(), `a shift stays: ${gone.status()} ${await gone.text()}`);
    }
    await page.context().close();
  };
  return { pablo: user.pablo, end };
}

/** From the call to the solution without touching the mouse. */
export async function byKeyboard() {
  const shift = await nightShift();
  const page = await signIn("noor@demo.example");
  const began = Date.now();
  const id = await call(page, "Broken spokes");
  assert(Date.now() - began < 30_000, "a call is taken in half a minute");
  const made = await ticket(page, id);
  assert.deepEqual([made.subject, made.level, made.priority, made.state], ["Broken spokes", "major", "high", "new"]);
  assert.match(made.description, /^Four spokes\. |What is wrong/);
  const [desk] = (await read(page, "service/queues?filter=name%20=%20%22Service%20desk%22")).data;
  assert.equal(made.queue?.id ?? made.queue, desk.id, "it lies with the service desk");
  assert.equal(made.owner?.id ?? made.owner, shift.pablo, "and whoever has the night shift has it");
  await shift.end();

  await go(page, `${inbox}/open`);
  await island(page, "ui-inbox");
  await press(page, "j");
  await page.waitForURL(/\/inbox\/open\/\d+$/);
  const first = idOf(page);
  await press(page, "j");
  await until("the next one", async () => idOf(page) !== first);
  await press(page, "k");
  await until("back", async () => idOf(page) === first);

  await go(page, `${inbox}/open/${id}`);
  await island(page, "ui-inbox");
  await press(page, "n");
  await page.waitForFunction(() => document.activeElement?.matches(".answer textarea"));
  await page.keyboard.type("Ask the workshop first.");
  await press(page, "Control+Enter");
  await page.waitForSelector(".said .internal:has-text('Ask the workshop first.')");
  await page.locator("main").focus();
  await press(page, "r");
  await page.waitForFunction(() => document.activeElement?.matches(".answer textarea"));
  await page.keyboard.type("Four new spokes are on their way.");
  await press(page, "Control+Enter");
  await page.waitForSelector(".said .us:has-text('Four new spokes')");
  assert.equal((await ticket(page, id)).state, "waiting_customer");

  await page.locator("main").focus();
  await press(page, "#");
  await page.waitForSelector(".menu:popover-open button:has-text('carrier')");
  await page.locator(".menu:popover-open button:has-text('carrier')").focus();
  await press(page, "Enter");
  await page.waitForSelector(".talk .marks :text('carrier')");
  await page.locator("main").focus();
  await press(page, "a");
  const other = "Lucía Ortega";
  await page.waitForSelector(`.menu:popover-open button:has-text('${other}')`);
  await page.locator(`.menu:popover-open button:has-text('${other}')`).focus();
  await press(page, "Enter");
  await until("it is another's", async () => (await page.locator(`.said .event:has-text('→ ${other}')`).count()) > 0);
  await page.locator("main").focus();
  await press(page, "e");
  await until("solved", async () => (await ticket(page, id)).state === "solved");
  await page.waitForFunction((gone) => !location.pathname.endsWith(`/${gone}`), id);
  await page.context().close();
}

/** What one says appears with the other, and what the other is writing stays. */
export async function live() {
  const [noor, pablo] = [await signIn("noor@demo.example"), await signIn("pablo@demo.example")];
  const id = await call(noor, "Chain too short");
  await go(pablo, `${inbox}/open/${id}`);
  await island(pablo, "ui-inbox");
  await pablo.fill(".answer textarea", "Estoy escribiendo");
  await island(noor, "ui-inbox");
  await noor.fill(".answer textarea", "Which model is it?");
  await noor.locator("[data-do=main]").click();
  await pablo.waitForSelector(".said .us:has-text('Which model is it?')");
  assert.equal(await pablo.inputValue(".answer textarea"), "Estoy escribiendo", "what he was typing is still there");
  await pablo.reload();
  await island(pablo, "ui-inbox");
  await until("the draft is kept", async () => (await pablo.inputValue(".answer textarea")) === "Estoy escribiendo");
  await noor.context().close();
  await pablo.context().close();
}

/** Without scripts the same addresses are ordinary pages. */
export async function plain() {
  const page = await signIn("noor@demo.example");
  const id = await call(page, "Bell rings not");
  const state = await page.context().storageState();
  const still = await page.context().browser().newContext({ javaScriptEnabled: false, storageState: state });
  const bare = await still.newPage();
  await bare.goto(`${base}/demo${inbox}/open/${id}`);
  await bare.fill(".answer textarea", "We send you another <b>bell</b>.");
  await Promise.all([bare.waitForNavigation(), bare.click(".answer button[type=submit]")]);
  assert.equal(await bare.locator(".said .us .pre").innerText(), "We send you another <b>bell</b>.");
  assert.equal(await bare.locator(".said b b").count(), 0, "words are words");
  await still.close();
  await page.context().close();
}

/** No faults on desk and phone, light and dark, in three languages; a phone shows one pane at a time. */
export async function everywhere() {
  const wrong = [];
  for (const [who, options, name] of [
    ["noor@demo.example", {}, "desk"],
    ["noor@demo.example", { colorScheme: "dark" }, "dark"],
    ["pablo@demo.example", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, "phone"],
  ]) {
    const page = await signIn(who, options);
    for (const [where, at] of [["", "queues"], ["/open", "list"]]) {
      await go(page, inbox + where);
      await settled(page);
      wrong.push(...(await faults(page, `${name} inbox ${at}`)));
      await page.screenshot({ path: `shots/inbox-${name}-${at}.png` });
    }
    await page.locator("[data-conversation]").first().click();
    await page.waitForSelector(".said li");
    await settled(page);
    wrong.push(...(await faults(page, `${name} conversation`)));
    await page.screenshot({ path: `shots/inbox-${name}-talk.png` });
    if (name === "phone") {
      assert.equal(await page.locator(".convs").isVisible(), false, "one pane at a time");
      await page.locator(".talk header a.only-sm").click();
      await page.waitForSelector(".convs", { state: "visible" });
    }
    await go(page, "/pages/service/new-ticket");
    await settled(page);
    wrong.push(...(await faults(page, `${name} call`)));
    await page.screenshot({ path: `shots/call-${name}.png` });
    await page.context().close();
  }
  assert.deepEqual(wrong, []);
}
