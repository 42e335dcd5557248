/**
 * GMFCS levels as eligibility texts word them: "GMFCS level I, II or III", "Gross Motor Function
 * Classification System (GMFCS) levels 1 to 3", "levels II-IV of the GMFCS", "GMFCS below level IV".
 *
 * "Above" and "below" are read as numbers. "At least level III" is left unread: one cannot tell whether a
 * level of more or of less ability is meant.
 */
import { type GmfcsLevel, gmfcsLevels } from "motor";
import type { ReadCriterion } from "./criterion.ts";
import { map, maybe, oneOf, type Parser, phrase, repeated, sequence, unless } from "./grammar.ts";
import type { Token } from "./tokens.ts";

/** 1 to 5, as in the name of the level. */
const level: Parser<number> = (tokens, at) => {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const place =
    token.kind === "word" ? gmfcsLevels.findIndex((name) => name.toLowerCase() === token.text) : -1;
  if (place !== -1) return { value: place + 1, next: at + 1 };
  // "Levels two to four", unlike "is one of the following".
  const spelled = token.kind === "word" ? numerals.indexOf(token.text) : -1;
  if (spelled !== -1 && tokens[at + 1]?.text !== "of") return { value: spelled + 1, next: at + 1 };
  if (token.kind !== "number" || !/^[1-5]$/.test(token.text)) return undefined;
  return { value: Number(token.text), next: at + 1 };
};
const numerals = ["one", "two", "three", "four", "five"];

const levelWord = phrase("level", "levels", "grade", "grades", "class", "classes", "stage", "stages", "lvl");
const oneLevel = map(sequence(maybe(levelWord), level), ([, value]) => value);

type Levels = readonly number[];
const through = (from: number, to: number): Levels =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

// "improved from IV to III" is no range: only ascending ones are.
const ascending = (from: number, to: number) => (from < to ? through(from, to) : undefined);
const levelRange: Parser<Levels> = oneOf(
  map(
    sequence(
      maybe(phrase("from")),
      oneLevel,
      phrase("to", "-", "through", "thru", "until", "up to"),
      oneLevel,
    ),
    ([, from, , to]) => ascending(from, to),
  ),
  map(sequence(phrase("between"), oneLevel, phrase("and", "to", "-"), oneLevel), ([, from, , to]) =>
    ascending(from, to),
  ),
);
const item: Parser<Levels> = oneOf(
  levelRange,
  map(oneLevel, (value) => [value]),
);
const separator = phrase(`
  , | / | and | or | & | , and | , or | - | and / or | or level | and level
`);
/** "GMFCS II; III", unlike "GMFCS II, III; 4. Walks". */
const further: Parser<Levels> = oneOf(
  map(sequence(separator, item), ([, found]) => found),
  map(sequence(phrase(";"), item, unless(phrase(".", ")"))), ([, found]) => found),
);
const list: Parser<Levels> = map(sequence(item, repeated(further, 0, 6)), ([first, rest]) =>
  [first, ...rest].flat(),
);

const comparison: Parser<Levels> = oneOf(
  map(
    sequence(
      phrase(`
        >= | at or above | greater than or equal to | equal to or greater than | not lower than | not below
      `),
      oneLevel,
    ),
    ([, value]) => through(value, 5),
  ),
  map(
    sequence(
      phrase(`
        <= | at or below | less than or equal to | equal to or less than | not higher than | not above | up to
        | no greater than | maximum
      `),
      oneLevel,
    ),
    ([, value]) => through(1, value),
  ),
  map(
    sequence(
      phrase(">", "above", "over", "greater than", "higher than", "more than", "worse than"),
      oneLevel,
    ),
    ([, value]) => through(value + 1, 5),
  ),
  map(
    sequence(phrase("<", "below", "under", "less than", "lower than", "better than"), oneLevel),
    ([, value]) => through(1, value - 1),
  ),
  map(
    sequence(
      oneLevel,
      phrase(`
        or above | and above | or higher | and higher | or greater | and greater | or more | or over |
        or worse | and worse | and up | or up
      `),
    ),
    ([value]) => through(value, 5),
  ),
  map(
    sequence(
      oneLevel,
      phrase(`
        or below | and below | or lower | and lower | or less | and less | or under | or better | and better
      `),
    ),
    ([value]) => through(1, value),
  ),
);

const inBrackets = maybe(sequence(phrase("("), oneOf(levelRange, list), phrase(")")));
const anyLevel: Parser<Levels> = map(
  sequence(
    phrase(`
      any level | of any level | all levels | any | of any | all | all five levels | level any |
      any of the five levels
    `),
    inBrackets,
  ),
  () => through(1, 5),
);

const revision = maybe(
  phrase(`
    - e & r | - e and r | - er | e & r | - e / r | - e - r | - expanded and revised | expanded and revised |
    - expanded & revised | ( e & r ) | ( expanded and revised ) | ( expanded & revised ) | er | - r | - e
  `),
);
const shortName = phrase("gmfcs", "gmfcss", "gmfc scale", "gmfc system", "gmfc - e & r");
const longName = sequence(
  phrase(`
    gross motor function classification | gross motor functional classification |
    gross motor functioning classification | gross motor function classifications | gross motor level
  `),
  maybe(phrase("system", "scale", "score", "levels", "level", "system score")),
);
const name = sequence(
  oneOf<unknown>(
    sequence(
      longName,
      revision,
      maybe(
        oneOf<unknown>(
          sequence(phrase("("), shortName, revision, phrase(")")),
          sequence(maybe(phrase("-", ",")), shortName, revision),
        ),
      ),
    ),
    sequence(shortName, revision),
  ),
  maybe(phrase("classification", "classification level", "score", "scores", "functional", "scale", "system")),
);
const linking = repeated(
  phrase(`
    level | levels | grade | grades | class | stage | : | = | is | of | at | in | are | score | scores |
    with a | a | classified as | scored | functional level | motor level | being | rated | ( | lvl
    | of the child | of the children | of the patient | of the participant | of the subject | of the infant
  `),
  0,
  4,
);

const nameFirst: Parser<Levels> = map(
  sequence(name, linking, oneOf(anyLevel, comparison, list), maybe(levelWord)),
  ([, , levels]) => levels,
);
const levelsFirst: Parser<Levels> = map(
  sequence(
    levelWord,
    oneOf(comparison, list),
    maybe(phrase("( inclusive )")),
    phrase(`
      on the | on | of the | of | in the | in | according to the | according to | by the | by | per the | per
      | as per | under the | (
    `),
    name,
  ),
  ([, levels]) => levels,
);

const aside = maybe(phrase("( known or suspected )", "known or suspected", "inclusive", "( inclusive )"));
const years = phrase("years | year | yrs | yr | y | months | month | mo");
/** "Level I or II on the GMFCS, 3 to 6 years": the numbers are an age. */
const ageBehind = oneOf<unknown>(
  years,
  sequence(
    phrase("-", "to", "and", "through"),
    (tokens, at) => (tokens[at]?.kind === "number" ? { value: undefined, next: at + 1 } : undefined),
    years,
  ),
);
/** Something that would make the levels go on, so that what was read is not the whole of it. */
const goesOn = oneOf<unknown>(
  sequence(
    phrase("-", "/", "to", "+", "or", "and", ",", "through", "or level", "and level"),
    maybe(levelWord),
    level,
    unless(phrase("%", ".")),
    unless(ageBehind),
  ),
  phrase("+", "*", "/ 5", "%"),
  sequence(level, unless(ageBehind)),
);

/** GMFCS levels at this place of a line. */
export const gmfcsWords: Parser<ReadCriterion> = map(
  sequence(oneOf(nameFirst, levelsFirst), aside, unless(goesOn)),
  ([levels]) => {
    const named: GmfcsLevel[] = gmfcsLevels.filter((_, i) => levels.includes(i + 1));
    return named.length === 0 ? undefined : { kind: "gmfcs", levels: named };
  },
);

/** Whether the tokens speak of the GMFCS here, readable or not. */
export function speaksOfGmfcs(tokens: readonly Token[], at: number): boolean {
  return name(tokens, at) !== undefined;
}
