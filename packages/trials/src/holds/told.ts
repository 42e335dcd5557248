/**
 * Facts told in words of their own, held against the lines that name the same things: "rises from chair" settles "able
 * to rise from a chair". Such a fact answers what would else be open, and what would else count as absent.
 */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TermRole } from "../annotation/term.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { AskedFact, ToldFact } from "../child.ts";
import type { Answer } from "../event-window.ts";
import { compare } from "./compare.ts";
import { type Held, not } from "./held.ts";
import { sameSite, sitesOf, wantedSites } from "./site.ts";

/** Facts whose absence is only supposed; a fact told outright goes before them. */
const supposed: ReadonlySet<AskedFact> = new Set<AskedFact>([
  "conditions",
  "other",
  "devices",
  "treatments",
  "measurement",
  "medicines",
  "pregnancy",
]);

export function withTold(held: Held, asked: Asked, told: readonly ToldFact[]): Held {
  if (asked.kind === "age" || asked.kind === "sex" || asked.kind === "gmfcs") return held;
  const found = nearest(asked, told);
  if (found === undefined) return held;
  // A fact that shares only some of its words with the name of a disease is about another one.
  if (asked.kind === "comorbidity" && !found.whole) return held;
  const isPlain = found.whole && (found.words > 1 || !held.given);
  const isOpen = held.answer === "unknown" && !held.given;
  const mayAnswer = isOpen || ((held.given || supposed.has(held.fact)) && isPlain);
  return mayAnswer ? { fact: held.fact, answer: found.answer } : held;
}

interface Nearest {
  readonly answer: Answer;
  /** How many telling words the fact and the line share, and whether those are all the fact has. */
  readonly words: number;
  readonly whole: boolean;
}

function nearest(asked: Asked, told: readonly ToldFact[]): Nearest | undefined {
  const line =
    asked.text
      .slice(0, 2_000)
      .toLowerCase()
      .replace(/physical therap(?:y|ies)/g, "physiotherapy")
      .match(/[a-z]+/g) ?? [];
  const found = told.flatMap((fact) => {
    const names = telling(fact.words);
    const shared = names.filter((name) => isIn(name, line, asked));
    const enough =
      shared.length === names.length ||
      (names.length > 2 && shared.length * 3 >= names.length * 2) ||
      isWorded(fact.value, line);
    if (shared.length === 0 || !enough || names.some((name) => turning.has(name) && !shared.includes(name)))
      return [];
    const answer = answerOf(fact, asked, line, shared);
    // That nothing is planned does not say that nothing was done.
    const ofPlan =
      answer === "no" && asked.kind === "prior-treatment" && names.some((name) => plan.has(name));
    return answer === undefined || (ofPlan && line.some((word) => past.has(word)))
      ? []
      : [{ answer, words: shared.length, whole: shared.length === names.length }];
  });
  const most = Math.max(...found.map(({ words }) => words));
  const best = found.filter(({ words }) => words === most);
  if (best[0] === undefined) return undefined;
  const agreed = best.every(({ answer }) => answer === best[0]!.answer);
  return agreed ? best[0] : { ...best[0], answer: "unknown" };
}

/** "Fidgety movements absent": a fact told in the words of the line, whatever its name. */
function isWorded(value: ToldFact["value"], line: readonly string[]): boolean {
  const words = typeof value === "string" ? telling(value) : [];
  return words.length > 2 && words.every((word) => line.includes(word));
}

/** Words of a name that say nothing about its thing: how it is counted, and what binds it together. */
const empty = new Set(
  "kg g cm mm ml deg degree degrees percent pct year years month months week weeks day days hour hours per of or and in on the a an from to for with than more less most least has have had is are can does do able ever current currently known present available status level score scale value index result test tests history normal expected child toxin no not at by into without".split(
    " ",
  ),
);
/** Words without which a fact is about something else. */
const turning = new Set(
  "planned scheduled upcoming past previous before after during family birth mother maternal sibling parent parents father".split(
    " ",
  ),
);
const plan = new Set("planned scheduled upcoming".split(" "));
const past = new Set(
  "within past previous previously before last preceding prior earlier ever history".split(" "),
);
const alike: readonly ReadonlySet<string>[] = [
  "lift lifts raise raises raising",
  "mas ashworth",
  "btx botox bont botulinum injection injections",
  "planned scheduled upcoming",
  "physio physiotherapy pt",
  "tooth teeth",
  "birth born",
  "parent parents caregiver caregivers",
  "brain head skull cranial",
  "chews chewing chew",
].map((words) => new Set(words.split(" ")));

const telling = (words: string): string[] => [
  ...new Set(
    (words.toLowerCase().match(/[a-z]+/g) ?? []).filter((word) => word.length > 1 && !empty.has(word)),
  ),
];

function isIn(name: string, line: readonly string[], { concepts }: Asked): boolean {
  const like = alike.find((words) => words.has(name));
  if (line.some((word) => isSameWord(name, word) || like?.has(word) === true)) return true;
  if (
    name.length > 3 &&
    line
      .map(([letter]) => letter)
      .join("")
      .includes(name)
  )
    return true;
  return conceptsIn(name).some(({ role, concept }) => plainRoles.has(role) && concepts.includes(concept));
}

/** Roles whose names mean one thing; "exercise" and "magnetic stimulation" are both therapies, and not the same. */
const plainRoles: ReadonlySet<TermRole> = new Set<TermRole>([
  "site",
  "disease",
  "measure",
  "scale",
  "motor-type",
]);

/** "reaches" and "reaching", "leg" and "legs", but not "motor" and "motion". */
function isSameWord(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let shared = 0;
  while (shared < short.length && short[shared] === long[shared]) shared++;
  if (shared === short.length && long.length - short.length <= 2) return short.length > 2 || a === b;
  return shared >= Math.max(4, short.length - 2);
}

function answerOf(
  { words, value }: ToldFact,
  asked: Asked,
  line: readonly string[],
  shared: readonly string[],
): Answer | undefined {
  if (value === null) return "unknown";
  if (asked.kind === "geography") return typeof value === "string" ? atPlace(asked, value) : undefined;
  if (typeof value === "number") return hasUnit(words, asked) ? limit(asked, value) : undefined;
  if (typeof value === "object") {
    if (value.length === 0) return "no";
    return sameSite(wantedSites(asked), sitesOf(value.join(", ")));
  }
  if (
    typeof value === "string" &&
    telling(value).length > 0 &&
    telling(value).every((word) => line.includes(word))
  )
    return "yes";
  const is = typeof value === "boolean" ? value : told(value, asked);
  if (typeof is !== "boolean") return is;
  const denied = /^(?:no|not|without|does not|is not|has no|never)\b/.test(words.toLowerCase());
  const answer: Answer = is === denied ? "no" : "yes";
  const turned =
    (!asked.negated && isDenied(line, shared)) !== telling(words).some((word) => isOpposite(word, line));
  return turned ? not(answer) : answer;
}

/** "stable" where the line says "unstable". */
const isOpposite = (word: string, line: readonly string[]): boolean =>
  !line.includes(word) && ["un", "in", "im", "non", "dis"].some((before) => line.includes(before + word));

/** A hospital or clinic by its name; another one is not the one a line asks for. */
function atPlace({ text }: Asked, told: string): Answer {
  const names = text.slice(0, 2_000).match(/\b[A-Z][\w'’]{3,}/g) ?? [];
  return names.some((name) => told.includes(name.replace(/['’]s$/, ""))) ? "yes" : "no";
}

const limit = ({ op, value }: Asked, has: number): Answer | undefined =>
  op === null ? undefined : compare(op, value, has);

function told(value: string, asked: Asked): Answer | boolean | undefined {
  const number = /^-?\d+(?:\.\d+)?/.exec(value);
  if (number !== null) return limit(asked, Number(number[0]));
  if (/^(?:no\b|none|absent|negative|not )/i.test(value)) return false;
  if (/^normal/i.test(value)) return asked.kind !== "comorbidity";
  if (/^(?:yes|part|some|full|good|achieved)/i.test(value)) return true;
  const [first] =
    /\b(?:present|positive|possible|preserved|intact|absent|negative|not|no|none|unable|cannot)\b/i.exec(
      value,
    ) ?? [];
  return first === undefined ? undefined : /^p|^intact/i.test(first);
}

const unitOf: Readonly<Record<string, string>> = {
  kg: "kg",
  g: "g",
  cm: "cm",
  mm: "mm",
  deg: "degree",
  degrees: "degree",
  percent: "%",
  pct: "%",
};

/** A number told in grams is not held against a limit in kilograms. */
function hasUnit(words: string, { unit }: Asked): boolean {
  const own = (words.toLowerCase().match(/[a-z]+/g) ?? []).flatMap((word) => unitOf[word] ?? []);
  return own.length === 0 || unit === null || own.includes(unit) || !Object.values(unitOf).includes(unit);
}

/** "cannot follow an object": the line asks for the opposite of what is told. */
function isDenied(line: readonly string[], shared: readonly string[]): boolean {
  const first = line.findIndex((word) => shared.some((name) => isSameWord(name, word)));
  return line.slice(Math.max(0, first - 3), Math.max(0, first)).some((word) => denying.has(word));
}

const denying = new Set("cannot unable not never lack lacks absence without".split(" "));
