// The house itself: account sets, second factor, own password, sessions and tokens.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { answered, base, fondaco, go, make, open, password, people, ready, signIn, until } from "../stage.mjs";

const errand = (page, text) => page.locator("#errands li", { hasText: text }).first();
const done = (page, text) => until(`${text} is done`, async () => /Done/.test(await errand(page, text).innerText().catch(() => "")), 60_000);

/** What an authenticator shows for a key at this moment. */
function code(secret, shift = 0) {
  const bits = [...secret.replaceAll(" ", "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + shift));
  const sum = crypto.createHmac("sha1", key).update(moment).digest();
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** A set is founded, copied, backed up, verified, restored and removed; the page shows how far each is. */
export async function accountSets() {
  const page = await signIn("lucia");
  page.provoked.add(422).add(410).add(404).add(503);
  await go(page, "/settings");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("nav.tabs a:has-text('Account sets')")]);
  await Promise.all([page.waitForURL(/sets\/new$/), page.keyboard.press("c")]);
  await page.fill("[name=name]", "Not Plain");
  await answered(page, /sets\/new$/, () => page.click("button[data-do=main]"));
  await page.waitForSelector(".fld .err");
  await page.fill("[name=name]", "branch");
  await page.fill("[name=title]", "Branch office");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await page.waitForSelector("tr[data-id=branch]");
  const menu = async (set, label) => {
    await page.click(`tr[data-id=${set}] button[popovertarget]`);
    await page.locator(`#set-${set} :is(a, button)`, { hasText: new RegExp(`^\\s*${label}`) }).click();
  };
  await menu("branch", "Back up");
  await done(page, "Back up branch");
  const [file] = await Promise.all([page.waitForEvent("download"), page.click("#errands a[download]")]);
  assert.match(file.suggestedFilename(), /^branch-\d{8}-\d{6}\.fondaco$/);
  await menu("demo", "Verify");
  await done(page, "Verify demo");
  assert.match(await errand(page, "Verify demo").innerText(), /rows in \d+ tables\. Every law holds\. Chain whole up to seal/);
  await menu("branch", "Copy");
  await page.waitForURL(/of\/branch\/copy$/);
  await page.fill("[name=name]", "playground");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await done(page, "Copy branch to playground");
  await Promise.all([page.waitForURL(/sets\/restore$/), page.click(".top a:has-text('Restore a backup')")]);
  await page.selectOption("[name=backup]", file.suggestedFilename());
  await page.fill("[name=name]", "branch-again");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await done(page, "as branch-again");
  await Promise.all([page.waitForURL(/sets\/restore$/), page.click(".top a:has-text('Restore a backup')")]);
  await page.setInputFiles("[name=file]", await file.path());
  await page.fill("[name=name]", "uploaded");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await done(page, "as uploaded");
  // Somebody has a page of the copy open, with its event stream.
  const other = await page.context().newPage();
  other.provoked.add(404).add(410).add(503).add(401);
  await other.goto(`${base}/playground`);
  await ready(other);
  await go(page, "/settings/sets");
  await menu("playground", "Remove");
  await page.fill("[name=_confirm]", "something else");
  await answered(page, /remove$/, () => page.click("button[data-do=main]"));
  await page.waitForSelector(".note.t-danger:has-text('not the name')");
  await page.fill("[name=_confirm]", "playground");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await done(page, "Remove playground");
  await go(page, "/settings/sets");
  assert.equal(await page.locator("tr[data-id=playground]").count(), 0);
  assert.equal((await other.goto(`${base}/playground`)).status(), 410, "gone, and says so");
  await other.close();
  // One moves to another folder, where a program finds it whole; this server serves it no more.
  const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "fondaco-moved-"));
  await menu("uploaded", "Move");
  await page.fill("[name=to]", elsewhere);
  await page.fill("[name=_confirm]", "branch");
  await answered(page, /move$/, () => page.click("button[data-do=main]"));
  await page.waitForSelector(".note.t-danger:has-text('not the name')");
  assert.equal(await page.inputValue("[name=to]"), elsewhere, "what was typed is still there");
  await page.fill("[name=_confirm]", "uploaded");
  await Promise.all([page.waitForURL(/settings\/sets$/), page.click("button[data-do=main]")]);
  await done(page, "Move uploaded");
  assert.match(fondaco(["set", "list", "--data", elsewhere]), /uploaded/);
  assert.match(fondaco(["check", "uploaded", "--data", elsewhere]), /every law holds/i);
  assert.equal((await page.request.get(`${base}/uploaded`)).status(), 410);
  fs.rmSync(elsewhere, { recursive: true });
  const tom = await signIn("tom");
  tom.provoked.add(403);
  assert.equal((await tom.goto(`${base}/demo/settings/sets`)).status(), 403);
  await go(tom, "/settings");
  assert.equal(await tom.locator("nav.tabs a:has-text('Account sets')").count(), 0);
  for (const set of ["branch", "branch-again"]) fondaco(["set", "remove", set, "--really", set]);
  await page.context().close();
}

/** Set up with a code, asked for at the next sign-in, a recovery code instead, and switched off with the password. */
export async function secondFactor() {
  people.vera = "vera@demo.example";
  fondaco(["user", "add", people.vera, "Vera Vidal", "--set", "demo", "--role", "sales"], `${password}\n`);
  const page = await signIn("vera");
  page.provoked.add(422);
  await go(page, "/me/security");
  await Promise.all([page.waitForURL(/factor$/), page.click("a:has-text('Set up second factor')")]);
  await page.fill("[name=password]", "not-my-password-at-all");
  await answered(page, /factor$/, () => page.click("button[data-do=main]"));
  await page.waitForSelector(".fld .err");
  await page.fill("[name=password]", password);
  await page.click("button[data-do=main]");
  await page.waitForSelector("svg.qr[role=img]");
  const secret = await page.innerText(".secret");
  await page.fill("[name=code]", "000000");
  await answered(page, /factor$/, () => page.click("button[data-do=main]"));
  await page.waitForSelector(".fld .err");
  await page.fill("[name=code]", code(secret));
  await page.click("button[data-do=main]");
  await page.waitForSelector(".codes li");
  const codes = await page.locator(".codes li").allInnerTexts();
  assert.equal(codes.length, 10);
  await go(page, "/me/security");
  assert(!(await page.content()).includes(codes[0]), "shown only once");
  await page.context().close();
  const again = await open();
  again.provoked.add(422);
  await again.goto(`${base}/sign-in`);
  await again.fill("[name=login]", people.vera);
  await again.fill("[name=password]", password);
  await again.keyboard.press("Enter");
  await again.waitForSelector("[name=code]");
  await again.fill("[name=code]", codes[0]);
  await Promise.all([again.waitForURL(/\/demo$/), again.keyboard.press("Enter")]);
  await go(again, "/me/security");
  await Promise.all([again.waitForURL(/factor$/), again.click("a:has-text('Switch off')")]);
  await again.fill("[name=password]", password);
  await Promise.all([again.waitForURL(/me\/security$/), again.click("button[data-do=main]")]);
  await again.waitForSelector("#factor .pill:has-text('Off')");
  await again.context().close();
}

/** A new password ends the sessions elsewhere; another device can be signed out from the list. */
export async function ownSecurity() {
  people.olga = "olga@demo.example";
  fondaco(["user", "add", people.olga, "Olga Orr", "--set", "demo", "--role", "sales"], `${password}\n`);
  const [page, phone] = [await signIn("olga"), await signIn("olga")];
  page.provoked.add(422);
  await go(page, "/me/security");
  assert.equal(await page.locator("tbody tr[data-id]").count(), 2);
  await Promise.all([page.waitForResponse(/sessions$/), page.click("tbody button:has-text('End this session')")]);
  await until("one session is left", async () => (await page.locator("tbody tr[data-id]").count()) === 1);
  await phone.goto(`${base}/demo`);
  assert.match(phone.url(), /sign-in/);
  await page.fill("[name=old]", password);
  await page.fill("[name=password]", "another-long-sentence");
  await page.fill("[name=again]", "another-long-sentense");
  await answered(page, /password$/, () => page.click(".formcard button.pri"));
  await page.waitForSelector(".fld .err:has-text('differ')");
  await page.fill("[name=old]", password);
  await page.fill("[name=password]", "another-long-sentence");
  await page.fill("[name=again]", "another-long-sentence");
  await Promise.all([page.waitForResponse(/security\/password$/), page.click(".formcard button.pri")]);
  await page.waitForSelector(".toast:has-text('Password changed')");
  await go(page, "/me");
  await page.uncheck("[name=shortcuts]");
  await Promise.all([page.waitForResponse(/\/me$/), page.click(".formcard button.pri")]);
  await go(page, "/parties/parties");
  await page.keyboard.press("c");
  assert.match(page.url(), /parties\/parties$/, "letters do nothing any more");
  await page.context().close();
  await phone.context().close();
}

/** A token that is revoked opens nothing any more. */
export async function revokedToken() {
  const page = await signIn("lucia");
  await go(page, "/settings/tokens");
  await page.fill("[name=label]", "Shop window");
  await page.fill("[name=scopes]", "parties.party:read");
  await page.click(".formcard button.pri");
  await page.waitForSelector(".note.t-success");
  const token = (await page.innerText(".note.t-success")).trim().split(/\s+/).pop();
  const ask = () => fetch(`${base}/demo/api/parties/parties?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
  assert.equal((await ask()).status, 200);
  await go(page, "/settings/tokens");
  const row = page.locator("tbody tr", { hasText: "Shop window" });
  assert.match(await row.innerText(), /parties\.party:read/);
  await Promise.all([page.waitForResponse(/revoke$/), row.locator("button").click()]);
  await until("the token is gone", async () => (await page.locator("tbody tr", { hasText: "Shop window" }).count()) === 0);
  assert.equal((await ask()).status, 401);
  await page.context().close();
}
