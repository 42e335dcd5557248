/**
 * How well eligibility texts are read, against a file of truth made by hand:
 * `npm run gold:criteria -- FILE [--wrong]`. `--wrong` lists every disagreement.
 */
import { readAnnotated } from "../src/annotation/read-annotated.ts";
import { GoldFileError, orSay, readDocuments } from "./gold-file.ts";
import { add, figures, type GoldDocument, scored, type Tally, tally } from "./gold-score.ts";

const asked = { kinds: 0.92, numeric: 0.95, windows: 0.88 };

const share = (x: number) => x.toFixed(3).padStart(9);
function line(name: string, counted: Tally, target?: number): string {
  const { precision, recall, f1 } = figures(counted);
  const beside = target === undefined ? "" : `   asked ${target.toFixed(2)}${f1 >= target ? "" : ", missed"}`;
  return `${name.padEnd(24)}${share(precision)}${share(recall)}${share(f1)}   ${counted.right} right of ${counted.read} read, ${counted.truth} true${beside}`;
}

function report(title: string, chosen: readonly GoldDocument[]): void {
  const kinds = new Map<string, Tally>();
  const totals = { micro: tally(), numeric: tally(), windows: tally(), effects: tally() };
  for (const document of chosen) {
    const scores = scored(document, readAnnotated(document.eligibilityCriteria));
    for (const [kind, counted] of scores.kinds) {
      if (!kinds.has(kind)) kinds.set(kind, tally());
      add(kinds.get(kind)!, counted);
      add(totals.micro, counted);
    }
    add(totals.numeric, scores.numeric);
    add(totals.windows, scores.windows);
    add(totals.effects, scores.effects);
  }
  const all = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1));
  const present = all.filter(([, { truth }]) => truth > 0);
  console.log(`\n${title}: ${chosen.length} texts`);
  console.log(`${"".padEnd(24)}precision   recall       F1`);
  for (const [kind, counted] of all) console.log(line(kind, counted));
  const mean = (pick: (f: ReturnType<typeof figures>) => number) =>
    present.reduce((sum, [, t]) => sum + pick(figures(t)), 0) / (present.length || 1);
  console.log(line("kind + section, micro", totals.micro, asked.kinds));
  console.log(
    `${"kind + section, macro".padEnd(24)}${share(mean((f) => f.precision))}${share(mean((f) => f.recall))}${share(mean((f) => f.f1))}   mean of the ${present.length} kinds in the file`,
  );
  console.log(line("op, value, unit", totals.numeric, asked.numeric));
  console.log(line("window with its target", totals.windows, asked.windows));
  console.log(line("effect", totals.effects));
}

orSay(() => {
  const [file, ...options] = process.argv.slice(2);
  if (file === undefined)
    throw new GoldFileError("Name the file of truth: npm run gold:criteria -- FILE [--wrong]");
  const documents = readDocuments(file);
  report("All", documents);
  const origins = [...new Set(documents.map(({ textOrigin }) => textOrigin))].sort();
  for (const origin of origins)
    report(
      origin === "registry-verbatim" ? "Verbatim" : origin === "restated" ? "Restated" : `Origin ${origin}`,
      documents.filter(({ textOrigin }) => textOrigin === origin),
    );
  if (options.includes("--wrong")) {
    console.log("\nDisagreements");
    for (const document of documents)
      for (const text of scored(document, readAnnotated(document.eligibilityCriteria)).wrong)
        console.log(`  ${text}`);
  }
});
