/** How sure we are, for whom and about what, in words: the phrase, the level, and the reasons that led to it. */
import { type DataSet, figureFinder, type JudgedGroup, type Judgement } from "evidence";
import { dateWords, type Locale, type Say, type SourceList, type Statement } from "visit";
import type { SayReview } from "./words.ts";

export interface CertaintyWords extends Statement {
  readonly id: string;
  readonly level: Judgement["level"];
  readonly levelWords: string;
  /** One for each reason that moved the level. */
  readonly reasons: readonly string[];
}

export interface GroupCard {
  readonly group: JudgedGroup;
  readonly heading: string;
  readonly outcomes: readonly CertaintyWords[];
  readonly judged: string;
}

/** The three groups a family reads about first. */
const shownGroups = ["all-children", "about-under-5", "6-to-15"] as const;

export function groupCards(
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
  locale: Locale,
): GroupCard[] {
  return shownGroups.map((group) => {
    const judgements = data.judgements.filter((judgement) => judgement.group === group);
    const newest = judgements
      .map(({ judgedOn }) => judgedOn)
      .sort()
      .at(-1)!;
    const open = judgements.some(({ needsReview }) => needsReview);
    return {
      group,
      heading: sayVisit(`evidence.group.${group}`),
      outcomes: judgements.map((judgement) => certaintyWords(judgement, data, sources, sayVisit, say)),
      judged: sayVisit("evidence.judged", {
        date: dateWords(newest, locale),
        review: open ? "needed" : "done",
      }),
    };
  });
}

export function certaintyWords(
  judgement: Judgement,
  data: DataSet,
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
): CertaintyWords {
  const { id, level, down, up } = judgement;
  const figure = figureFinder(data, `The judgement ${id}`);
  const said = say("review.grade.row", {
    outcome: outcomeWords(judgement, say),
    phrase: phraseWords(judgement, sayVisit, say),
  });
  return {
    id,
    level,
    levelWords: sayVisit(`certainty.${level}`),
    ...sources.state(said, judgement.restsOn.map(figure)),
    reasons: [
      ...down.filter(({ step }) => step < 0).map((part) => ratingWords(part, say)),
      ...up.filter(({ step }) => step > 0).map((part) => ratingWords(part, say)),
    ],
  };
}

export const outcomeWords = ({ outcome, month = 0 }: Judgement, say: SayReview): string =>
  outcome === "serious event" ? say("review.group.serious") : say("review.group.movement", { month });

function phraseWords({ outcome, level, finding, phrase }: Judgement, sayVisit: Say, say: SayReview): string {
  if (outcome !== "serious event") return sayVisit(`evidence.phrase.${phrase}`);
  if (finding !== "no clear difference")
    throw new RangeError(`there are no words for ${finding} of serious events`);
  return say(`review.group.seriousWords.${level}`);
}

/** "Enough children, rated down one step: few children were compared." */
export function ratingWords(
  { domain, step, because }: Judgement["down"][number] | Judgement["up"][number],
  say: SayReview,
): string {
  const values = {
    domain: say(`review.grade.domain.${domain}`),
    steps: Math.abs(step),
    reasons: because.map((reason) => say(`review.grade.because.${reason}`)).join(" "),
  };
  if (step === 0) return say("review.grade.noted", values);
  return say(step < 0 ? "review.grade.down" : "review.grade.up", values);
}
