import fs from "node:fs";
import { chromium } from "playwright-core";
const base = process.env.BASE ?? "http://127.0.0.1:8484";
const paths = process.argv.slice(2);
fs.mkdirSync("shots", { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const look = async (width, height, theme, tag) => {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: "en" });
  const page = await context.newPage();
  page.on("pageerror", (e) => console.log("ERR", page.url(), e.message));
  page.on("console", (m) => m.type() === "error" && console.log("CONSOLE", page.url(), m.text()));
  await page.goto(`${base}/sign-in`);
  await page.fill("[name=login]", "lucia@demo.example");
  await page.fill("[name=password]", "canal-bridge-lantern");
  await page.keyboard.press("Enter");
  await page.waitForURL(/demo/);
  for (const path of paths) {
    await page.goto(`${base}/demo${path}`);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `shots/look-${path.replace(/\W/g, "-")}-${tag}.png` });
  }
  await context.close();
};
await look(1440, 900, "light", "d");
if (process.env.PHONE) await look(390, 844, "dark", "p");
await browser.close();
