/**
 * Times that words alone name, without a length: "ever", "currently", "planned", "during the study", a period with a
 * name of its own.
 */
import { phrase } from "../grammar.ts";
import type { Token } from "../tokens.ts";

const everWords = `ever | experience of | experience with | at any time | any time in the past | lifetime | previously | history | history of | past history | prior | previous | in the past | earlier | status post | status - post | s / p
  | having undergone | has undergone | have undergone | had undergone | underwent | formerly | before | at any time in the past | never | prior history | has had | have had | having had | has participated | have participated | has taken part | have taken part | has received | have received | had received | has used | have used | has taken | have taken | took | has undergone`;
const currentWords = `currently | enrolled in | active phase | current | ongoing | concurrent | concurrently | concomitant | simultaneous | simultaneously | at present | presently | receiving | taking | takes | undergoing | chronic use | use | uses | using | on | present use
  | being treated | treatment with | therapy with | at the time of enrollment | at the time of screening | at the time of recruitment | at the time of inclusion | at the time of the study | at time of enrollment | at time of screening | at screening | need | needs | requiring | requires | require | having | regular | is receiving | are receiving | treated with | daily | under`;
const plannedWords = `planned | plan to | plans to | planning | planning to | scheduled | intention to | intending to | intend to | intends to | expected to receive | expected to undergo | expected to need | expected to require | anticipated | anticipates | upcoming | intention of | plan for | plans for | awaiting | will undergo | will receive
  | wish to become | expecting to become | expect to become | expects to become | expecting to | hoping to | hope to become | hopes to become | preparing for pregnancy | prepare for pregnancy | wanting to | want to become | wants to become | trying to | attempting to | wishing to | desire to become | planned for | indicated for | elective | candidate for | candidates for | assigned to undergo | about to undergo | due to receive | considering | plan of | are planning | waiting list`;
const duringWords = `during the study | during the trial | during the intervention | during study | during the study period | during treatment | during the course of the study | throughout the study | during the treatment period
  | or during , the intervention | or during the intervention | and during the study | during the course of the trial | over the course of the study | for the duration of the study | while participating | while on study | during this study | for the study duration | during the course of | throughout the trial | during participation | during the program | during it | during the present study | during the current study | during this trial | during the clinical trial | during the clinical study | during the entire study | during the research | while in the study | while enrolled | throughout the duration of | during the intervention period | study period | for the duration of | during the duration of | at any time during`;
const recentWords = "recent | recently";
/** Phrases that hold a word of the lists above and mean nothing of the kind. */
const neutralWords =
  "prior to | earlier than | regularly scheduled | use of contraception | before the | prior to enrollment | on average";

/** Stretches of time with a name of their own. */
const periods = {
  "pre-trial-period": "pre - trial period | pretrial period",
  "run-in-period": "run - in period | run - in phase | run - in",
  "screening-period": "screening period | screening phase",
};

const lists = {
  ever: everWords,
  current: currentWords,
  planned: plannedWords,
  during: duringWords,
  recent: recentWords,
  neutral: neutralWords,
  ...periods,
};
const meaning = new Map<string, string>();
for (const [label, list] of Object.entries(lists)) {
  for (const words of list.split("|")) meaning.set(words.trim().split(/\s+/).join(" "), label);
}
const anyWindow = phrase(...meaning.keys());

export interface WordWindows {
  readonly ever: boolean;
  readonly current: boolean;
  readonly planned: boolean;
  readonly during: boolean;
  readonly recent: boolean;
  /** The name of a period, where one is named. */
  readonly period: string | undefined;
}

/** Windows without a length that the words of a clause name. */
export function wordWindows(tokens: readonly Token[], first: number, next: number): WordWindows {
  const found = new Set<string>();
  for (let at = first; at < next; ) {
    const words = tokens[at]!.kind === "word" ? anyWindow(tokens, at) : undefined;
    if (words !== undefined) found.add(meaning.get(words.value)!);
    at = words?.next ?? at + 1;
  }
  return {
    ever: found.has("ever"),
    current: found.has("current"),
    planned: found.has("planned"),
    during: found.has("during"),
    recent: found.has("recent"),
    period: Object.keys(periods).find((name) => found.has(name)),
  };
}
