/**
 * Splits the eligibility text of a registry record into its lines: which section and which group of
 * participants each stands under, and where exactly its words are in the registry's own text.
 *
 * The text is one CommonMark string in which the registry escapes `> < [ ] * & ~ ^` and nothing else; only
 * those are unescaped, so a backslash before anything else is the sponsor's. Splitting is total and takes
 * time proportional to the text: every line of it comes back, whatever it holds.
 */
import { type Audience, audienceOf } from "./audience.ts";
import { isCohortTitle, namesEveryone } from "./cohort-names.ts";
import type { Section } from "./section.ts";

/** Why a line cannot be read by itself, whatever it says. */
export type Standing =
  | { readonly kind: "alone" }
  /** Under a heading such as "At least one of the following:", which decides what the line means. */
  | { readonly kind: "under"; readonly heading: string }
  /** Tied to a neighbour by "or", or one sentence goes on over several lines. */
  | { readonly kind: "tied" };

export interface EligibilityLine {
  /** Place among the lines that are not blank, headings counted, from 0. */
  readonly index: number;
  /** Without bullet, number, escapes and the blanks around it. */
  readonly text: string;
  /** Where the words stand in the registry's text: UTF-16 units, `to` exclusive, escapes included. */
  readonly from: number;
  readonly to: number;
  /** Places in `text` before which the registry's text has a backslash more, ascending. */
  readonly escapesAt: readonly number[];
  readonly section: Section;
  /** Headings are structure, not criteria. */
  readonly role: "heading" | "line";
  /** The participants the line is about, in the words of the text; absent when it is about all of them. */
  readonly group?: { readonly label: string; readonly audience: Audience };
  readonly standing: Standing;
  /** An item of a list of its own, so that a ";" in it hardly begins another. */
  readonly bulleted: boolean;
}

/**
 * Real texts have up to some 300 lines (8,347 characters was the longest of 427). What lies beyond this
 * many is kept as one last line, so that a hostile text costs no more than it weighs.
 */
const mostLines = 2_000;

/** Longer lines are no headings, and nothing about them is looked up. */
const longestHeading = 200;

/** Where a place in a line's text lies in the registry's text. */
export function sourceOffset(line: Pick<EligibilityLine, "from" | "escapesAt">, place: number): number {
  let escapes = 0;
  while (escapes < line.escapesAt.length && line.escapesAt[escapes]! < place) escapes++;
  return line.from + place + escapes;
}

export function eligibilityLines(text: string): EligibilityLine[] {
  const written = writtenLines(text);
  return placedLines(written.map(withHeading));
}

/** A line as it stands on the page, before anything is known about its place in the whole. */
interface WrittenLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly escapesAt: readonly number[];
  /** Blanks before it. */
  readonly indent: number;
  readonly bulleted: boolean;
  readonly afterBlank: boolean;
}

const bullet =
  /^(?:(?:[*•·●▪◦‣⁃–—-]|\\-|o)[ \t]+|[•·●▪◦‣⁃]|-(?=[A-Za-z])|\(?(?:\d{1,3}|[A-Za-z]|[ivx]{2,4})\\?[.)](?:[ \t]+|(?=[A-Za-z≥≤<>]{2})))/;

function writtenLines(text: string): WrittenLine[] {
  const lines: WrittenLine[] = [];
  let afterBlank = false;
  for (let start = 0; start <= text.length; ) {
    const newline = lines.length < mostLines ? text.indexOf("\n", start) : -1;
    const end = newline === -1 ? text.length : newline;
    const line = writtenLine(text, start, end, afterBlank);
    if (line === undefined) afterBlank = true;
    else {
      lines.push(line);
      afterBlank = false;
    }
    start = end + 1;
  }
  return lines;
}

function writtenLine(text: string, start: number, end: number, afterBlank: boolean): WrittenLine | undefined {
  let from = start;
  while (from < end && isBlank(text.charCodeAt(from))) from++;
  let to = end;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  if (from === to) return undefined;
  const indent = from - start;
  let bulleted = false;
  // Sponsors number inside the registry's bullets: "* 1) ...".
  for (let times = 0; times < 2; times++) {
    const mark = bullet.exec(text.slice(from, Math.min(to, from + 12)));
    if (mark === null || from + mark[0].length >= to) break;
    from += mark[0].length;
    while (from < to && isBlank(text.charCodeAt(from))) from++;
    bulleted = true;
  }
  return { ...unescaped(text.slice(from, to)), from, to, indent, bulleted, afterBlank };
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}

const escaped = /\\(?=[><[\]*&~^])/g;

/** The words of a stretch of the registry's text, without its escapes. */
export function unescaped(raw: string): { readonly text: string; readonly escapesAt: readonly number[] } {
  if (!raw.includes("\\")) return { text: raw, escapesAt: [] };
  const escapesAt: number[] = [];
  const text = raw.replace(escaped, (_, at: number) => {
    escapesAt.push(at - escapesAt.length);
    return "";
  });
  return { text, escapesAt };
}

/** A heading of a section, with the participants it names and what follows it on the same line. */
interface Heading {
  readonly section: "inclusion" | "exclusion";
  readonly group: string;
  /** Where the text after the heading begins, if there is any. */
  readonly rest: number | undefined;
}

interface HeadedLine extends WrittenLine {
  readonly heading: Heading | undefined;
}

const sectionWord =
  /\b(non[ -]?inclusion|inclusion|exclusion(?:ary)?|exclusions|exlusion|ineligibility|eligibility)\b(?:[ \t]+(?:crit(?:eri|er|ri|iri)\w*|factors?)\b)?/gi;
/** Other ways to begin what shuts out: "Patients will be excluded if they have:", "Not eligible:". */
const shutsOut =
  /^(?:excluded|not eligible|ineligible|contraindications?|(?:rejection|elimination|withdrawal) criteria)\b.{0,60}$|\b(?:are|is|be|were) (?:excluded|ineligible|left out|not (?:be )?(?:eligible|included|enrolled))\b|\bnot (?:to )?be (?:eligible|included|enrolled|considered)\b|\b(?:following|of the|meet) exclusion criteria:$|\bmust not meet any\b|\bfollowing will exclude\b/i;
const number = /^(?:[IVX]+|\d+)(?:\.\d+)*[.)]?$/;
const opening =
  /^(?:are|is|were|includes?|included|will be)?\s*(?:(?:as follows|the following|any of the following|any one of the following|listed below|below)\b)?$/i;
const plainQualifier =
  /^(?:(?:key|main|major|primary|general|other|additional|further|specific|common|important|basic|core|selected|overall|clinical|study|trial|protocol|the|patients?|subjects?|participants?|child(?:ren)?|pa?ediatric)[ \t]*)*$/i;

function withHeading(line: WrittenLine): HeadedLine {
  return { ...line, heading: line.text.length <= longestHeading ? headingOf(line) : undefined };
}

function headingOf({ text, bulleted }: WrittenLine): Heading | undefined {
  if (!bulleted && text.endsWith(":") && shutsOut.test(text))
    return { section: "exclusion", group: "", rest: undefined };
  // Most lines hold neither word, which is quickly seen.
  if (!/clusion|xlusion|ligib/i.test(text)) return undefined;
  const found = [...text.matchAll(sectionWord)];
  const word = found[0];
  // "Other inclusion/exclusion criteria may apply" is a remark, not a heading.
  if (word === undefined || found.length > 1) return undefined;
  const kind = word[1]!.toLowerCase();
  const withCriteria = word[0].length > kind.length;
  if (kind === "eligibility" && !withCriteria) return undefined;
  const section = /^(?:ex|non|ine)/.test(kind) ? "exclusion" : "inclusion";

  const before = text
    .slice(0, word.index)
    .replace(/^[\s*_#]+/, "")
    .trim()
    .replace(number, "");
  const end = word.index + word[0].length;
  const after = text.slice(end).replace(/^[\s*_#]+|[\s*_#]+$/g, "");
  const closed = after.endsWith(":");
  const said = after.replace(/[\s:.*_-]+$/, "");
  const tail = closed && opening.test(said) ? "" : said;
  if (before.split(/\s+/).length > 5) return undefined;
  const group = plainQualifier.test(before) ? "" : before;
  if (group !== "" && !closed) return undefined;
  // "Exclusion criteria to verify at the first visit:"
  if (closed && withCriteria && !bulleted && group === "" && /^\s*(?:to|that|which)\b/.test(tail))
    return { section, group, rest: undefined };

  if (tail === "")
    return withCriteria || closed || text.length === kind.length
      ? { section, group, rest: undefined }
      : undefined;
  if (/^[:–—-]/.test(tail)) {
    const rest = end + text.slice(end).search(/[^\s*_#:–—-]/);
    return { section, group, rest };
  }
  if (!withCriteria || (bulleted && !closed)) return undefined;
  if (/^(?:for|of|in|among)\b|^[(,]/i.test(tail)) {
    const named = tail
      .replace(/^(?:for|of|in|among)\b|[(),]/gi, " ")
      .replace(/\s+/g, " ")
      .trim();
    return { section, group: [group, named].join(" ").trim(), rest: undefined };
  }
  return undefined;
}

function placedLines(lines: readonly HeadedLine[]): EligibilityLine[] {
  const labels = blockLabels(lines);
  const placed: EligibilityLine[] = [];
  let section: Section = "unsectioned";
  let sectionGroup = "";
  let lead: Lead | undefined;

  lines.forEach((line, at) => {
    if (line.heading !== undefined) {
      const { heading } = line;
      section = heading.section;
      sectionGroup = labels.get(at) ?? heading.group;
      lead = undefined;
      const end = heading.rest ?? line.text.length;
      placed.push(place(at, part(line, 0, end), "heading", { kind: "alone" }, sectionGroup));
      if (heading.rest === undefined) return;
      const rest = part(line, heading.rest, line.text.length);
      placed.push(place(at, rest, "line", { kind: "alone" }, sectionGroup));
      if (namesAGroup(rest.text) && lines[at + 1] !== undefined) sectionGroup = rest.text;
      return;
    }
    if (opensUnclearSection(line)) {
      section = "unsectioned";
      sectionGroup = "";
    }
    if (lead !== undefined && endsBefore(line, lead)) lead = undefined;
    const standing: Standing =
      lead?.decides === true
        ? { kind: "under", heading: lead.text }
        : isTied(lines, at)
          ? { kind: "tied" }
          : { kind: "alone" };
    const opened = leadOf(lines, at, section);
    const group = lead?.decides === false && lead.group !== "" ? lead.group : sectionGroup;
    if (opened === undefined) {
      placed.push(place(at, line, "line", standing, group));
      return;
    }
    if (lead?.decides !== true || !opened.nested) lead = opened;
    // A heading that changes what follows is itself shown; one that only names the children is structure.
    if (opened.decides) placed.push(place(at, line, "line", { kind: "under", heading: opened.text }, group));
    else placed.push(place(at, line, "heading", { kind: "alone" }, opened.group || group));
  });
  return placed;

  function place(
    index: number,
    { text, from, to, escapesAt, bulleted }: WrittenLine,
    role: EligibilityLine["role"],
    standing: Standing,
    label: string,
  ): EligibilityLine {
    const group = label === "" ? {} : { group: { label, audience: audienceOf(label) } };
    return { index, text, from, to, escapesAt, section, role, ...group, standing, bulleted };
  }
}

/** "... for the second randomisation: inclusion criteria" opens a section of we do not know what. */
function opensUnclearSection({ text, bulleted }: WrittenLine): boolean {
  return (
    !bulleted &&
    /\b(?:in|ex)clusion criteri\w+[^.\w]*$/i.test(text.slice(-60)) &&
    !/^(?:does|do|not|fail|meet|fulfil|satisf)/i.test(text)
  );
}

/** A line that stands over others: it ends with a colon, or others are nested below it. */
interface Lead {
  readonly text: string;
  /** The participants it names, when that is all it does. */
  readonly group: string;
  /** It says how the lines below count ("at least one of"), so they cannot be read without it. */
  readonly decides: boolean;
  readonly nested: boolean;
  readonly indent: number;
  readonly bulleted: boolean;
}

function leadOf(lines: readonly HeadedLine[], at: number, section: Section): Lead | undefined {
  const line = lines[at]!;
  const next = lines[at + 1];
  const nested =
    next !== undefined && next.heading === undefined && next.bulleted && next.indent > line.indent;
  const below = nested && (line.bulleted || line.indent > 0);
  const isTitle = !line.bulleted && (isCohortTitle(line.text) || namesEveryone(line.text));
  if (!line.text.endsWith(":") && !below && !isTitle) return undefined;
  const audience = line.text.length <= longestHeading ? audienceOf(line.text, section) : "some";
  return {
    text: line.text.slice(0, longestHeading),
    group: audience === "child" ? line.text.replace(/\s*:$/, "") : "",
    decides: audience === "some",
    nested: below,
    indent: line.indent,
    bulleted: line.bulleted,
  };
}

/**
 * Where a lead stops: a nested list ends with its indentation, one under a line without a bullet with the
 * next such lead. A flat list under a bullet has no end that could be seen, so it lasts to the next heading.
 */
function endsBefore(line: WrittenLine, lead: Lead): boolean {
  if (lead.nested) return line.indent <= lead.indent;
  return !lead.bulleted && !line.bulleted && line.indent <= lead.indent && line.text.endsWith(":");
}

function isTied(lines: readonly HeadedLine[], at: number): boolean {
  return bindsOn(lines[at]!) || bindsBack(lines, at) || bindsBack(lines, at + 1) || bindsOn(lines[at - 1]);
}

function bindsOn(line: HeadedLine | undefined): boolean {
  return line !== undefined && line.heading === undefined && /\bor[\s;,.]*$/i.test(line.text.slice(-12));
}

function bindsBack(lines: readonly HeadedLine[], at: number): boolean {
  const line = lines[at];
  const previous = lines[at - 1];
  if (
    line === undefined ||
    line.heading !== undefined ||
    previous === undefined ||
    previous.heading !== undefined
  )
    return false;
  if (/^(?:and\s*\/\s*)?or\b/i.test(line.text)) return true;
  const goesOn = !line.bulleted && !line.afterBlank && !/[.;:]$/.test(previous.text);
  return goesOn && /^[a-z(]/.test(line.text);
}

/**
 * Texts that give inclusion and exclusion twice under plain headings are about two groups, named by the line
 * before each. The label of every heading in such a text, by its place; without a name the heading itself.
 */
function blockLabels(lines: readonly HeadedLine[]): ReadonlyMap<number, string> {
  const starts: number[] = [];
  let last: Section = "exclusion";
  lines.forEach(({ heading }, at) => {
    if (heading === undefined) return;
    if (heading.section === "inclusion" && last === "exclusion") starts.push(at);
    last = heading.section;
  });
  const labels = new Map<number, string>();
  if (starts.length < 2) return labels;
  let current = "";
  lines.forEach((line, at) => {
    if (line.heading === undefined) return;
    if (starts.includes(at)) {
      const before = lines[at - 1];
      const named = before !== undefined && before.heading === undefined && namesAGroup(before.text);
      current = line.heading.group || (named ? before.text.replace(/\s*:$/, "") : line.text);
    }
    labels.set(at, line.heading.group || current);
  });
  return labels;
}

function namesAGroup(text: string): boolean {
  return text.length <= 100 && !/\d/.test(text) && !/[.;,]$/.test(text);
}

/** A stretch of a line as a line of its own. */
function part(line: WrittenLine, start: number, end: number): WrittenLine {
  const text = line.text.slice(start, end).trimEnd();
  return {
    ...line,
    text,
    from: sourceOffset(line, start),
    to: sourceOffset(line, start + text.length),
    escapesAt: line.escapesAt
      .filter((place) => place >= start && place < start + text.length)
      .map((place) => place - start),
  };
}
