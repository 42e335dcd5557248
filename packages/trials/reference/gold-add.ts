/**
 * Adds a checked correction to a gold set of criteria: `npm run gold:add -- CORRECTION FILE`. One that nobody has checked
 * is only shown, with the row it would make.
 */
import { existsSync, writeFileSync } from "node:fs";
import { goldRow, readCorrection, withRow } from "./gold-correction.ts";
import { type Fields, GoldFileError, jsonOf, orSay, pathOf } from "./gold-file.ts";

orSay(() => {
  const [given, gold] = process.argv.slice(2);
  if (given === undefined || gold === undefined)
    throw new GoldFileError("Name a correction and a gold set: npm run gold:add -- CORRECTION FILE");
  const correction = readCorrection(jsonOf(given));
  const row = goldRow(correction);
  if (correction.checked === undefined) {
    console.log(`${correction.nct}  ${correction.title}`);
    console.log(`The line:        ${correction.criterion.text}`);
    console.log(`We read:         ${correction.readingShown}`);
    console.log(`What is wrong:   ${correction.note}`);
    console.log(`It would become: ${JSON.stringify(row, null, 2)}`);
    throw new GoldFileError(
      `Nobody has checked this correction, so nothing was added. Read it beside the record; write what is wrong in the row into "criterion" of ${given}; set "checked" to who and when, such as {"by": "AB", "on": "2026-11-22"}; then run this again.`,
    );
  }
  const path = pathOf(gold);
  const file: Fields = existsSync(path) ? jsonOf(gold) : { version: 1, documents: [] };
  if (!Array.isArray(file.documents))
    throw new GoldFileError(`${path} has no list "documents". Name a gold set of criteria, or a new file.`);
  const added = { ...row, checked: correction.checked, note: correction.note };
  const documents = withRow(file.documents as Fields[], correction, added);
  writeFileSync(path, `${JSON.stringify({ ...file, documents }, null, 2)}\n`);
  console.log(`Added to ${gold}: ${correction.nct}, line ${row.line}, ${row.kind}. See how we read it:`);
  console.log(`  npm run gold:criteria -- ${gold} --wrong`);
});
