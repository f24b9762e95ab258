// Records: made by keyboard alone, refused without losing a letter, changed by two at once, operated, noted, filed.
import assert from "node:assert/strict";
import fs from "node:fs";
import { answered, base, go, make, press, read, signIn, tabTo, until } from "../stage.mjs";

const cell = (page, grid, row, column) => page.locator(`ui-lines[data-name=${grid}] tbody tr >> nth=${row} >> td >> nth=${column}`);
const grids = (page) => page.waitForFunction(() => ["ui-form", "ui-lines", "ui-combobox"].every((n) => customElements.get(n)));

export async function byKeyboard() {
  const page = await signIn("lucia");
  page.provoked.add(422);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await go(page, "/parties/parties");
  await press(page, "c");
  await page.waitForURL(/parties\/new$/);
  await grids(page);
  await tabTo(page, "#record-form");
  await page.keyboard.type("Person");
  await tabTo(page, "#record-given_name");
  await page.keyboard.type("Zoë");
  await press(page, "Tab");
  await answered(page, /draft$/, () => page.keyboard.type("Quintana"));
  await until("the computed name", async () => (await page.inputValue("#record-name")) === "Zoë Quintana");
  await tabTo(page, "#record-country");
  await page.keyboard.type("Spa");
  await page.waitForSelector(".pop [role=option]:has-text('Spain')");
  await press(page, "Enter");
  await tabTo(page, "#record-notes");
  await page.keyboard.type("Made without a mouse");

  await tabTo(page, "ui-lines[data-name=addresses] .add button");
  await press(page, "Enter");
  await page.keyboard.type("Deliveries");
  await press(page, "Enter");
  await page.keyboard.type("Warehouse North");
  await press(page, "Tab");
  await page.keyboard.type("Calle Mayor 1");
  await press(page, "Tab");
  await page.keyboard.type("28013");
  await press(page, "Tab");
  await page.keyboard.type("Madrid");
  await press(page, "Escape");
  assert.equal(await cell(page, "addresses", 0, 5).innerText(), "", "Escape drops what the cell took");
  await press(page, "Enter");
  await page.keyboard.type("Madrid");
  await press(page, "Tab", "Escape");

  await tabTo(page, "ui-lines[data-name=emails] .add button");
  await press(page, "Enter");
  await page.evaluate(() => navigator.clipboard.writeText("zoe@quintana.example\nnot an address\nz.quintana@club.example\n"));
  await press(page, "Control+v");
  await until("three lines", async () => (await page.locator("ui-lines[data-name=emails] tbody tr").count()) === 3);
  assert.match(await page.textContent("ui-lines[data-name=emails]"), /not an address/);
  await answered(page, /parties$/, () => press(page, "Control+s"));
  await page.waitForSelector(".note.t-danger, td.bad");
  assert.equal(await page.inputValue("#record-given_name"), "Zoë", "a refusal keeps the fields");
  assert.equal(await page.inputValue("#record-country"), "Spain", "and the references");
  assert.match(await page.textContent("ui-lines[data-name=addresses]"), /Warehouse North[\s\S]*Calle Mayor 1[\s\S]*Madrid/, "and the lines");
  assert.match(await page.textContent("ui-lines[data-name=emails]"), /zoe@quintana\.example[\s\S]*not an address/, "and what was wrong");
  assert.equal(await page.locator("ui-lines[data-name=emails] td.bad").count(), 1, "marked where it is wrong");

  await grids(page);
  await tabTo(page, "ui-lines[data-name=emails] td");
  await press(page, "ArrowDown", "Control+Backspace");
  assert.equal(await page.locator("ui-lines[data-name=emails] tbody tr").count(), 2);
  await Promise.all([page.waitForURL(/parties\/\d+$/), press(page, "Control+s")]);
  const made = await read(page, `parties/parties/${page.url().split("/").pop()}`);
  assert.equal(made.name, "Zoë Quintana");
  assert.deepEqual(made.emails.map((e) => [e.address, e.is_primary]), [["zoe@quintana.example", true], ["z.quintana@club.example", false]]);
  assert.deepEqual(made.addresses.map((a) => [a.purpose, a.name, a.street, a.postal_code, a.city]), [["ship", "Warehouse North", "Calle Mayor 1", "28013", "Madrid"]]);
  await page.context().close();
}

export async function conflict() {
  const [one, two] = [await signIn("lucia"), await signIn("mei", { locale: "zh-CN" })];
  two.provoked.add(409);
  const made = await make(one, "parties/parties", { name: "Two at once", notes: "as it was" });
  const address = `/parties/parties/${made.id}`;
  for (const take of ["theirs", "mine"]) {
    const now = await read(one, `parties/parties/${made.id}`);
    await go(two, address);
    await go(one, address);
    await one.fill("#record-notes", `theirs ${take}`);
    await one.keyboard.press("Control+s");
    await until("saved", async () => (await read(one, `parties/parties/${made.id}`)).version > now.version);
    await two.fill("#record-notes", `mine ${take}`);
    await two.fill("#record-website", `https://${take}.example`);
    await two.keyboard.press("Control+s");
    await two.waitForSelector("#conflict");
    assert.match(await two.innerText("#conflict"), /Lucía Ortega/, "who changed it");
    assert.equal(await two.inputValue("#record-website"), `https://${take}.example`, "what was typed stays");
    await two.check(`input[name='_take.notes'][value=${take}]`);
    await two.keyboard.press("Control+s");
    await until("both", async () => (await read(one, `parties/parties/${made.id}`)).website === `https://${take}.example`);
    assert.equal((await read(one, `parties/parties/${made.id}`)).notes, `${take} ${take}`);
    await one.fill("#record-notes", "");
    await go(one, "");
  }
  await one.context().close();
  await two.context().close();
}

export async function palette() {
  const page = await signIn("lucia");
  const people = await read(page, `parties/parties?filter=${encodeURIComponent("phone is not empty")}&limit=5`);
  const phone = people.data.find((p) => p.phone).phone;
  const find = async (text, wanted) => {
    await press(page, "Control+k");
    await page.waitForSelector(".pal[open]");
    await page.fill(".pal input", text);
    await page.waitForSelector(`.pal [role=option]:has-text("${wanted}")`);
  };
  await find("单车行", "上海东方单车行");
  await press(page, "Escape");
  await find(phone.replace(/\D/g, "").slice(-6), people.data.find((p) => p.phone).name);
  await press(page, "Escape");
  await find("Ciclos Ribrea", "Ciclos Ribera");
  await press(page, "Enter");
  await page.waitForURL(/parties\/\d+$/);
  assert.match(await page.innerText("h1"), /Ciclos Ribera/);
  await press(page, "g", "h");
  await page.waitForURL(/\/demo$/);
  await page.context().close();
}

export async function operation() {
  const page = await signIn("lucia");
  page.provoked.add(422);
  const made = await make(page, "parties/parties", { name: "Blocked tomorrow" });
  await go(page, `/parties/parties/${made.id}`);
  await page.click("header.top a[href$='/block']");
  await page.waitForSelector("dialog[open] [name=reason]");
  await page.click("dialog[open] button.pri");
  await page.waitForSelector("dialog[open] .err");
  await page.fill("dialog[open] [name=reason]", "Three invoices are late");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".head .pill:has-text('Blocked')");
  await page.waitForSelector(".tl li:has-text('Three invoices are late')");
  await page.click("header.top button:has-text('Activate')");
  await page.waitForSelector(".head .pill:has-text('Active')");
  await page.click("header.top [popovertarget]:has-text('More'), header.top [popovertarget][aria-label=More]");
  await Promise.all([page.waitForURL(/parties\/new\?copy=/), page.click(".menu:popover-open a:has-text('Duplicate')")]);
  assert.equal(await page.inputValue("#record-name"), "Blocked tomorrow", "a copy starts from the original");
  await page.context().close();
}

export async function notesAndFiles() {
  const [page, mei] = [await signIn("lucia"), await signIn("mei", { locale: "zh-CN" })];
  const made = await make(page, "parties/parties", { name: "Noted and filed" });
  await go(page, `/parties/parties/${made.id}`);
  await page.fill(".composer textarea", "Please look at this, @Mei Lin <b>today</b>");
  await page.click(".composer button[type=submit]");
  await page.waitForSelector(".tl li:has-text('Please look at this')");
  assert.equal(await page.locator(".tl b:text-is('today')").count(), 0, "a note is text, never markup");
  await until("the bell rings by itself", async () => Number(await mei.innerText("[data-unread]")) > 0);
  await mei.click("a.bell");
  await mei.waitForURL(/notifications/);
  await mei.click("tbody a >> nth=0");
  await mei.waitForURL(new RegExp(`parties/${made.id}$`));

  const body = "<script>alert(1)</script>";
  await page.setInputFiles("input[type=file]", { name: "invoice <1>.html", mimeType: "text/html", buffer: Buffer.from(body) });
  const link = page.locator(".tl a:has-text('invoice 1.html')");
  await link.waitFor();
  const file = await page.request.get(new URL(await link.getAttribute("href"), base).href);
  const heads = file.headers();
  assert.match(heads["content-disposition"], /^attachment/);
  assert.equal(heads["content-type"], "application/octet-stream");
  assert.equal(heads["x-content-type-options"], "nosniff");
  assert.match(heads["content-security-policy"], /sandbox/);
  assert.equal(await file.text(), body);
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.equal(fs.readFileSync(await download.path(), "utf8"), body);
  await page.context().close();
  await mei.context().close();
}

const NASTY = [`<img src=x onerror=alert(1)>"'\`</textarea></script><script>alert(2)</script>`, "‮ عربى \u2067abc\u2069 עברית", "👩‍🏭🚲 e\u0301 𝒳 \u200b end"];

/** Whatever is typed comes back as the same text, on every kind of page. */
export async function nastyText() {
  const page = await signIn("lucia");
  let alarmed = false;
  page.on("dialog", (d) => ((alarmed ||= d.type() === "alert"), d.accept()));
  for (const [n, text] of NASTY.entries()) {
    await go(page, "/parties/parties/new");
    await grids(page);
    const name = `${text} ${n}`.slice(0, 190);
    for (const field of await page.locator("#record .fld input.inp[type=text], #record .fld input.inp:not([type]), #record .fld textarea").all()) {
      const at = await field.getAttribute("name");
      if (["name", "notes", "given_name", "family_name"].includes(at)) await field.fill(at === "name" ? name : text.slice(0, 80));
    }
    await page.click("ui-lines[data-name=addresses] .add button");
    await press(page, "Tab");
    await page.keyboard.insertText(text);
    await press(page, "Tab");
    await Promise.all([page.waitForURL(/parties\/\d+$/), press(page, "Control+s")]);
    await page.waitForSelector("h1");
    const id = page.url().split("/").pop();
    const kept = await read(page, `parties/parties/${id}`);
    assert.equal(kept.notes, text.slice(0, 80));
    assert.equal(await page.inputValue("#record-name"), kept.name);
    assert.equal(await page.inputValue("#record-notes"), kept.notes);
    assert.equal((await cell(page, "addresses", 0, 2).textContent()).trim(), kept.addresses[0].name.trim());
    await go(page, `/parties/parties?q=${encodeURIComponent(kept.code)}`);
    assert((await page.locator("tbody").innerText()).includes(kept.name.slice(0, 12)));
    await press(page, "Control+k");
    await page.fill(".pal input", kept.code);
    await page.waitForSelector(".pal [role=option]");
    await go(page, `/parties/parties?q=${encodeURIComponent(text)}&f.name.has=${encodeURIComponent(text)}`);
    assert.equal(await page.locator("main img, main script").count(), 0);
  }
  assert(!alarmed, "no script of ours came from a field");
  await page.context().close();
}
