/** The claims ledger in words: each verdict with its certainty, its figures and their sources, and how current it is. */
import {
  type Claim,
  type ClaimTopic,
  claimSources,
  claimStanding,
  claimTopics,
  type DataSet,
  figureIndex,
  studiesOfClaim,
} from "evidence";
import {
  dateWords,
  type Locale,
  type Say,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { figureWords, slotWords } from "./figure-words.ts";
import type { ReviewMessage, SayReview } from "./words.ts";

/** A claim as a list shows it. */
export interface ClaimCard {
  readonly id: string;
  readonly topic: ClaimTopic;
  readonly verdict: Claim["verdict"];
  readonly verdictWords: string;
  readonly statement: string;
  /** What a careful reader would say, with its figures filled in. */
  readonly careful: string;
  readonly level: Claim["certainty"];
  readonly levelWords: string;
  readonly expired: boolean;
  readonly studies: readonly string[];
}

export interface ClaimFigure extends Statement {
  readonly id: string;
  /** What it is of, where that has words. */
  readonly label?: string;
  /** The work, short, as printed. */
  readonly work: string;
  readonly checked: string;
}

export interface ClaimPage extends ClaimCard {
  readonly verdictMeans: string;
  readonly sure: string;
  readonly carefully: Statement;
  readonly figures: readonly ClaimFigure[];
  /** What a point is, where the claim is about points. */
  readonly points?: string;
  readonly wouldChange: readonly string[];
  readonly reviewed: string;
  /** Says that the claim is out of date where it is, and else until when it holds. */
  readonly expiry: string;
  /** Set when a figure it rests on is not what it was at the review. */
  readonly changed?: string;
  readonly about: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly SourceRow[];
}

export interface ClaimWords {
  readonly say: Say;
  readonly review: SayReview;
  readonly locale: Locale;
  /** yyyy-MM-dd, the day on which it is read or, for a page built once, built. */
  readonly today: string;
}

/** All claims by topic, in the order of the data set. */
export function claimList(data: DataSet, words: ClaimWords) {
  return claimTopics.map((topic) => ({
    topic,
    heading: words.review(`claim.topic.${topic}`),
    claims: data.claims
      .filter((claim) => claim.topic === topic)
      .map((claim) => claimCard(claim, data, words)),
  }));
}

export function claimCard(claim: Claim, data: DataSet, { say, review, today }: ClaimWords): ClaimCard {
  const { id, topic, verdict, certainty } = claim;
  return {
    id,
    topic,
    verdict,
    verdictWords: review(`claim.verdict.${verdict}`),
    statement: claimStatement(claim, review),
    careful: review(messageOf(id, "careful"), claimValues(claim, data, say)),
    level: certainty,
    levelWords: say(`certainty.${certainty}`),
    expired: claimStanding(claim, data, today).expired,
    studies: studiesOfClaim(claim, data),
  };
}

/** @throws RangeError when there is no claim of this id. */
export function claimPage(id: string, data: DataSet, words: ClaimWords): ClaimPage {
  const claim = data.claims.find((one) => one.id === id);
  if (!claim) throw new RangeError(`the data set has no claim "${id}"`);
  const { say, review, locale, today } = words;
  const sources = sourceList(data.works, say);
  const card = claimCard(claim, data, words);
  const standing = claimStanding(claim, data, today);
  const carefully = sources.state(card.careful, claimSources(claim, data));
  const figures = figureIndex(data);
  const cited = [
    ...Object.values(claim.cites),
    ...claim.judgements.flatMap((one) => data.judgements.find((row) => row.id === one)?.restsOn ?? []),
  ];
  const date = dateWords(claim.expiresOn, locale);
  return {
    ...card,
    verdictMeans: review(`claim.verdictMeans.${claim.verdict}`),
    sure: review("claim.sure", { level: card.levelWords, review: claim.needsReview ? "needed" : "done" }),
    carefully,
    figures: [...new Set(cited)].map((figure) => {
      const found = figures.get(figure)!;
      const stated = sources.state(figureWords(found, review, locale), [found]);
      const label = slotWords(figure.split("/")[1]!, review);
      const row = sources.rows[stated.sources[0]! - 1]!;
      return {
        id: figure,
        ...stated,
        ...(label !== undefined && {
          label: review("claim.figure", {
            label,
            of: sideOf(figure, data),
            month: monthOf(figure, data) ?? 0,
          }),
        }),
        work: row.short,
        checked: row.checkedWords,
      };
    }),
    ...(cited.some((figure) => figures.get(figure)?.unit === "GMFM-66 points") && {
      points: review("claim.points"),
    }),
    wouldChange: claim.wouldChange.map((code) => review(`claim.change.${code}`)),
    reviewed: review("claim.reviewed", { date: dateWords(claim.reviewedOn, locale) }),
    expiry: review(standing.expired ? "claim.expired" : "claim.expires", { date }),
    ...(standing.changes.length > 0 && {
      changed: review("claim.changed", { count: standing.changes.length }),
    }),
    about: card.studies.map((study) => ({ id: study, name: nameOf(study, data) })),
    sources: sources.rows,
  };
}

function nameOf(study: string, { studies, works }: DataSet): string {
  const { work: of } = studies.find(({ id }) => id === study)!;
  const work = works.find(({ id }) => id === of)!;
  return work.firstAuthor === undefined ? work.title : studyName(work);
}

/** As an article says it. */
export const claimStatement = ({ id, says }: Claim, review: SayReview): string =>
  review(messageOf(id, "says"), says);

const messageOf = (id: string, part: "says" | "careful") => `claim.${id}.${part}` as ReviewMessage;

/**
 * The values of a claim's words: its own numbers, and of each figure `name`, `nameLow`, `nameHigh`, `nameMonth` and,
 * of a percentage, `nameRest`, so that both sides can be told; `phrase` is what the first judgement says.
 */
function claimValues(claim: Claim, data: DataSet, say: Say): Record<string, number | string> {
  const figures = figureIndex(data);
  const values: Record<string, number | string> = { ...claim.says };
  for (const [name, id] of Object.entries(claim.cites)) {
    const figure = figures.get(id)!;
    values[name] = figure.value;
    if (figure.ciLow !== undefined) values[`${name}Low`] = figure.ciLow;
    if (figure.ciHigh !== undefined) values[`${name}High`] = figure.ciHigh;
    if (figure.unit === "percent") values[`${name}Rest`] = 100 - figure.value;
    const month = monthOf(id, data);
    if (month !== undefined) values[`${name}Month`] = month;
  }
  const judgement = data.judgements.find(({ id }) => id === claim.judgements[0]);
  if (judgement) values.phrase = say(`evidence.phrase.${judgement.phrase}`);
  return values;
}

/** Whether a figure sets groups beside each other or is of one of them; "other" for all that is no result. */
function sideOf(figure: string, { outcomes, pooled }: DataSet): "groups" | "group" | "other" {
  const [record] = figure.split("/");
  if (pooled.some(({ id, about }) => id === record && about === "effect")) return "groups";
  const kind = outcomes.find(({ id }) => id === record)?.kind;
  return kind === "contrast" ? "groups" : kind === "arm" ? "group" : "other";
}

function monthOf(figure: string, { outcomes, pooled }: DataSet): number | undefined {
  const [record] = figure.split("/");
  return [...outcomes, ...pooled].find(({ id }) => id === record)?.month;
}
