/**
 * A number in a sentence that did not come from data cannot be checked, cited or corrected. This finds numerals and
 * number words that stand in a message by themselves.
 */

/** "one" is left out: it is a pronoun far more often than a number, and counts of one come through plurals. */
const number =
  /\d[\d.,]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|half|halves|quarters?|tenths?|thirds|twice|thrice|double[ds]?|triple[ds]?)\b/gi;

/** What stays though it looks like a number: a part of a text, in the messages that `id` names or in all. */
export interface Allowed {
  readonly text: RegExp;
  readonly id?: RegExp;
  readonly because: string;
}

const any = /.+/gs;

export const allowed: readonly Allowed[] = [
  { text: /\bGMFM-(?:66|88)\b/g, because: "names of scales" },
  { text: /\bPDMS-2\b/g, because: "name of a scale" },
  { text: /\b0 to 100\b/g, because: "the ends of the GMFM-66, fixed when it was made" },
  { text: /\bR5\b/g, because: "name of a standard" },
  { text: /\bI2\b/g, because: "name of a statistic" },
  { text: /\bRoB 2\b/g, because: "name of a tool" },
  { text: any, id: /^methods\.formula\./, because: "formulas, whose constants are part of them" },
  { text: /\bdouble-blind\b/g, because: "name of a design" },
  { text: /\b(?:in|of) (?:100|1,000)\b/g, because: "the denominators of rule N1" },
  { text: /\bper 1,000\b/g, because: "part of a unit" },
  { text: /\bthe two\b/g, because: "the pair that was just named" },
  { text: any, id: /^evidence\.group\.|^review\.map\.band\./, because: "age bands of the site's own groups" },
  {
    text: any,
    id: /^(?:search\.)?problem\.|^child\.(?:age|score|cells|weight)[\w.]*|^child\.more\..*hint$|not-readable$/,
    because: "examples of what to type, and how two units compare",
  },
  {
    text: any,
    id: /^review\.slot\.(?:fourLimbs|childrenUnder10|children10AndOver)$/,
    because: "what the slot is by its name",
  },
  { text: /\((?:0|1)\)/g, id: /^plot\.bubble\./, because: "how the axis is coded" },
  { text: any, id: /^trial\.(?:blind|status)$/, because: "how a registry defines its words" },
];

/** Numbers of a reading that nothing allows. */
export function numbersIn(reading: string, id: string): readonly string[] {
  const rest = allowed
    .filter((one) => one.id === undefined || one.id.test(id))
    .reduce((text, one) => text.replace(one.text, ""), reading);
  return [...rest.matchAll(number)].map(([found]) => found);
}
