/**
 * One study on one page, in an order that is the same for all: what was asked, in whom, what they got, what was
 * found, what went wrong, how far to trust it, who paid, where sources disagree, what was checked. Every figure of
 * the study is there, and each statement carries the numbers of the sources it rests on.
 */
import {
  type Arm,
  type BiasJudgement,
  type Checked,
  type CitedFigure,
  checkedLevels,
  type DataSet,
  dataSet,
  derive,
  type Figure,
  figureId,
  figureIndex,
  type Harm,
  type Outcome,
  overallBias,
  type RiskOfBias,
  routeKey,
  type Source,
  type Study,
} from "evidence";
import {
  countryWords,
  dateWords,
  type Ground,
  givenWords,
  type Locale,
  listWords,
  routeWords,
  type Say,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { type Disagreement, disagreement } from "./disagreement.ts";
import { figureWords } from "./figure-words.ts";
import { figuredStatement, type Telling } from "./figured-statement.ts";
import { money } from "./money.ts";
import { type ReviewMessage, sayReview } from "./words.ts";

/** A curator's note: English of the data set's own, shown as such, under a label of the catalogue. */
export interface Note extends Statement {
  readonly label?: string;
}

export interface Row extends Statement {
  readonly label: string;
}

export interface Block {
  /** Id of the record, so that others can link to it. */
  readonly id: string;
  /** Words of the catalogue. */
  readonly heading: string;
  /** A name from the record, in English. */
  readonly name?: string;
  readonly statements: readonly Statement[];
  readonly rows: readonly Row[];
  readonly notes: readonly Note[];
}

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
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const figures = figureIndex(data);
  const telling: Telling = { figures, sources, locale };
  const work = data.works.find((candidate) => candidate.id === study.work)!;
  const arms = data.arms.filter((arm) => arm.study === id);
  const outcomes = data.outcomes.filter((outcome) => outcome.study === id);
  const harms = data.harms.filter((harm) => harm.study === id);
  const own = [study, ...arms, ...outcomes, ...harms].flatMap((record) =>
    Object.keys(record.figures).map((slot) => ({ slot, figure: figures.get(figureId(record.id, slot))! })),
  );
  const given = givenWords(
    { ...study, route: routeKey(study.routes, study.routesConfirmed) },
    sayVisit,
    locale,
  );
  const [workNumber] = sources.state("", [study.identity]).sources;

  const stated = (text: string, grounds: readonly Ground[] = [study.identity]): Statement =>
    sources.state(text, grounds);
  const readAt = (field: keyof NonNullable<Study["readElsewhere"]>) => [
    study.readElsewhere?.[field] ?? study.identity,
  ];
  const row = (label: ReviewMessage, text: string, grounds?: readonly Ground[]): Row => ({
    label: say(label),
    ...stated(text, grounds),
  });
  const figureRow = (slot: string, figure: Figure): Row =>
    row(`review.slot.${slot}` as ReviewMessage, figureWords(figure, say, locale), [figure]);
  const slotRows = (record: { readonly id: string; readonly figures: object }): Row[] =>
    Object.keys(record.figures).map((slot) => figureRow(slot, figures.get(figureId(record.id, slot))!));
  const noted = (text: string, record: string, source?: Source, label?: ReviewMessage): Note => ({
    ...(label && { label: say(label) }),
    ...figuredStatement(text, record, source ? [source] : [], telling),
  });
  const notesOf = (record: { readonly id: string }, texts: readonly (string | undefined)[]): Note[] =>
    texts.flatMap((text) =>
      text === undefined ? [] : noted(text, record.id, undefined, "review.study.note"),
    );

  return {
    id,
    name: studyName(work),
    work: sources.rows[workNumber! - 1]!,
    publication: sayVisit(`study.publication.${study.publication}`),
    question: say(questionOf(study), { given }),
    who: whoRows(),
    got: gotRows(),
    alsoGiven: study.coInterventions.map((text) => noted(text, id, study.identity, "review.study.got.also")),
    arms: arms.map(armBlock),
    found: kinds.flatMap((kind) => outcomes.filter((outcome) => outcome.kind === kind)).map(outcomeBlock),
    harms: harms.map(harmBlock),
    trust: [
      stated(sayVisit(`study.design.${study.design}`)),
      stated(say(`review.study.blinding.${study.blinding}`), readAt("blinding")),
      stated(say(`review.study.review.${study.inIpdReview}`), []),
    ],
    bias: biasOf(data.bias.find((judged) => judged.study === id)!),
    doubts: study.biasNotes.map((text) => noted(text, id, study.identity)),
    limits: study.limits.map((text) => noted(text, id, study.identity)),
    remarks: study.notes.map((text) => noted(text, id, study.identity)),
    ...money(study, sources.state, say, figures),
    conflicts: data.conflicts
      .filter(({ studies }) => studies.includes(id))
      .map((conflict) => disagreement(conflict, telling)),
    ...checked(),
    registry: work.registry ?? [],
    sources: sources.rows,
  };

  function whoRows(): Row[] {
    const { country, ages, gmfcs, severity, mixedDiagnoses } = study!;
    const levels = gmfcs
      ? say("review.study.levels", { levels: listWords(gmfcs, locale) })
      : say("review.study.levels.not read");
    return [
      ...slotRows(study!),
      row(
        "review.study.who.ages",
        say(`review.study.ages.${ages.what}`, { below: ages.high === "below" ? "yes" : "no" }),
      ),
      row("review.study.who.levels", levels),
      ...(severity
        ? [row("review.study.who.severity", say(`review.study.severity.${severity}`), readAt("severity"))]
        : []),
      ...(mixedDiagnoses ? [row("review.study.who.mixed", say("review.study.mixed"))] : []),
      ...(country
        ? [
            row(
              "review.study.who.country",
              say("review.study.country", { country: countryWords(country, locale) }),
            ),
          ]
        : []),
    ];
  }

  function gotRows(): Row[] {
    const { products, preparation, donors, donorMatch, routes, routesConfirmed } = study!;
    const list = (words: readonly string[]) => listWords(words, locale);
    const from = donors.map((donor) => sayVisit(`study.donor.${donor}`));
    return [
      row("review.study.got.product", list(products.map((product) => sayVisit(`study.product.${product}`)))),
      row("review.study.got.preparation", say(`review.study.preparation.${preparation}`)),
      row("review.study.got.donor", from.length > 0 ? list(from) : say("review.study.donor.not read")),
      ...(donorMatch
        ? [row("review.study.got.match", say(`review.study.match.${donorMatch}`), readAt("donorMatch"))]
        : []),
      row("review.study.got.route", routeWords(routeKey(routes, routesConfirmed), sayVisit)),
    ];
  }

  function armBlock(arm: Arm): Block {
    const { counted, doseOf } = arm;
    return {
      id: arm.id,
      heading: say(`review.study.gets.${arm.gets}`),
      name: arm.name,
      statements: [],
      rows: [
        ...slotRows(arm),
        ...(doseOf ? [row("review.study.got.cells", say(`review.study.doseOf.${doseOf}`))] : []),
        ...(counted ? [row("review.study.got.counted", say(`review.study.counted.${counted}`))] : []),
      ],
      notes: notesOf(arm, [arm.note]),
    };
  }

  function outcomeBlock(outcome: Outcome): Block {
    const { id, kind, arm, comparator, month, measure, measureNote, subgroup, prespecified, direction } =
      outcome;
    const armName = (wanted: string | undefined) => arms.find((candidate) => candidate.id === wanted)?.name;
    const when =
      month === undefined ? say("review.study.found.noMonth") : say("review.study.found.month", { month });
    const what =
      measure === "other" ? sayVisit("study.measure.other") : sayVisit("study.measure", { measure });
    const between = [armName(arm), armName(comparator)].filter((name) => name !== undefined);
    // No estimate of a difference without its interval; what each group did by itself is no such estimate.
    const withheld =
      outcome.figures.difference !== undefined && outcome.figures.difference.ciLow === undefined;
    const shown = withheld
      ? Object.fromEntries(Object.entries(outcome.figures).filter(([slot]) => slot !== "difference"))
      : outcome.figures;
    const grounds = Object.values<Figure>(outcome.figures);
    const source = outcome.source ?? grounds[0] ?? study!.identity;
    return {
      id,
      heading: say("review.study.found.title", { what, when }),
      ...(between.length > 0 && { name: between.join(" / ") }),
      statements: [
        stated(say(`review.study.direction.${direction}`), [source]),
        stated(say(`review.study.prespecified.${prespecified}`), [source]),
        ...(kind === "arm" ? [stated(say("review.study.found.alone"), [])] : []),
        ...(withheld ? [stated(say("review.study.found.withheld"), [])] : []),
      ],
      rows: slotRows({ id, figures: shown }),
      notes: [
        ...(subgroup ? [noted(subgroup, id, undefined, "review.study.found.part")] : []),
        ...(outcome.statement ? [noted(outcome.statement, id, source, "review.study.found.told")] : []),
        ...notesOf(outcome, [measureNote, outcome.note]),
      ],
    };
  }

  function harmBlock(harm: Harm): Block {
    const { events, of, comparatorEvents } = harm.figures;
    const none = events?.value === 0 && of !== undefined && (comparatorEvents?.value ?? 0) === 0;
    const per = 1000;
    // Rounded up: a limit that is told too low is no limit.
    const upper = none ? Math.ceil((derive("upper limit when none were seen", [of]).value / 100) * per) : 0;
    return {
      id: harm.id,
      heading: say(`review.study.harm.${harm.kind}`),
      statements: [
        stated(say(`review.study.countedIn.${harm.countedIn}`), []),
        ...(none ? [stated(say("review.study.harms.zero", { upper, per, level: 0.95 }), [of])] : []),
      ],
      rows: slotRows(harm),
      notes: notesOf(harm, [harm.note]),
    };
  }

  function biasOf(judged: RiskOfBias): StudyPage["bias"] {
    const { tool, domains, judgedOn, needsReview } = judged;
    const overall = overallBias(judged);
    return {
      overall: stated(
        say("review.study.bias.overall", { tool, judgement: say(`review.bias.judgement.${overall}`) }),
      ),
      domains: domains.map(({ domain, judgement, because, restsOn = [] }) => ({
        judgement,
        ...stated(
          say("review.bias.item", {
            domain: say(`review.bias.domain.${domain}`),
            judgement: say(`review.bias.judgement.${judgement}`),
            reason: say(`review.bias.because.${because}`),
          }),
          [study!.identity, ...restsOn.map((figure) => figures.get(figure)!)],
        ),
      })),
      judged: say("review.study.bias.judged", {
        date: dateWords(judgedOn, locale),
        review: needsReview ? "needed" : "done",
      }),
    };
  }

  function checked(): Pick<StudyPage, "checkedWords" | "checked"> {
    const count = (level: Checked) => own.filter(({ figure }) => figure.checked === level).length;
    const [full, abstract, secondary, unverified] = checkedLevels.map(count);
    return {
      checkedWords: say("review.study.checked.text", {
        count: own.length,
        ...{ full, abstract, secondary, unverified },
      } as Record<string, number>),
      checked: own.map(({ slot, figure }) => ({
        figure: say(`review.slot.${slot}` as ReviewMessage),
        name: figure.id.split("/")[0]!,
        value: stated(figureWords(figure, say, locale), [figure]),
        where: whereRead(figure),
        how: sayVisit(`source.checked.${figure.checked}`),
        ...(figure.readAt !== undefined && { address: figure.readAt }),
      })),
    };
  }

  function whereRead({ readIn, readThrough, derivation }: CitedFigure): string {
    if (derivation) return say("review.study.checked.formula", { formula: derivation.formula });
    const place = sayVisit(`source.readIn.${readIn}`);
    const through = data.works.find((candidate) => candidate.id === readThrough);
    return through ? say("review.study.checked.through", { place, work: studyName(through) }) : place;
  }
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
