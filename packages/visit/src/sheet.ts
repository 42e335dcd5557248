/**
 * The summary as HTML: the same for the page, the command line and the API. Every text that is not ours is
 * escaped; nothing in it runs. Ticks beside questions and the list of trials are plain HTML and CSS.
 */
import { doseScaleChart, escapeSigns, growthCurveChart } from "charts";
import { type GmfcsLevel, laterCourse } from "motor";
import { sheetStyle } from "./sheet-style.ts";
import type { SourceRow, Statement } from "./sources.ts";
import type { VisitSummary } from "./summary.ts";
import type { TrialLine, TrialRow } from "./trials-part.ts";
import { type Say, say as sayIn } from "./words.ts";

/** On paper the sheet is one page, so only the first of the ordered trials stand on it, a line each. */
const trialsOnSheet = 4;

/** Text made inert; the controls that could turn the text around it right to left are taken out. */
const escapeHtml = (text: string) =>
  escapeSigns(text.replace(/[\u202a-\u202e\u2066-\u2069[\p{Cc}--[\n\r\t]]]/gv, ""));

/** What is data, not a sentence of the catalogue: a title, a registry's words. It keeps its own direction. */
const data = (text: string) => `<span translate="no" dir="auto">${escapeHtml(text)}</span>`;
const external = (href: string, inner: string) =>
  /^https:\/\//.test(href) ? `<a href="${escapeHtml(href)}" rel="noreferrer">${inner}</a>` : inner;

/** The sheet alone, for a page that brings its own frame. */
export function toSheet(summary: VisitSummary): string {
  const say = sayIn(summary.locale);
  const { evidence } = summary;
  const part = (title: string, statements: readonly Statement[]) =>
    statements.length === 0 ? "" : `<section><h3>${escapeHtml(title)}</h3>${list(statements, say)}</section>`;
  return `<article class="sheet">
<header class="sheet-head"><h1>${escapeHtml(summary.title)}</h1>
<p class="sheet-date">${escapeHtml(summary.madeOn.words)}</p><p class="sheet-purpose">${escapeHtml(summary.purpose)}</p></header>
<section class="sheet-child"><h2>${say("summary.heading.child")}</h2><dl>${summary.child
    .map(
      ({ label, value, given }) =>
        `<div${given ? "" : ' class="open"'}><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`,
    )
    .join("")}</dl></section>
<section class="sheet-evidence"><h2>${say("summary.heading.evidence")}</h2>
${evidence.certainty.map((row, index) => certaintyCard(row, index === 0, say)).join("")}
<div class="sheet-columns">
${part(say("summary.heading.studied"), evidence.studied)}
${part(say("summary.heading.found"), evidence.found)}
${part(say("summary.heading.limits"), evidence.limits)}
${part(say("summary.heading.untreated"), [...evidence.untreated, ...summary.course.statements])}
${part(say("summary.heading.harms"), evidence.harms)}
</div>${curveFigure(summary, say)}</section>
${doseSection(summary, say)}
${questionsSection(summary, say)}
${trialsSection(summary, say)}
<section class="sheet-sources"><h2>${say("summary.heading.sources")}</h2><ol>${summary.sources.map(sourceItem).join("")}</ol></section>
<footer class="sheet-foot"><h2>${say("summary.heading.versions")}</h2><ul>${summary.versions.map((version) => `<li>${escapeHtml(version)}</li>`).join("")}</ul></footer>
</article>`;
}

/** A whole page that needs nothing else: no script, no file, no request. */
export function toHtml(summary: VisitSummary): string {
  return `<!doctype html>
<html lang="${summary.locale}" dir="${summary.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(summary.title)}</title><style>${sheetStyle}</style></head><body class="sheet-page">
<main>${toSheet(summary)}</main></body></html>
`;
}

/** On paper without the title where there is an author, for paper is short; on the screen in full. */
function sourceItem({
  number,
  work,
  short,
  identifiers,
  link,
  checkedWords,
  checking,
  interest,
}: SourceRow): string {
  const onScreen = `${external(link ?? "", data(work))} ${data(identifiers.join(", "))} <span>${escapeHtml(checking)}</span>`;
  const onPaper = `${data([short, ...identifiers.slice(0, 1)].join(" "))}: <span>${escapeHtml(checkedWords)}</span>`;
  const gains = interest ? ` <span>${escapeHtml(interest)}</span>` : "";
  return `<li id="source-${number}" data-number="${number}" tabindex="-1"><span class="on-screen">${onScreen}</span><span class="on-paper">${onPaper}</span>${gains}</li>`;
}

function list(statements: readonly Statement[], say: Say): string {
  return `<ul>${statements.map((statement) => `<li>${sentence(statement, say)}</li>`).join("")}</ul>`;
}

function sentence({ text, sources }: Statement, say: Say): string {
  if (sources.length === 0) return escapeHtml(text);
  const label = say("summary.sourcesLabel", { count: sources.length, list: sources.join(", ") });
  const links = sources.map((number) => `<a href="#source-${number}">${number}</a>`).join(" ");
  return `${escapeHtml(text)} <span class="cites" role="group" aria-label="${escapeHtml(label)}">${links}</span>`;
}

function certaintyCard(row: VisitSummary["evidence"]["certainty"][number], first: boolean, say: Say): string {
  return `<div class="certainty${first ? " first" : ""}" data-level="${row.level}"><p class="answer">${sentence(row, say)}</p>
<p class="sure"><b>${escapeHtml(row.levelWords)}</b> <span>${escapeHtml(row.judged)}</span></p></div>`;
}

/** From when a population register saw no more rise at the level; 0 where it tells of no such age. */
const flatAfterYears = (gmfcs: GmfcsLevel): number =>
  Number(
    laterCourse(gmfcs).findings.find(({ code }) => code === "cohort-rises-then-flat")?.values
      .risesUntilAgeYears ?? 0,
  );

/** The average course at the level, with the child's score where one was given; its text twin folds out below. */
function curveFigure({ course: { curve }, direction }: VisitSummary, say: Say): string {
  if (!curve) return "";
  const { gmfcs, ageYears, score } = curve;
  const title = say("course.chart.title", { level: gmfcs });
  const { svg, table } = growthCurveChart({
    idPrefix: "course",
    level: gmfcs,
    ageYears,
    ...(score && { points: [{ ageYears, ...score }] }),
    labels: {
      title,
      description: say("course.chart.description", {
        level: gmfcs,
        until: 18,
        flatAfter: flatAfterYears(gmfcs),
      }),
      ageAxis: say("course.chart.age"),
      scoreAxis: say("course.chart.score"),
      reference: say("course.chart.reference"),
      band: say("course.chart.band"),
      score: say("course.chart.own"),
      scoreErrorNotKnown: say("course.chart.ownNoError"),
      now: say("course.chart.now"),
      table: {
        age: say("course.chart.age"),
        reference: say("course.chart.reference"),
        score: say("course.chart.own"),
        interval: say("course.chart.interval", { level: 95 }),
        errorNotKnown: say("course.chart.errorNotKnown"),
        none: say("course.chart.none"),
      },
    },
    direction,
  });
  return `<figure class="course"><figcaption>${escapeHtml(title)}</figcaption>${svg}
<details><summary>${escapeHtml(say("course.chart.asTable"))}</summary>${scrollingTable(title, table.head, table.rows)}</details></figure>`;
}

/** The first cell of a row is its heading. A wide table scrolls by itself, by keyboard too. */
function scrollingTable(
  label: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const cells = ([first = "", ...others]: readonly string[]) =>
    `<tr><th scope="row">${escapeHtml(first)}</th>${others.map((text) => `<td>${escapeHtml(text)}</td>`).join("")}</tr>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}"><table><thead><tr>${head
    .map((text) => `<th scope="col">${escapeHtml(text)}</th>`)
    .join("")}</tr></thead><tbody>${rows.map(cells).join("")}</tbody></table></div>`;
}

function doseSection({ dose, direction }: VisitSummary, say: Say): string {
  const open = `<section class="sheet-dose"><h2>${say("summary.heading.dose")}</h2><p class="answer">${escapeHtml(dose.lead)}</p>`;
  if (dose.status === "not-computed") return `${open}${list(dose.thresholds, say)}</section>`;
  const chart = doseScaleChart({
    idPrefix: "dose",
    doses: dose.rows.map(
      ({ when, weight, nature, beforeThaw, lowMillionPerKg: low, highMillionPerKg: high }) => ({
        label: `${when}, ${weight}`,
        valueLabel: beforeThaw,
        nature,
        ...(low === high ? { millionPerKg: low } : { lowMillionPerKg: low, highMillionPerKg: high }),
      }),
    ),
    thresholds: dose.thresholds.map(({ short, millionPerKg }) => ({ label: short, millionPerKg })),
    title: say("dose.chart.title"),
    description: say("dose.chart.description", { lead: dose.lead }),
    axisLabel: say("dose.chart.axis"),
    tableHead: [say("dose.column.when"), say("dose.column.before")],
    width: 320,
    direction,
  });
  const head = [
    say("dose.column.when"),
    say("dose.column.weight"),
    say("dose.column.before"),
    say("dose.column.after"),
  ];
  const rows = dose.rows.map(({ when, weight, beforeThaw, afterThaw }) => [
    when,
    weight,
    beforeThaw,
    afterThaw,
  ]);
  const thresholds = dose.thresholds.map(
    ({ label, relationWords, meanings }) =>
      `<li><b>${escapeHtml(label)}</b> <span>${escapeHtml(relationWords)}</span>${list(meanings, say)}</li>`,
  );
  return `${open}<div class="dose-picture"><figure>${chart.svg}</figure>${scrollingTable(say("dose.chart.title"), head, rows)}</div>
<ul class="notes">${dose.notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>
<h3>${say("summary.heading.thresholds")}</h3><ul class="thresholds">${thresholds.join("")}</ul></section>`;
}

function questionsSection({ questions }: VisitSummary, say: Say): string {
  const groups = questions.map(
    ({ heading, questions: asked, to }) =>
      `<section><h3>${escapeHtml(heading)}</h3><ul>${asked
        .map(
          (question, index) =>
            `<li class="question"><label><input type="checkbox" name="${to}-${index}"> <span>${escapeHtml(question)}</span></label></li>`,
        )
        .join("")}</ul></section>`,
  );
  return `<section class="sheet-questions"><h2>${say("summary.heading.questions")}</h2><div class="sheet-columns">${groups.join("")}</div></section>`;
}

function trialsSection({ trials }: VisitSummary, say: Say): string {
  const rest = trials.rows.length - trialsOnSheet;
  const top = trials.rows
    .slice(0, trialsOnSheet)
    .map(
      (row) =>
        `<li>${data(row.title)} <span translate="no">${numbers(row)}</span>: <span>${escapeHtml(row.countsWords)}</span></li>`,
    );
  return `<section class="sheet-trials"><h2>${say("summary.heading.trials")}</h2><p>${escapeHtml(trials.lead)}</p>${
    trials.label ? `<p class="label">${escapeHtml(trials.label)}</p>` : ""
  }<div class="trials-short"><ol>${top.join("")}</ol>${rest > 0 ? `<p>${say("trials.topRest", { count: rest })}</p>` : ""}</div>
<div class="trials-long">${trials.mainWords ? `<p class="label">${escapeHtml(trials.mainWords)}</p>` : ""}${trials.rows.map(trialDetails).join("")}</div></section>`;
}

/** A trial that stands in several registries has a number in each. */
const numbers = ({ registryId, otherNumbers }: TrialRow) =>
  escapeHtml([registryId, ...otherNumbers].join(", "));

function trialDetails(row: TrialRow): string {
  return `<details class="trial" data-standing="${row.standing}"><summary><span class="trial-title">${data(row.title)}</span>
<span class="standing">${escapeHtml(row.standingWords)}</span> <span class="counts">${escapeHtml(row.countsWords)}</span></summary>
<p class="seen">${external(row.url, `<span translate="no">${numbers(row)}</span>`)} <span>${escapeHtml(row.seen)}</span></p>
<ul class="lines">${row.lines.map(lineItem).join("")}</ul></details>`;
}

/** Shape, word and colour say the verdict alike. */
const marks = { met: "✓", "not-met": "✕", unknown: "?", unread: "✎" } as const;

function lineItem({ verdict, unread, verdictWords, because, doubt, from, quote }: TrialLine): string {
  const look = unread ? "unread" : verdict;
  return `<li data-verdict="${look}"><p class="verdict"><span aria-hidden="true" translate="no">${marks[look]}</span> ${escapeHtml(verdictWords)}</p>
<p><span>${escapeHtml(because)}</span>${doubt ? ` <span>${escapeHtml(doubt)}</span>` : ""}</p>
<p class="quote"><span>${escapeHtml(from)}</span> <q translate="no" dir="auto">${escapeHtml(quote)}</q></p></li>`;
}
