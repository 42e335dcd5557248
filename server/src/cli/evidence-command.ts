import {
  type CitedFigure,
  dataSet,
  dataSetVersion,
  evidenceChanges,
  evidenceList,
  type HeadlineOutcome,
  leastChecked,
  releaseOf,
  type StudyRow,
} from "evidence";
import { changesBetween, lastBefore, sayReview } from "review";
import { say } from "visit";
import { evidenceReleases } from "../answers/evidence-releases.ts";
import { CliProblem } from "./cli-problem.ts";
import { choice, readCommandLine } from "./command-line.ts";
import { words } from "./words.ts";
import type { World } from "./world.ts";

export async function evidenceCommand(args: readonly string[], world: World): Promise<void> {
  const { values } = readCommandLine("evidence list", args, { values: ["format"] });
  const format = choice("--format", values.format, ["text", "json"]);
  const rows = evidenceList();
  world.write(
    format === "json" ? `${JSON.stringify(rows, null, 2)}\n` : `${rows.map(studyText).join("\n\n")}\n`,
  );
}

function studyText(row: StudyRow): string {
  const { citation: work } = row;
  const who = [work.firstAuthor ?? work.publisher ?? work.work, row.year ?? "year not read"].join(" ");
  const interest = work.interest ? ` (${work.interest})` : "";
  const how = [
    `${row.products.join(" and ")}${row.donors.length > 0 ? ` (${row.donors.join(", ")})` : ""}`,
    `route: ${row.route}`,
    row.design,
    row.publication,
  ].join("; ");
  return [
    `${who}${interest}  ${work.title}`,
    `  ${how}`,
    `  ${childrenText(row)}; ${ageText(row)}`,
    `  ${headlineText(row.headline)}`,
    `  least checked figure: ${row.checked}; ${[...work.identifiers, work.link ?? ""].filter(Boolean).join("; ")}`,
  ].join("\n");
}

function childrenText({ children }: StudyRow): string {
  if (!children) return "number of children not read";
  const scope = children.scope === "all enrolled" ? "" : ` (${children.scope})`;
  const checked = leastChecked(children.figures.map((figure) => figure.checked));
  return `${children.count} children${scope} [${checked}]`;
}

function ageText({ ageLow, ageHigh }: StudyRow): string {
  if (!ageLow && !ageHigh) return "ages not read";
  return `ages ${ageLow ? figureText(ageLow) : "not read"} to ${ageHigh ? figureText(ageHigh) : "not read"}`;
}

function headlineText(headline: HeadlineOutcome): string {
  const what = [headline.measure, headline.month === undefined ? "" : `after ${headline.month} months`]
    .filter(Boolean)
    .join(" ");
  switch (headline.code) {
    case "difference":
      return `${what}: difference ${figureText(headline.figure!)}; ${headline.direction}`;
    case "difference-without-interval":
      return `${what}: ${headline.direction}; the number is left out, for its interval was not read`;
    case "change-without-comparison": {
      const spread = headline.sd ? `, standard deviation ${figureText(headline.sd)}` : "";
      return `${what}: change ${figureText(headline.figure!)}${spread}; no comparison group, so growing up is in it`;
    }
    case "finding":
      return `${what}: ${headline.direction}, told in words only`;
    case "no-result-found":
      return "no result found";
  }
}

/** A figure never goes without its interval, where there is one, nor without what it is and how far it was checked. */
function figureText({
  value,
  unit,
  relation,
  ciLow,
  ciHigh,
  ciLevel = 0.95,
  nature,
  checked,
}: CitedFigure): string {
  const interval =
    ciLow === undefined || ciHigh === undefined
      ? ""
      : ` (${Math.round(ciLevel * 100)}% interval ${rounded(ciLow)} to ${rounded(ciHigh)})`;
  return `${relation ? `${relation} ` : ""}${rounded(value)} ${unit}${interval} [${nature}, ${checked}]`;
}

/** What was computed has more digits than it can mean. */
const rounded = (value: number) => Number(value.toPrecision(3)).toString();

/** What changed since a released version, or since the last one before the present. */
export async function evidenceChangesCommand(args: readonly string[], world: World): Promise<void> {
  const { values } = readCommandLine("evidence changes", args, { values: ["since", "format"] });
  const format = choice("--format", values.format, ["text", "json"]);
  const data = dataSet();
  const now = releaseOf(data, dataSetVersion);
  const releases = await evidenceReleases();
  const { since } = values;
  const before =
    since === undefined ? lastBefore(now, releases) : releases.find(({ version }) => version === since);
  if (!before)
    throw new CliProblem(
      2,
      words.noSuchRelease(
        since,
        releases.map(({ version }) => version),
      ),
    );
  if (format === "json") {
    const [from, to] = [before, now].map(({ version, date }) => ({ version, date }));
    world.write(`${JSON.stringify({ from, to, changes: evidenceChanges(before, now) }, null, 2)}\n`);
    return;
  }
  const told = { say: say("en"), review: sayReview("en"), locale: "en" } as const;
  const { heading, lead, groups } = changesBetween(before, now, data, told);
  const parts = groups.map(({ heading: kind, count, items }) =>
    [`${kind} (${count})`, ...items.map(({ text }) => `  ${text}`)].join("\n"),
  );
  world.write(`${[heading, lead, ...parts].join("\n\n")}\n`);
}
