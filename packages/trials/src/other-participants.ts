/**
 * People of the family a trial takes besides the child: brothers and sisters, parents, or children without cerebral
 * palsy for comparison. Told by headings and by lines that name such people as those who take part; a parent who
 * consents or fills in forms does not take part.
 */
import type { CompiledTrial } from "./compile-trial.ts";

export const participants = ["sibling", "parent", "comparison"] as const;
export type Participant = (typeof participants)[number];

export interface OtherParticipants {
  readonly who: Participant;
  /** The registry's words that say so: a heading, or the line itself. */
  readonly words: string;
  /** The lines under such a heading, as the registry has them. */
  readonly lines: readonly string[];
}

const comparison =
  /\b(?:typical(?:ly)?[ -]develop(?:ing|ed)|typically developing|neurotypical|healthy (?:child(?:ren)?|volunteers?|controls?|participants?|peers?|infants?|adolescents?|subjects?)|non[- ]?disabled (?:child(?:ren)?|peers?)|without cerebral palsy|control (?:group|child(?:ren)?|participants?|subjects?)|healthy siblings?)\b/i;
const leading: readonly (readonly [Participant, RegExp])[] = [
  [
    "sibling",
    /^(?:the |a |full |healthy |unaffected |typically developing )*(?:siblings?|brothers?(?: (?:and|or) sisters?)?|twins?)\b(?!.*\b(?:cord|unit|donor|hla|stored|match))/i,
  ],
  [
    "parent",
    /^(?:the |a |biological )*(?:parents?|mothers?|fathers?|(?:primary )?caregivers?)(?: and (?:parents?|fathers?|caregivers?))? of (?:a |the |an? )?(?:child|children|infant|infants|participant)/i,
  ],
];
const groups: readonly (readonly [Participant, RegExp])[] = [
  ["sibling", /\b(?:siblings?|brothers?|sisters?)\b/i],
  ["parent", /\b(?:parents?|mothers?|fathers?|caregivers?|carers?)\b/i],
  ["comparison", new RegExp(`${comparison.source}|\\bcontrols?\\b|\\bhealthy\\b`, "i")],
];
/** A line that says what such a person must sign, understand or do is about the child's taking part. */
const only = /\b(?:consent|sign|understand|willing|able to|agree|speak|report|complete|must|can|decline)\b/i;

/** Each kind of person once, with the first words that name them. */
export function otherParticipants({ lines }: CompiledTrial): OtherParticipants[] {
  const found = new Map<Participant, { words: string; lines: string[] }>();
  const note = (who: Participant, words: string, line: string | undefined) => {
    const known = found.get(who) ?? { words, lines: [] };
    if (line !== undefined && line !== known.words) known.lines.push(line);
    found.set(who, known);
  };
  for (const { basis, section, group, quote } of lines) {
    if (basis !== "written") continue;
    const text = quote.text.slice(0, 500);
    const named = group === undefined ? undefined : groups.find(([, pattern]) => pattern.test(group));
    if (named !== undefined && group !== undefined) note(named[0], group, text);
    else if (section === "inclusion" && !only.test(text)) {
      const led = leading.find(([, pattern]) => pattern.test(text));
      if (led !== undefined) note(led[0], text, undefined);
      else if (comparison.test(text) && !/\bno\b|\bnot\b/i.test(text)) note("comparison", text, undefined);
    }
  }
  return participants.flatMap((who) => {
    const of = found.get(who);
    return of === undefined ? [] : [{ who, words: of.words, lines: of.lines }];
  });
}
