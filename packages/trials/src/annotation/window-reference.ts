/** What a length of time is counted from: "before the first dose", "since the injury", "of birth". */
import { type Found, map, oneOf, type Parser, phrase } from "../grammar.ts";
import type { Token } from "../tokens.ts";

/** Leads from a length to what it is counted from. */
export const afterLength = phrase(
  `before | prior to | prior | preceding | previous to | of | from | after | since | following | ago | post | before or during | pre - | earlier than | , before | from the start of | before the start of | until | at | before , or during , | previous | previously | earlier`,
);

/** Words that a window can count from; the longer phrase wins. */
const references: Parser<string> = oneOf(
  map(phrase("screening | screening visit | visit 1 | screen"), () => "screening"),
  map(phrase("randomization | randomisation | randomized | randomised | randomizing"), () => "randomization"),
  map(phrase("baseline | baseline visit | the baseline"), () => "baseline"),
  map(
    phrase(
      `intervention | start of the intervention | start of intervention | start of treatment | treatment | start of the treatment | first dose | first treatment | study drug
      | study treatment | study medication | dosing | first administration | administration | therapy | first injection | the procedure | start of therapy | initiation of treatment
      | initiation of therapy | beginning of treatment | day 1 | initiation of study | start of study treatment | start of study medication | start of the study medication | start of study drug | injection | study intervention | cycle 1`,
    ),
    () => "intervention-start",
  ),
  map(phrase("initiation visit | study initiation visit"), () => "initiation-visit"),
  map(phrase("infusion"), () => "infusion"),
  map(
    phrase(
      "gait analysis | first gait analysis | assessment | evaluation | testing | test | measurement | examination | tests",
    ),
    () => "assessment",
  ),
  map(phrase("surgery | operation | index surgery"), () => "surgery"),
  map(phrase("birth | delivery | life"), () => "birth"),
  map(phrase("diagnosis"), () => "diagnosis"),
  map(
    phrase(
      "onset | symptom onset | injury | stroke | hospitalization | admission | discharge | transplant | transplantation",
    ),
    () => "event",
  ),
  map(phrase("informed consent | consent | signing | study consent"), () => "consent"),
  map(
    phrase(
      `enrollment | enrolment | enrolling | enrolled | study | the study | entry | study entry | inclusion | trial | participation | participating | recruitment | registration | enter | entering
      | study start | start of the study | start of study | beginning of the study | enter the study | joining | the trial | study inclusion | entering the study | the start of the study | study enrollment
      | study participation | being enrolled | first visit`,
    ),
    () => "enrollment",
  ),
);
const skippable = phrase(
  "the | eligibility | signed | written | signing of | signature of | informed | start | of | a | an | this | their | his | her | to | or | during | beginning | initiation | day | date | time | first | begin | , | before | in | on | into | being | current | present | planned",
);

/** What a window counts from, looked for behind its length. */
export function refAfter(tokens: readonly Token[], at: number): Found<string> | undefined {
  let next = at;
  for (let times = 0; times < 7; times++) {
    const found = references(tokens, next);
    if (found !== undefined) return found;
    const skipped = skippable(tokens, next);
    if (skipped === undefined) return undefined;
    next = skipped.next;
  }
  return undefined;
}
