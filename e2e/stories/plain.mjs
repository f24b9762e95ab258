// Everything important without a single script.
import assert from "node:assert/strict";
import { base, password, people, open } from "../stage.mjs";

export async function withoutScripts() {
  const page = await open({ javaScriptEnabled: false });
  page.provoked.add(422);
  await page.goto(`${base}/sign-in?next=/demo/catalog/items`);
  await page.fill("[name=login]", people.lucia);
  await page.fill("[name=password]", password);
  await page.click("button.pri");
  assert.match(page.url(), /catalog\/items$/);
  const first = await page.locator("tbody tr[data-id]").first().getAttribute("data-id");
  await page.click(".pager a[aria-label='Next page']");
  assert.notEqual(await page.locator("tbody tr[data-id]").first().getAttribute("data-id"), first);
  await page.goto(`${base}/demo/parties/parties`);
  await page.fill("[name=q]", "ribera");
  await Promise.all([page.waitForURL(/q=ribera/), page.keyboard.press("Enter")]);
  await page.click("[data-do=filter]");
  await page.click("#filter-menu summary:has-text('Form')");
  await page.check("input[name='f.form'][value=person]");
  await page.click("#filter-menu .btn.pri");
  assert.match(await page.innerText(".chip"), /Person/);
  await page.click("a[data-do=create]");
  await page.click("header.top button.pri");
  assert(await page.isVisible(".err, .note.t-danger"), "a refusal");
  await page.fill("#record-name", "Plain and simple");
  await page.fill("#record-notes", "No script ran");
  await page.click("header.top button.pri");
  await page.waitForURL(/parties\/\d+$/);
  assert.equal(await page.inputValue("#record-notes"), "No script ran");
  await page.fill("#record-notes", "Changed without scripts");
  await page.click("header.top button:has-text('Save')");
  assert.equal(await page.inputValue("#record-notes"), "Changed without scripts");
  await page.click("header.top a[href$='/block']");
  await page.fill("[name=reason]", "To try it");
  await page.click("main form button.pri");
  assert.match(await page.innerText(".head .pill"), /Blocked/);
  await page.context().close();
}
