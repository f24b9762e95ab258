// How every screen looks: no accessibility violation, no sideways scroll, little weight, quick keys, in three languages.
import assert from "node:assert/strict";
import { brotliCompressSync } from "node:zlib";
import { base, faults, go, make, open, read, ready, settled, signIn, until } from "../stage.mjs";

const LOOKS = [
  ["lucia", "en", { viewport: { width: 1440, height: 900 }, colorScheme: "light" }],
  ["mei", "zh-CN", { viewport: { width: 1440, height: 900 }, colorScheme: "dark" }],
  ["diego", "es", { viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, isMobile: true }],
  ["lucia", "en", { viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true, isMobile: true }],
];
const PAGES = {
  home: "",
  list: "/parties/parties",
  grouped: "/parties/parties?group=form",
  record: "/parties/parties/5",
  person: "/parties/parties/45",
  item: "/catalog/items/3",
  prices: "/catalog/price-lists/1",
  new: "/parties/parties/new",
  operation: "/parties/parties/5/block",
  merge: "/parties/parties/merge?id=5&id=6&id=7",
  destroy: "/parties/parties/5/destroy",
  "own-field": "/platform/custom-fields/new",
  changes: "/platform/bulk-changes",
  board: "/platform/activities?show=board",
  calendar: "/platform/activities?show=calendar",
  agenda: "/platform/activities?show=calendar&span=agenda",
  import: "/import/parties/parties",
  settings: "/settings",
  modules: "/settings/modules",
  tokens: "/settings/tokens",
  me: "/me",
  notifications: "/notifications",
  help: "/help",
  "not-found": "/parties/parties/999999",
  "no-page": "/nothing/here",
};

const LOOKED = LOOKS.map(([who, lang, options], n) => async () => {
  const tag = `${options.viewport.width}-${options.colorScheme}-${lang}`, found = [];
  const page = await signIn(who, { ...options, locale: lang, bypassCSP: true });
  page.provoked.add(403).add(404);
  for (const [name, where] of Object.entries(PAGES)) {
    await page.goto(`${base}/demo${where}`);
    await settled(page);
    assert.equal(await page.getAttribute("html", "lang"), lang);
    await page.screenshot({ path: `shots/${name}-${tag}.png` });
    found.push(...(await faults(page, `${name} ${tag}`)));
    if (name === "merge" && options.viewport.width < 760) {
      const aside = await page.evaluate(() => [...document.querySelectorAll(".merge")].some((m) => m.scrollWidth > m.clientWidth));
      if (aside) found.push(`merge ${tag}: one has to scroll sideways to compare`);
    }
  }
  if (n === 0) {
    await go(page, "/parties/parties/5");
    await page.click("header.top a[href$='/block']");
    await page.waitForSelector("dialog[open] form");
    found.push(...(await faults(page, `dialog ${tag}`)));
  }
  const stranger = await open({ ...options, locale: lang, bypassCSP: true });
  await stranger.goto(`${base}/sign-in?lang=${lang}`);
  await settled(stranger);
  await stranger.screenshot({ path: `shots/sign-in-${tag}.png` });
  found.push(...(await faults(stranger, `sign-in ${tag}`)));
  assert.deepEqual(found, []);
});
export const [deskLight, deskDarkChinese, phoneSpanish, phoneDark] = LOOKED;

/** No page weighs more than 60 KB when nothing is cached. Assets count as the released program packs them: brotli, best quality. */
export async function weight() {
  const heavy = [], figures = [], page = await signIn("lucia"), cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  const heads = new Map(), done = [];
  cdp.on("Network.responseReceived", ({ requestId, response }) => heads.set(requestId, response));
  cdp.on("Network.loadingFinished", (e) => done.push(e));
  const packed = new Map();
  const size = async ({ requestId, encodedDataLength }) => {
    const head = heads.get(requestId);
    if (!head?.url.includes("/assets/")) return encodedDataLength;
    if (!packed.has(head.url)) {
      packed.set(head.url, brotliCompressSync(await (await page.request.get(head.url)).body()).length);
    }
    return packed.get(head.url) + head.encodedDataLength;
  };
  for (const name of ["home", "list", "grouped", "record", "new", "board", "calendar", "prices", "settings"]) {
    // What the page before still fetches is not this one's: it ends first, and what this one fetches late counts.
    await page.goto("about:blank");
    await page.waitForTimeout(400);
    done.length = 0;
    await page.goto(`${base}/demo${PAGES[name]}`);
    await settled(page);
    await page.waitForTimeout(400);
    // The released program's assets never change under their address, so that a browser fetches each once; here the cache is off.
    const once = new Map(done.map((e) => [heads.get(e.requestId)?.url ?? e.requestId, e]));
    const bytes = (await Promise.all([...once.values()].map(size))).reduce((a, b) => a + b, 0);
    figures.push(`${name} ${(bytes / 1024).toFixed(1)}`);

    if (bytes > 60 * 1024) heavy.push(name);
  }
  console.log(`  KB cold: ${figures.join(", ")}`);
  assert.deepEqual(heavy, []);
  await page.context().close();
}

/** From a key in the lines grid to the next frame. */
export async function keyToFrame() {
  const page = await signIn("lucia");
  await go(page, "/parties/parties/new");
  await page.waitForFunction(() => customElements.get("ui-lines"));
  await page.click("ui-lines[data-name=addresses] .add button");
  await page.keyboard.press("Tab");
  await page.evaluate(() => {
    window.took = [];
    addEventListener("keydown", () => {
      const from = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.took.push(performance.now() - from)));
    }, true);
  });
  for (let line = 0; line < 8; line += 1) {
    await page.keyboard.type("Store", { delay: 15 });
    for (let n = 0; n < 12; n += 1) await page.keyboard.press("Tab", { delay: 15 });
  }
  const took = (await page.evaluate(() => window.took)).sort((a, b) => a - b);
  const median = took[took.length >> 1], late = took[Math.floor(took.length * 0.95)];
  console.log(`  key to frame: median ${median.toFixed(1)} ms, p95 ${late.toFixed(1)} ms, ${took.length} keys`);
  assert(median <= 30, "a key shows within 30 ms");
  await page.context().close();
}
