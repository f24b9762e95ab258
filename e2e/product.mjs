// Tells the product's stories in a browser, against the program itself with its demonstration company.
//   npm run product              everything
//   npm run product -- palette   only stories whose name contains the word
// FONDACO names another binary, CHROMIUM another browser.
import { begin, closeAll, end, wrong } from "./stage.mjs";

const wanted = process.argv.slice(2);
const files = ["door", "list", "record", "many", "work", "house", "carry", "plain", "reports", "offering", "looks"];
const began = Date.now();
let told = 0;
const failed = [];
try {
  await begin();
  console.log(`stage: ${Date.now() - began} ms`);
  for (const file of files)
    for (const [name, story] of Object.entries(await import(`./stories/${file}.mjs`))) {
      if (wanted.length && !wanted.some((word) => `${file}.${name}`.includes(word))) continue;
      const from = Date.now(), before = wrong.length;
      let why = "";
      let limit;
      const late = new Promise((_, refuse) => (limit = setTimeout(() => refuse(new Error("the story takes too long")), 120_000)));
      await Promise.race([story(), late]).catch((problem) => (why = problem.stack));
      clearTimeout(limit);
      await closeAll(why && `${file}-${name}`);
      if (wrong.length > before) why = [why, ...new Set(wrong.slice(before))].filter(Boolean).join("\n  ");
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
if (failed.length) console.error(`failed: ${failed.join(", ")}`);
process.exit(failed.length ? 1 : 0);
