/** The summary as Markdown: the same words in the same order as the printed sheet. */
import type { Statement } from "./sources.ts";
import type { VisitSummary } from "./summary.ts";
import { type Say, say as sayIn } from "./words.ts";

/** Markdown's own signs in somebody else's text are shown, not obeyed; so is HTML. */
const inert = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/\s+/g, " ");
const cell = (text: string) => inert(text);
const heading = (text: string, depth = 2) => `\n${"#".repeat(depth)} ${text}\n`;
const statement = ({ text, sources }: Statement) =>
  `- ${text}${sources.map((number) => ` [${number}]`).join("")}`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`);

export function toMarkdown(summary: VisitSummary): string {
  const say = sayIn(summary.locale);
  const { evidence, dose, trials } = summary;
  const lines = [
    `# ${summary.title}`,
    `\n${summary.madeOn.words}. ${summary.purpose}`,
    heading(say("summary.heading.child")),
    ...summary.child.map(({ label, value }) => `- ${label}: ${value}`),
    heading(say("summary.heading.evidence")),
    heading(say("summary.heading.sure"), 3),
    ...evidence.certainty.map((row) => `${statement(row)} ${row.levelWords}. ${row.judged}`),
    ...section(say("summary.heading.studied"), evidence.studied),
    ...section(say("summary.heading.found"), evidence.found),
    ...section(say("summary.heading.limits"), evidence.limits),
    ...section(say("summary.heading.untreated"), [...evidence.untreated, ...summary.course.statements]),
    ...section(say("summary.heading.harms"), evidence.harms),
    heading(say("summary.heading.dose")),
    dose.lead,
    ...doseLines(dose, say),
    heading(say("summary.heading.trials")),
    trials.lead,
    ...[trials.label, trials.mainWords].flatMap((note) => (note ? [`\n${note}`] : [])),
    ...trials.rows.flatMap((row) => [
      heading(`${inert(row.title)} (${[row.registryId, ...row.otherNumbers].join(", ")})`, 3),
      `${row.standingWords}: ${row.countsWords}. ${row.seen}. <${row.url}>\n`,
      ...row.lines.map(
        ({ verdictWords, because, from, quote, doubt = "" }) =>
          `- **${verdictWords}**: ${inert(`${because} ${doubt}`).trim()} ${from}: “${inert(quote)}”`,
      ),
    ]),
    heading(say("summary.heading.questions")),
    ...summary.questions.flatMap((group) => [
      heading(group.heading, 3),
      ...group.questions.map((question) => `- [ ] ${question}`),
    ]),
    heading(say("summary.heading.sources")),
    ...summary.sources.map(
      ({ number, work, identifiers, checking, interest, link }) =>
        `${number}. ${[inert(work), identifiers.join(", "), checking, interest, link && `<${link}>`].filter(Boolean).join(". ").replaceAll("..", ".")}`,
    ),
    heading(say("summary.heading.versions")),
    ...summary.versions.map((version) => `- ${version}`),
  ];
  return `${lines.join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
}

function section(title: string, statements: readonly Statement[]): string[] {
  return statements.length === 0 ? [] : [heading(title, 3), ...statements.map(statement)];
}

function doseLines(dose: VisitSummary["dose"], say: Say): string[] {
  if (dose.status === "not-computed") return ["", ...dose.thresholds.map(statement)];
  const head = [
    say("dose.column.when"),
    say("dose.column.weight"),
    say("dose.column.before"),
    say("dose.column.after"),
  ];
  return [
    "",
    ...table(
      head,
      dose.rows.map(({ when, weight, beforeThaw, afterThaw }) => [when, weight, beforeThaw, afterThaw]),
    ),
    "",
    ...dose.notes.map((note) => `- ${note}`),
    heading(say("summary.heading.thresholds"), 3),
    ...dose.thresholds.flatMap(({ label, relationWords, meanings }) => [
      `- **${label}**: ${relationWords}`,
      ...meanings.map((meaning) => `  ${statement(meaning)}`),
    ]),
  ];
}
