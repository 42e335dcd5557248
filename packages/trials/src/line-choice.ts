/**
 * Lines of which one is enough: joined by "or", or under a heading such as "at least one of the following". One that
 * looks met settles them all, and only all of them together can be not met. What else hangs on a neighbour or a heading
 * is never settled against a child by the line alone.
 */
import type { Judged } from "./judged.ts";

const oneOf =
  /\b(?:(?:at least|any|either|minimum of) (?:one\b|of\b)|one or more\b|(?:any|one) of\b|either\b|and\/or\b)/i;
const notOneOf = /\b(?:unless|except\w*|all of|both|two|each)\b/i;

export function ofChoices(rows: readonly Judged[]): Judged[] {
  const found = rows.map((row) => withLevels(row, rows));
  const all: Judged[] = [];
  for (let at = 0; at < found.length; ) {
    let next = at + 1;
    while (next < found.length && goOn(found[next - 1]!, found[next]!)) next++;
    all.push(...ofOne(found.slice(at, next)));
    at = next;
  }
  return all;
}

/** "GMFCS I or II; or GMFCS III if able to walk 50 meters": levels given twice in one line are one choice. */
function withLevels(row: Judged, rows: readonly Judged[]): Judged {
  if (!isLevels(row)) return row;
  const { line, kind, concept } = row.criterion;
  const others = rows.filter(
    (other) =>
      other !== row &&
      isLevels(other) &&
      other.criterion.line === line &&
      other.criterion.kind === kind &&
      other.criterion.concept === concept,
  );
  if (others.length === 0) return row;
  const choices = [row, ...others].map((one) =>
    isConditional(one) && one.verdict === "met" ? "unknown" : one.verdict,
  );
  const verdict = choices.includes("met") ? "met" : choices.includes("unknown") ? "unknown" : "not-met";
  return { ...row, verdict };
}

const isLevels = ({ criterion: { section, kind, op, effect } }: Judged): boolean =>
  section === "inclusion" && effect === "must" && op === "in" && (kind === "gmfcs" || kind === "other");
const isConditional = ({ criterion: { text } }: Judged): boolean =>
  /\b(?:if|when|provided|only)\b/i.test(text);

const hangs = ({ criterion }: Judged): boolean => criterion.tied === true || criterion.under !== undefined;
const isChoice = ({ criterion: { under } }: Judged): boolean =>
  under === undefined || (oneOf.test(under) && !notOneOf.test(under));

function goOn(a: Judged, b: Judged): boolean {
  if (!hangs(a) || !hangs(b) || a.criterion.section !== b.criterion.section) return false;
  if (b.criterion.line - a.criterion.line > 1) return false;
  return a.criterion.under === undefined || a.criterion.under === b.criterion.under;
}

function ofOne(rows: readonly Judged[]): readonly Judged[] {
  if (!hangs(rows[0]!)) return rows;
  const lines = byLine(rows);
  // One sentence over several lines is no choice: none of its parts means anything by itself.
  if (lines.slice(1).some(([first]) => /^[a-z(]/.test(first!.criterion.text))) return rows.map(softened);
  if (rows[0]!.criterion.section === "exclusion")
    // Of what keeps children out each line counts by itself.
    return rows.every(isChoice) ? rows : rows.map(softened);
  const heading = lines.findIndex((line) => line.some(isHeading));
  if (heading === -1) return settled(lines);
  // "A, or B together with one of these: C, D": the heading asks for something of its own.
  const [before, head, below] = [lines.slice(0, heading), lines[heading]!, lines.slice(heading + 1)];
  const second = [...head, ...settled(below)];
  const whole = [...before.flat(), ...second];
  if (before.length === 0) return whole.map(softened);
  return before.some(isMet) || second.every(({ verdict }) => verdict === "met")
    ? whole.map(met)
    : whole.map(softened);
}

const met = (row: Judged): Judged => ({ ...row, verdict: "met" });
const isMet = (line: readonly Judged[]): boolean => line.every(({ verdict }) => verdict === "met");

/** Lines of which one is enough, where they are such. */
function settled(lines: readonly (readonly Judged[])[]): readonly Judged[] {
  const rows = lines.flat();
  if (!rows.every(isChoice)) return rows.map(softened);
  if (lines.some(isMet)) return rows.map(met);
  const isBroken = (line: readonly Judged[]) => line.some(({ verdict }) => verdict === "not-met");
  return lines.length > 1 && lines.every(isBroken) ? rows : rows.map(softened);
}

function byLine(rows: readonly Judged[]): Judged[][] {
  const lines: Judged[][] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    if (last?.[0]?.criterion.line === row.criterion.line) last.push(row);
    else lines.push([row]);
  }
  return lines;
}

const isHeading = ({ criterion: { under, text } }: Judged): boolean =>
  under !== undefined && (under.includes(text) || text.includes(under));

/** What hangs on a neighbour or a heading is not settled by the line alone. */
function softened({ opensOn: _, ...row }: Judged): Judged {
  return row.verdict === "not-met" ? { ...row, verdict: "unknown" } : row;
}
