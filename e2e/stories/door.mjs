// Signing in and out, losing a session, and what somebody with few rights sees.
import assert from "node:assert/strict";
import { answered, base, fondaco, go, make, open, password, people, press, read, ready, signIn, until } from "../stage.mjs";

export async function signInAndOut() {
  const page = await open();
  page.provoked.add(422);
  await page.goto(`${base}/demo/parties/parties`);
  assert.match(page.url(), /sign-in\?next=/, "a stranger is asked to sign in");
  await page.fill("[name=login]", people.lucia);
  await page.fill("[name=password]", "wrong-horse-battery");
  await answered(page, /sign-in$/, () => page.keyboard.press("Enter"));
  await page.waitForSelector(".note.t-danger");
  assert.equal(await page.inputValue("[name=login]"), people.lucia, "the login stays");
  assert.equal(await page.inputValue("[name=password]"), "", "the password does not");
  await page.fill("[name=password]", password);
  await Promise.all([page.waitForURL(/\/demo\/parties\/parties$/), page.keyboard.press("Enter")]);
  await ready(page);
  await page.click("button.me");
  await Promise.all([page.waitForURL(/sign-in$/), page.click("#me-menu button:has-text('Sign out')")]);
  await page.goto(`${base}/demo`);
  assert.match(page.url(), /sign-in/, "the session is over");
  await page.context().close();
}

/** The session ends elsewhere while somebody types: signing in again brings the typed text back. */
export async function lostSession() {
  const page = await signIn("lucia");
  page.provoked.add(401);
  await go(page, "/parties/parties/new");
  await page.fill("#record-name", "Typed before the session ended");
  await page.fill("#record-notes", "Two lines\nof notes");
  await page.click("ui-lines[data-name=emails] .add button");
  await page.keyboard.type("kept@lines.example");
  await page.keyboard.press("Tab");
  await page.context().clearCookies({ name: "fondaco" });
  await Promise.all([page.waitForURL(/sign-in\?next=/), page.keyboard.press("Control+s")]);
  await page.fill("[name=login]", people.lucia);
  await page.fill("[name=password]", password);
  await Promise.all([page.waitForURL(/parties\/new/), page.keyboard.press("Enter")]);
  await ready(page);
  await until("the typed text", async () => (await page.inputValue("#record-name")) === "Typed before the session ended");
  assert.equal(await page.inputValue("#record-notes"), "Two lines\nof notes");
  assert.match(await page.textContent("ui-lines[data-name=emails]"), /kept@lines\.example/);
  await Promise.all([page.waitForURL(/parties\/\d+$/), page.keyboard.press("Control+s")]);
  assert.match(await page.innerText("h1"), /Typed before the session ended/);
  await page.context().close();
}

/** A reader sees no button that changes anything, and the addresses behind them are closed. */
export async function reader() {
  people.reader = "reader@demo.example";
  fondaco(["user", "add", people.reader, "Rita Reader", "--set", "demo", "--role", "reader"], `${password}\n`);
  const page = await signIn("reader");
  page.provoked.add(403).add(404).add(422);
  await go(page, "/parties/parties");
  assert.equal(await page.locator("a[data-do=create]").count(), 0, "no New");
  assert.equal(await page.locator("form.bulk button[formaction*=archive]").count(), 0, "no bulk archive");
  await page.click("tbody a >> nth=0");
  await page.waitForURL(/parties\/\d+$/);
  const record = page.url();
  assert.equal(await page.locator("form#record").count(), 0, "no form");
  assert.equal(await page.locator("[data-do=save], a[href$='/block']").count(), 0, "no Save, no Block");
  const token = await page.getAttribute("meta[name=token]", "content");
  const post = (where, form) => page.request.post(where, { form: { _token: token, ...form }, headers: { Origin: base }, maxRedirects: 0 });
  assert.match(String((await post(record, { name: "Mine now", _version: "1", _key: "k1" })).status()), /^40[34]$/);
  assert.match(String((await post(`${record}/block`, { reason: "no", _input: "1" })).status()), /^40[34]$/);
  assert.match(String((await post(`${record}/archive`, {})).status()), /^40[34]$/);
  assert.match(String((await post(`${base}/demo/parties/parties`, { name: "New" })).status()), /^40[34]$/);
  for (const where of ["/parties/parties/new", "/platform/tokens/999999", "/settings/nothing"]) {
    const answer = await page.goto(`${base}/demo${where}`);
    assert.match(String(answer.status()), /^40[34]$/, where);
    assert(await page.isVisible(".sorry h1"), "a page says so");
  }
  await page.context().close();
}

/** A right that is taken away while somebody types: nothing typed is lost, and the reason is said. */
export async function revoked() {
  const [boss, page] = [await signIn("lucia"), await signIn("tom")];
  page.provoked.add(403).add(404);
  const made = await make(boss, "parties/parties", { name: "Revoked in between" });
  await go(page, `/parties/parties/${made.id}`);
  await page.fill("#record-notes", "A long note that took ten minutes");
  const users = await read(boss, `platform/users?filter=${encodeURIComponent(`login = "${people.tom}"`)}`);
  const roles = await read(boss, "platform/roles?limit=100");
  const reader = roles.data.find((r) => r.code === "reader");
  const user = await read(boss, `platform/users/${users.data[0].id}`);
  const token = await boss.getAttribute("meta[name=token]", "content");
  const give = async (lines) => {
    const answer = await boss.request.patch(`${base}/demo/api/platform/users/${user.id}`, { data: { roles: lines }, headers: { "X-Token": token, Origin: base } });
    assert(answer.ok(), await answer.text());
  };
  const had = user.roles.map((line) => line.role?.id ?? line.role);
  await give([...user.roles.map(({ id }) => ({ id, delete: true })), { role: reader.id }]);
  await page.keyboard.press("Control+s");
  await page.waitForSelector(".toast.t-danger, .note.t-danger");
  assert((await page.innerText(".toast.t-danger, .note.t-danger")).trim().length > 10, "the reason is said");
  assert.equal(await page.inputValue("#record-notes"), "A long note that took ten minutes");
  assert.match(await page.innerText("[data-state-text]"), /Not saved/);
  const now = await read(boss, `platform/users/${user.id}`);
  await give([...now.roles.map(({ id }) => ({ id, delete: true })), ...had.map((role) => ({ role }))]);
  await press(page, "Control+s");
  await until("the note is saved", async () => (await read(boss, `parties/parties/${made.id}`)).notes === "A long note that took ten minutes");
  await boss.context().close();
  await page.context().close();
}
