// Tells the product's stories in a browser, against the program itself with its demonstration company.
//   npm run product              everything
//   npm run product -- palette   only stories whose name contains the word
// FONDACO names another binary, CHROMIUM another browser.
import { begin, closeAll, end, wrong } from "./stage.mjs";

const wanted = process.argv.slice(2);
const files = ["door", "list", "record", "many", "work", "agenda", "house", "carry", "plain", "reports", "books", "offering", "shipping", "service", "reach", "trunk", "looks"];
const began = Date.now();
let told = 0;
const failed = [], first = [];

/** Tells one story and gives back why it does not hold, or nothing. */
async function tell(file, name, story) {
  const before = wrong.length;
  let why = "";
  let limit;
  const late = new Promise((_, refuse) => (limit = setTimeout(() => refuse(new Error("the story takes too long")), 120_000)));
  await Promise.race([story(), late]).catch((problem) => (why = problem.stack));
  clearTimeout(limit);
  await closeAll(why && `${file}-${name}`);
  return wrong.length > before ? [why, ...new Set(wrong.slice(before))].filter(Boolean).join("\n  ") : why;
}
try {
  await begin();
  console.log(`stage: ${Date.now() - began} ms`);
  for (const file of files)
    for (const [name, story] of Object.entries(await import(`./stories/${file}.mjs`))) {
      if (wanted.length && !wanted.some((word) => `${file}.${name}`.includes(word))) continue;
      const from = Date.now();
      let why = await tell(file, name, story);
      // A story that fails is told once more: only what fails twice fails, what fails once is named at the end.
      if (why && (first.push(`${file}.${name}`), console.log(`again ${file}.${name}\n  ${why}`), !wanted.length)) why = await tell(file, name, story);
      told += 1;
      if (why) failed.push(`${file}.${name}`);
      console.log(`${why ? "FAILED" : "ok"} ${file}.${name} ${Date.now() - from} ms${why ? `\n  ${why}` : ""}`);
    }
} catch (problem) {
  failed.push("stage");
  console.error(problem);
} finally {
  await end();
}
console.log(`${told - failed.length} of ${told} stories hold, ${Math.round((Date.now() - began) / 1000)} s`);
if (first.length > failed.length) console.log(`only the second time: ${first.filter((name) => !failed.includes(name)).join(", ")}`);
if (failed.length) console.error(`failed: ${failed.join(", ")}`);
process.exit(failed.length ? 1 : 0);
