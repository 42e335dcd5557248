/**
 * Compiled trials in as few bytes as a browser can unpack quickly. What follows from something else is left out (a
 * line's words from its place in the text, the lines of structured fields from the fields), what repeats is said once
 * and pointed at, and alike things stand together, for then a general compressor does well. Unpacking gives back
 * exactly what was packed: a trial that does not fit the scheme is carried whole.
 */
import { readAgeLimit } from "./age-limit.ts";
import type { CompiledTrial } from "./compile-trial.ts";
import { countryCode } from "./country-names.ts";
import type { Criterion } from "./criterion.ts";
import { unescaped } from "./eligibility-lines.ts";
import { fieldLines, type TrialLine, textLine } from "./field-lines.ts";
import { byRegistryId } from "./order.ts";
import type { Trial } from "./record.ts";
import type { Section } from "./section.ts";

/** A column whose values repeat: each value once, and for every row which one. */
interface Interned {
  readonly of: readonly unknown[];
  readonly at: readonly number[];
}

export interface CompactPack {
  readonly format: 2;
  readonly ids: readonly string[];
  /** Fields of the record; null where it does not have one. */
  readonly columns: Readonly<Record<string, Interned>>;
  readonly eligibility: readonly string[];
  /** Criteria with the words of their lines taken out, the most frequent first. */
  readonly criteria: readonly unknown[];
  /** Per trial, how many lines of its text there are. */
  readonly counts: readonly number[];
  /** Per line: which criterion. */
  readonly kinds: readonly number[];
  /** Per line: lines of the text further on, doubled; odd where it is not the whole line, which `cuts` tells. */
  readonly steps: readonly number[];
  readonly cuts: readonly number[];
  /** Per line: 0 as the line before, else 1 + place in `sections`. */
  readonly sections: readonly number[];
  /** Line number and group, where a line has one. */
  readonly groups: readonly (readonly [number, string])[];
  /** Pairs of place and length in the line, for what a criterion quotes of it. */
  readonly quotes: readonly number[];
  /** Trials carried whole, by their place. */
  readonly whole: readonly (readonly [number, CompiledTrial])[];
}

const sections: readonly Section[] = ["inclusion", "exclusion", "unsectioned"];

/** Fields of a trial that stand in columns of their own; what is left of a trial goes into the column `rest`. */
const fields = [
  "title",
  "status",
  "studyType",
  "phases",
  "conditions",
  "sex",
  "lastUpdatePosted",
  "startDate",
  "completionDate",
  "enrollment",
  "sponsor",
  "origin",
  "asOf",
  "asOfMeans",
  "whyCerebralPalsy",
] as const satisfies readonly (keyof Trial)[];

/** The same bytes whatever order the trials come in. */
export function packTrials(trials: readonly CompiledTrial[]): CompactPack {
  const inOrder = [...trials].sort(byRegistryId);
  const first = packed(inOrder);
  const back = unpackTrials(first);
  const odd = inOrder.flatMap((trial, at) => (isSame(trial, back[at]) ? [] : [at]));
  return odd.length === 0 ? first : packed(inOrder, new Set(odd));
}

function packed(
  trials: readonly CompiledTrial[],
  carriedWhole: ReadonlySet<number> = new Set(),
): CompactPack {
  const compact = trials.map((trial, at) => (carriedWhole.has(at) ? { ...trial, lines: [] } : trial));
  const texts = compact.map((trial) => packedLines(trial));
  const { of: criteria, at: kinds } = byFrequency(texts.flatMap(({ criteria: found }) => found));
  let line = 0;
  return {
    format: 2,
    ids: trials.map(({ trial }) => trial.registryId),
    columns: columnsOf(compact.map(({ trial }) => trial)),
    eligibility: trials.map(({ trial }) => trial.eligibility),
    criteria,
    counts: texts.map(({ criteria: found }) => found.length),
    kinds,
    steps: texts.flatMap(({ steps }) => steps),
    cuts: texts.flatMap(({ cuts }) => cuts),
    sections: texts.flatMap(({ sections: found }) => found),
    groups: texts.flatMap(({ groups }) =>
      groups.flatMap((group): [number, string][] => {
        line++;
        return group === undefined ? [] : [[line - 1, group]];
      }),
    ),
    quotes: texts.flatMap(({ quotes }) => quotes),
    whole: trials.flatMap((trial, at) => (carriedWhole.has(at) ? [[at, trial] as const] : [])),
  };
}

// the record's fields

function columnsOf(trials: readonly Trial[]): Record<string, Interned> {
  const columns: Record<string, Interned> = {};
  for (const field of fields) columns[field] = interned(trials.map((trial) => trial[field] ?? null));
  columns.interventions = interned(trials.map(({ interventions }) => interventions));
  columns.countries = interned(trials.map(({ countries }) => countries.map(({ name }) => name)));
  columns.minimumAge = interned(trials.map(({ minimumAge }) => minimumAge?.text ?? null));
  columns.maximumAge = interned(trials.map(({ maximumAge }) => maximumAge?.text ?? null));
  columns.rest = interned(trials.map(restOf));
  return columns;
}

const derived = new Set<string>([
  ...fields,
  "registryId",
  "interventions",
  "countries",
  "minimumAge",
  "maximumAge",
  "eligibility",
]);

function restOf(trial: Trial): unknown {
  const rest = Object.entries(trial).filter(
    ([name, value]) => !derived.has(name) && !(name === "url" && value === usualUrl(trial.registryId)),
  );
  return rest.length === 0 ? null : Object.fromEntries(rest);
}

const usualUrl = (registryId: string) => `https://clinicaltrials.gov/study/${registryId}`;

function trialAt(pack: CompactPack, at: number): Trial {
  const value = (name: string) => {
    const column = pack.columns[name];
    return column?.of[column.at[at]!] ?? undefined;
  };
  const registryId = pack.ids[at]!;
  const trial: Record<string, unknown> = { registryId, url: usualUrl(registryId) };
  for (const field of fields) {
    const found = value(field);
    if (found !== undefined) trial[field] = found;
  }
  trial.interventions = value("interventions");
  trial.countries = (value("countries") as readonly string[]).map((name) => {
    const code = countryCode(name);
    return code === undefined ? { name } : { name, code };
  });
  for (const limit of ["minimumAge", "maximumAge"]) {
    const read = readAgeLimit(value(limit));
    if (read !== undefined) trial[limit] = read;
  }
  trial.eligibility = pack.eligibility[at];
  // The shape is that of `columnsOf`, which took it from a Trial; packing checks that it comes back equal.
  return Object.assign(trial, value("rest")) as unknown as Trial;
}

function interned(values: readonly unknown[]): Interned {
  const places = new Map<string, number>();
  const of: unknown[] = [];
  const at = values.map((value) => {
    const key = JSON.stringify(value);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, of.length);
    return of.push(value) - 1;
  });
  return { of, at };
}

/** The most frequent first, so that most pointers are short. */
function byFrequency(values: readonly unknown[]): Interned {
  const { of, at } = interned(values);
  const counts = of.map(() => 0);
  for (const place of at) counts[place]!++;
  const order = of.map((_, place) => place).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const moved = new Map(order.map((place, rank) => [place, rank]));
  return { of: order.map((place) => of[place]), at: at.map((place) => moved.get(place)!) };
}

// the lines of the text

interface PackedLines {
  readonly criteria: unknown[];
  readonly steps: number[];
  readonly cuts: number[];
  readonly sections: number[];
  readonly groups: (string | undefined)[];
  readonly quotes: number[];
}

function packedLines({ trial, lines }: CompiledTrial): PackedLines {
  const found: PackedLines = { criteria: [], steps: [], cuts: [], sections: [], groups: [], quotes: [] };
  const places = linesOf(trial.eligibility);
  let before = -1;
  let section: Section = "inclusion";
  for (const line of lines) {
    if (line.quote.from !== "text") continue;
    const [from, to] = line.quote.span;
    const place = placeOf(places, from);
    const [start, end] = places[place] ?? [0, trial.eligibility.length];
    const isWhole = start === from && end === to;
    found.steps.push((place - before) * 2 + (isWhole ? 0 : 1));
    if (!isWhole) found.cuts.push(from - start, end - to);
    before = place;
    found.sections.push(line.section === section ? 0 : 1 + sections.indexOf(line.section ?? "unsectioned"));
    section = line.section ?? "unsectioned";
    found.groups.push(line.group);
    const raw = trial.eligibility.slice(start, end);
    found.criteria.push(
      mapQuotes(line.criterion, (text) => {
        if (text === raw) return 0;
        const at = raw.indexOf(text);
        if (at === -1) return text;
        found.quotes.push(at, text.length);
        return 1;
      }),
    );
  }
  return found;
}

/** Where the lines of a text stand, without bullets and blanks: a guess that only has to be right for most. */
function linesOf(text: string): (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = [];
  const mark = /(?:[*•-][ \t]+)?(?:\(?(?:\d{1,2}|[A-Za-z])[.)][ \t]+)?/y;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    let from = start;
    while (from < end && text.charCodeAt(from) <= 32) from++;
    let to = end;
    while (to > from && text.charCodeAt(to - 1) <= 32) to--;
    if (from < to) {
      mark.lastIndex = from;
      const marked = from + (mark.exec(text)?.[0].length ?? 0);
      found.push([marked < to ? marked : from, to]);
    }
    start = end + 1;
  }
  return found;
}

function placeOf(places: readonly (readonly [number, number])[], from: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle]![0] <= from) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A criterion with the words that its facts quote put through `map`; the words of an unread line's note as well. */
function mapQuotes(criterion: Criterion, map: (text: string) => unknown): unknown {
  switch (criterion.kind) {
    case "fact":
      return { ...criterion, asked: { ...criterion.asked, text: map(criterion.asked.text) } };
    case "all":
    case "any":
      return { ...criterion, of: criterion.of.map((part) => mapQuotes(part, map)) };
    case "unread":
      return criterion.noted === undefined
        ? criterion
        : { ...criterion, noted: mapQuotes(criterion.noted, map) };
    default:
      return criterion;
  }
}

/** @returns the trials by registry number. Criteria that say the same of the same words are one object. */
export function unpackTrials(pack: CompactPack): CompiledTrial[] {
  const whole = new Map(pack.whole);
  const groups = new Map(pack.groups);
  const criteria = sharedCriteria(pack.criteria);
  const shared = firstOfEqual();
  const next = { line: 0, cut: 0, quote: 0 };
  return pack.ids.map((_, at): CompiledTrial => {
    const count = pack.counts[at]!;
    const trial = trialAt(pack, at);
    const places = count === 0 ? [] : linesOf(trial.eligibility);
    const lines: TrialLine[] = [];
    let place = -1;
    let section: Section = "inclusion";
    for (const last = next.line + count; next.line < last; next.line++) {
      const step = pack.steps[next.line]!;
      place += step >> 1;
      const [start, end] = places[place] ?? [0, trial.eligibility.length];
      const isWhole = (step & 1) === 0;
      const from = isWhole ? start : start + pack.cuts[next.cut++]!;
      const to = isWhole ? end : end - pack.cuts[next.cut++]!;
      const turn = pack.sections[next.line]!;
      if (turn > 0) section = sections[turn - 1]!;
      const criterion = criteria(pack.kinds[next.line]!, (mark) => {
        if (typeof mark === "string") return mark;
        if (mark === 0) return trial.eligibility.slice(start, end);
        const quoted = start + pack.quotes[next.quote++]!;
        return trial.eligibility.slice(quoted, quoted + pack.quotes[next.quote++]!);
      });
      const group = groups.get(next.line);
      const text = unescaped(trial.eligibility.slice(from, to)).text;
      lines.push(
        textLine(trial, {
          criterion,
          section,
          ...(group !== undefined && { group }),
          text,
          span: [from, to],
        }),
      );
    }
    const ofFields = fieldLines(trial, lines).map((line) => ({ ...line, criterion: shared(line.criterion) }));
    return whole.get(at) ?? { trial, lines: [...ofFields, ...lines] };
  });
}

/** Gives of equal criteria the first one. */
function firstOfEqual(): (criterion: Criterion) => Criterion {
  const known = new Map<string, Criterion>();
  return (criterion) => {
    const key = JSON.stringify(criterion);
    const first = known.get(key);
    if (first === undefined) known.set(key, criterion);
    return first ?? criterion;
  };
}

/** Gives a criterion by its shape and the words it quotes; asked for the same again, the same object. */
function sharedCriteria(shapes: readonly unknown[]) {
  const made = new Map<string, Criterion>();
  const marks = shapes.map((shape) => {
    const found: unknown[] = [];
    mapQuotes(shape as Criterion, (mark) => found.push(mark));
    return found;
  });
  return (shape: number, words: (mark: unknown) => string): Criterion => {
    if (marks[shape]!.length === 0) return shapes[shape] as Criterion;
    const quoted = marks[shape]!.map(words);
    const key = `${shape}\n${quoted.join("\n")}`;
    let criterion = made.get(key);
    if (criterion === undefined) {
      let at = 0;
      criterion = mapQuotes(shapes[shape] as Criterion, () => quoted[at++]) as Criterion;
      made.set(key, criterion);
    }
    return criterion;
  };
}

/** Whether two things would be the same JSON, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key as never], b[key as never]))
  );
}
