/** How the evidence was found, chosen, judged and pooled: for methodologists, with every judgement and formula. */
import type { TextTable } from "charts";
import {
  biasDomains,
  biasTools,
  checkedLevels,
  type DataSet,
  dataSet,
  dataSetVersion,
  figureFinder,
  figureIndex,
  overallBias,
  type RiskOfBias,
  type Synthesis,
  syntheses,
} from "evidence";
import {
  dateWords,
  type Locale,
  listWords,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { outcomeWords, ratingWords } from "./certainty-words.ts";
import { type SayReview, sayReview } from "./words.ts";

/** Below this many trials the shape of a funnel plot tells nothing: Sterne et al. (2011), BMJ 343:d4002. */
const trialsForFunnel = 10;

export interface BiasRow {
  readonly study: string;
  readonly name: string;
  readonly overall: string;
  /** The tool's own word, for a mark beside it. */
  readonly judgement: string;
  readonly cells: readonly { readonly judgement: string; readonly words: string }[];
  readonly reasons: readonly string[];
  readonly restsOn: Statement;
}

export interface BiasTable {
  readonly tool: RiskOfBias["tool"];
  readonly head: readonly string[];
  readonly rows: readonly BiasRow[];
}

export interface GradeRow extends Statement {
  readonly id: string;
  readonly group: string;
  readonly outcome: string;
  readonly level: string;
  readonly levelWords: string;
  readonly start: string;
  readonly ratings: readonly string[];
}

export interface MethodsPage {
  readonly found: readonly string[];
  readonly questions: TextTable;
  readonly questionsRestOn: Statement;
  readonly grade: readonly GradeRow[];
  readonly bias: readonly BiasTable[];
  readonly assessed: string;
  readonly funnel: string;
  readonly version: string;
  readonly date: string;
  readonly sources: readonly SourceRow[];
}

export function methodsPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): MethodsPage {
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const answered = syntheses(data);
  const date = dateWords(dataSetVersion.date, locale);
  const [first] = data.bias as readonly [RiskOfBias];
  return {
    found: foundWords(data, say, date),
    ...questionTable(answered, sources, sayVisit, say, locale),
    grade: data.judgements.map((judgement) => {
      const figure = figureFinder(data, `The judgement ${judgement.id}`);
      return {
        id: judgement.id,
        group: sayVisit(`evidence.group.${judgement.group}`),
        outcome: outcomeWords(judgement, say),
        level: judgement.level,
        levelWords: sayVisit(`certainty.${judgement.level}`),
        start: say(`review.grade.start.${judgement.start}`),
        ratings: [...judgement.down, ...judgement.up].map((part) => ratingWords(part, say)),
        ...sources.state("", judgement.restsOn.map(figure)),
      };
    }),
    bias: biasTools.map((tool) => biasTable(tool, data, sources, say)),
    assessed: say("review.methods.assessed", {
      assessor: say(`review.methods.assessor.${first.assessor as "Cordwise, one reader"}`),
      date: dateWords(first.judgedOn, locale),
    }),
    funnel: say("review.methods.funnel", {
      needed: trialsForFunnel,
      k: Math.max(...answered.map((found) => (found.nature === "published" ? 0 : found.rows.length))),
    }),
    version: dataSetVersion.version,
    date,
    sources: sources.rows,
  };
}

function foundWords(data: DataSet, say: SayReview, date: string): string[] {
  const figures = [...figureIndex(data).values()];
  const [full = 0, abstract = 0, secondary = 0, unverified = 0] = checkedLevels.map(
    (level) => figures.filter(({ checked }) => checked === level).length,
  );
  const reviews = new Set(
    data.pooled
      .map(({ work }) => work)
      .filter((id) => data.works.find((work) => work.id === id)?.kind === "review"),
  );
  return [
    say("review.methods.found", { studies: data.studies.length, reviews: reviews.size, date }),
    say("review.methods.chosen"),
    say("review.methods.read", { figures: figures.length, full, abstract, secondary, unverified }),
  ];
}

function questionTable(
  answered: readonly Synthesis[],
  sources: SourceList,
  sayVisit: Say,
  say: SayReview,
  locale: Locale,
): Pick<MethodsPage, "questions" | "questionsRestOn"> {
  const list = (words: readonly string[]) => listWords(words, locale);
  return {
    questions: {
      head: [
        say("review.methods.question"),
        say("review.methods.col.scale"),
        say("review.methods.col.model"),
        say("review.methods.col.k"),
        say("review.methods.col.result", { level: 95 }),
        say("review.methods.col.heterogeneity"),
      ],
      rows: answered.map((found) => {
        const { question } = found;
        return [
          say("review.methods.what", {
            group: sayVisit(`evidence.group.${question.population}`),
            product: sayVisit(`study.product.${question.product}`),
            route: list(question.routes.map((route) => sayVisit(`route.${route}`))),
            comparator: say(`review.methods.comparator.${question.comparator}`),
          }),
          say("review.methods.scale", { measures: list(question.measures), month: question.month }),
          question.kind === "published"
            ? say("review.methods.model.published")
            : say("review.methods.model.own", { estimator: question.estimator }),
          String(found.nature === "published" ? found.studies.value : found.rows.length),
          resultWords(found, say),
          heterogeneityWords(found, say),
        ];
      }),
    },
    questionsRestOn: sources.state(
      "",
      answered.flatMap((found) =>
        found.nature === "published"
          ? [found.effect, found.treated, found.control, found.studies]
          : found.rows.flatMap(({ difference, se }) => [difference, se]),
      ),
    ),
  };
}

const places = (value: number) => value.toFixed(2);

function resultWords(found: Synthesis, say: SayReview): string {
  if (found.nature === "published") {
    const { effect, treated, control } = found;
    return say("review.methods.result.published", {
      effect: places(effect.value),
      low: places(effect.ciLow ?? Number.NaN),
      high: places(effect.ciHigh ?? Number.NaN),
      treated: treated.value,
      control: control.value,
    });
  }
  const pooled = found.result;
  if (pooled.status !== "pooled") return say(`review.methods.result.${pooled.status}`);
  const { low, high } = pooled.hksj ?? pooled.normal;
  return say("review.methods.result.pooled", {
    effect: places(pooled.estimate),
    low: places(low),
    high: places(high),
  });
}

function heterogeneityWords(found: Synthesis, say: SayReview): string {
  if (found.nature === "published") return say("review.methods.heterogeneity.none");
  if (found.result.status !== "pooled") return say("review.methods.heterogeneity.na");
  const { tau2, i2, q, qP } = found.result;
  return say("review.methods.heterogeneity", {
    ...{ tau2: places(tau2), i2: i2.toFixed(0) },
    ...{ q: places(q), p: places(qP) },
  });
}

function biasTable(tool: RiskOfBias["tool"], data: DataSet, sources: SourceList, say: SayReview): BiasTable {
  return {
    tool,
    head: [
      say("review.bias.study"),
      say("review.bias.overall"),
      ...biasDomains[tool].map((domain) => say(`review.bias.domain.${domain}`)),
    ],
    rows: data.bias
      .filter((row) => row.tool === tool)
      .map((row) => {
        const study = data.studies.find(({ id }) => id === row.study)!;
        const figure = figureFinder(data, `The judgement ${row.id}`);
        const overall = overallBias(row);
        return {
          study: row.study,
          name: studyName(data.works.find(({ id }) => id === study.work)!),
          overall: say(`review.bias.judgement.${overall}`),
          judgement: overall,
          cells: row.domains.map(({ judgement }) => ({
            judgement,
            words: say(`review.bias.judgement.${judgement}`),
          })),
          reasons: row.domains.map(({ domain, judgement, because }) =>
            say("review.bias.item", {
              domain: say(`review.bias.domain.${domain}`),
              judgement: say(`review.bias.judgement.${judgement}`),
              reason: say(`review.bias.because.${because}`),
            }),
          ),
          restsOn: sources.state("", [
            study.identity,
            ...row.domains.flatMap(({ restsOn = [] }) => restsOn.map(figure)),
          ]),
        };
      }),
  };
}
