/**
 * One study on one page, in an order that is the same for all: what was asked, in whom, what they got, what was
 * found, what went wrong, how far to trust it, who paid, where sources disagree, what was checked. Every figure of
 * the study is there, and each statement carries the numbers of the sources it rests on.
 */
import {
  type BiasJudgement,
  type Checked,
  type CitedFigure,
  checkedLevels,
  type DataSet,
  dataSet,
  type Outcome,
  overallBias,
  type RiskOfBias,
  routeKey,
  type Study,
} from "evidence";
import {
  dateWords,
  givenWords,
  type Locale,
  type Say,
  type SourceRow,
  type Statement,
  studyName,
} from "visit";
import { type Disagreement, disagreement } from "./disagreement.ts";
import { money } from "./money.ts";
import { armBlock, type Block, harmBlock, outcomeBlock } from "./study-blocks.ts";
import { gotRows, whoRows } from "./study-rows.ts";
import { type Note, type Row, StudyWords, slotLabel } from "./study-words.ts";
import type { ReviewMessage } from "./words.ts";

export interface CheckedRow {
  readonly figure: string;
  readonly name: string;
  readonly value: Statement;
  readonly where: string;
  readonly how: string;
  readonly address?: string;
}

export interface StudyPage {
  readonly id: string;
  readonly name: string;
  readonly work: SourceRow;
  readonly publication: string;
  readonly question: string;
  readonly who: readonly Row[];
  readonly got: readonly Row[];
  readonly alsoGiven: readonly Note[];
  readonly arms: readonly Block[];
  readonly found: readonly Block[];
  readonly harms: readonly Block[];
  readonly trust: readonly Statement[];
  /** Domain by domain, by the tool that fits the design. */
  readonly bias: {
    readonly overall: Statement;
    readonly domains: readonly (Statement & { readonly judgement: BiasJudgement })[];
    readonly judged: string;
  };
  readonly doubts: readonly Note[];
  readonly limits: readonly Note[];
  readonly remarks: readonly Note[];
  readonly backers: readonly Row[];
  readonly interests: readonly Statement[];
  readonly conflicts: readonly Disagreement[];
  readonly checkedWords: string;
  readonly checked: readonly CheckedRow[];
  readonly registry: readonly string[];
  readonly sources: readonly SourceRow[];
}

/** One group against another comes before what a group did by itself. */
const kinds: readonly Outcome["kind"][] = ["contrast", "arm", "finding"];

/** @throws RangeError when the data set has no such study. */
export function studyPage(id: string, sayVisit: Say, locale: Locale, data: DataSet = dataSet()): StudyPage {
  const study = data.studies.find((candidate) => candidate.id === id);
  if (study === undefined) throw new RangeError(`the data set has no study ${id}`);
  const words = new StudyWords(study, data, sayVisit, locale);
  const { say, sources, figures } = words;
  const work = data.works.find((candidate) => candidate.id === study.work)!;
  const ofStudy = <Row extends { readonly study: string }>(all: readonly Row[]) =>
    all.filter((record) => record.study === id);
  const [arms, outcomes, harms] = [ofStudy(data.arms), ofStudy(data.outcomes), ofStudy(data.harms)];
  const given = givenWords(
    { ...study, route: routeKey(study.routes, study.routesConfirmed) },
    sayVisit,
    locale,
  );
  // The study's own work is the first of its sources.
  const [workNumber] = words.stated("").sources;
  const notes = (texts: readonly string[]) => texts.map((text) => words.noted(text, id, study.identity));
  return {
    id,
    name: studyName(work),
    work: sources.rows[workNumber! - 1]!,
    publication: sayVisit(`study.publication.${study.publication}`),
    question: say(questionOf(study), { given }),
    who: whoRows(words),
    got: gotRows(words),
    alsoGiven: study.coInterventions.map((text) =>
      words.noted(text, id, study.identity, "review.study.got.also"),
    ),
    arms: arms.map((arm) => armBlock(words, arm)),
    found: kinds
      .flatMap((kind) => outcomes.filter((outcome) => outcome.kind === kind))
      .map((outcome) => outcomeBlock(words, outcome)),
    harms: harms.map((harm) => harmBlock(words, harm)),
    trust: [
      words.stated(sayVisit(`study.design.${study.design}`)),
      words.stated(say(`review.study.blinding.${study.blinding}`), words.readAt("blinding")),
      words.stated(say(`review.study.review.${study.inIpdReview}`), []),
    ],
    bias: biasOf(words, data.bias.find((judged) => judged.study === id)!),
    doubts: notes(study.biasNotes),
    limits: notes(study.limits),
    remarks: notes(study.notes),
    ...money(study, sources.state, say, figures),
    conflicts: data.conflicts
      .filter(({ studies }) => studies.includes(id))
      .map((conflict) => disagreement(conflict, words.telling)),
    ...checked(
      words,
      [study, ...arms, ...outcomes, ...harms].flatMap((record) => words.figuresOf(record)),
    ),
    registry: work.registry ?? [],
    sources: sources.rows,
  };
}

function biasOf(words: StudyWords, judged: RiskOfBias): StudyPage["bias"] {
  const { study, say, locale, figures } = words;
  const { tool, domains, judgedOn, needsReview } = judged;
  const overall = overallBias(judged);
  return {
    overall: words.stated(
      say("review.study.bias.overall", { tool, judgement: say(`review.bias.judgement.${overall}`) }),
    ),
    domains: domains.map(({ domain, judgement, because, restsOn = [] }) => ({
      judgement,
      ...words.stated(
        say("review.bias.item", {
          domain: say(`review.bias.domain.${domain}`),
          judgement: say(`review.bias.judgement.${judgement}`),
          reason: say(`review.bias.because.${because}`),
        }),
        [study.identity, ...restsOn.map((figure) => figures.get(figure)!)],
      ),
    })),
    judged: say("review.study.bias.judged", {
      date: dateWords(judgedOn, locale),
      review: needsReview ? "needed" : "done",
    }),
  };
}

function checked(
  words: StudyWords,
  own: ReturnType<StudyWords["figuresOf"]>,
): Pick<StudyPage, "checkedWords" | "checked"> {
  const { say, sayVisit } = words;
  const count = (level: Checked) => own.filter(({ figure }) => figure.checked === level).length;
  const [full, abstract, secondary, unverified] = checkedLevels.map(count);
  return {
    checkedWords: say("review.study.checked.text", {
      count: own.length,
      ...{ full, abstract, secondary, unverified },
    } as Record<string, number>),
    checked: own.map(({ slot, figure }) => ({
      figure: say(slotLabel(slot)),
      name: figure.id.split("/")[0]!,
      value: words.stated(words.shown(figure), [figure]),
      where: whereRead(words, figure),
      how: sayVisit(`source.checked.${figure.checked}`),
      ...(figure.readAt !== undefined && { address: figure.readAt }),
    })),
  };
}

function whereRead(
  { data, say, sayVisit }: StudyWords,
  { readIn, readThrough, derivation }: CitedFigure,
): string {
  if (derivation) return say("review.study.checked.formula", { formula: derivation.formula });
  const place = sayVisit(`source.readIn.${readIn}`);
  const through = data.works.find((candidate) => candidate.id === readThrough);
  return through ? say("review.study.checked.through", { place, work: studyName(through) }) : place;
}

function questionOf({ design }: Study): ReviewMessage {
  switch (design) {
    case "randomised, blinded":
    case "randomised, open":
    case "not randomised, controlled":
      return "review.study.question.compared";
    case "single arm":
    case "case series":
    case "case report":
    case "access programme":
      return "review.study.question.alone";
    case "design not read":
      return "review.study.question.unread";
  }
}
