/**
 * How well eligibility texts are read, against a file of truth made by hand:
 * `npm run gold:criteria -- FILE [--wrong]`. `--wrong` lists every disagreement.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readAnnotated } from "../src/annotation/read-annotated.ts";
import { add, figures, type GoldDocument, scored, type Tally, tally } from "./gold-score.ts";

const [file, ...options] = process.argv.slice(2);
if (file === undefined) {
  console.error("Name the file of truth: npm run gold:criteria -- FILE [--wrong]");
  process.exit(2);
}
const path = resolve(process.env.INIT_CWD ?? ".", file);
let documents: readonly GoldDocument[];
try {
  const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
  const found =
    typeof parsed === "object" && parsed !== null && "documents" in parsed ? parsed.documents : undefined;
  if (!Array.isArray(found)) throw new Error("it has no list of documents");
  documents = found;
} catch (error) {
  console.error(
    `${file} is not a file of annotated criteria: ${error instanceof Error ? error.message : String(error)}.`,
  );
  process.exit(2);
}

const percent = (x: number) => x.toFixed(3).padStart(9);
function line(name: string, counted: Tally): string {
  const { precision, recall, f1 } = figures(counted);
  return `${name.padEnd(24)}${percent(precision)}${percent(recall)}${percent(f1)}   ${counted.right} right of ${counted.read} read, ${counted.truth} true`;
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
  const present = [...kinds].filter(([, { truth }]) => truth > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  console.log(`\n${title}: ${chosen.length} texts`);
  console.log(`${"".padEnd(24)}precision   recall       F1`);
  for (const [kind, counted] of present) console.log(line(kind, counted));
  const mean = (pick: (f: ReturnType<typeof figures>) => number) =>
    present.reduce((sum, [, t]) => sum + pick(figures(t)), 0) / (present.length || 1);
  console.log(line("kind + section, micro", totals.micro));
  console.log(
    `${"kind + section, macro".padEnd(24)}${percent(mean((f) => f.precision))}${percent(mean((f) => f.recall))}${percent(mean((f) => f.f1))}`,
  );
  console.log(line("op, value, unit", totals.numeric));
  console.log(line("window with its target", totals.windows));
  console.log(line("effect", totals.effects));
}

report("All", documents);
for (const [title, origin] of [
  ["Verbatim", "registry-verbatim"],
  ["Restated", "restated"],
] as const) {
  const chosen = documents.filter(({ textOrigin }) => textOrigin === origin);
  if (chosen.length > 0) report(title, chosen);
}
if (options.includes("--wrong")) {
  console.log("\nDisagreements");
  for (const document of documents)
    for (const text of scored(document, readAnnotated(document.eligibilityCriteria)).wrong)
      console.log(`  ${text}`);
}
