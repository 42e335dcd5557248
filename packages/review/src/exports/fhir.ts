/**
 * The works as Citation and the results as Evidence resources of FHIR R5, in one Bundle: pooled estimates and
 * differences between groups that have an interval, and counts of unwanted events that have a denominator.
 */
import {
  type CitedFigure,
  citation,
  type DataSet,
  type DataSetVersion,
  type Figure,
  figureId,
  figureIndex,
  type GradeDomain,
  type GradeLevel,
  type Harm,
  type Outcome,
  type PooledResult,
  type Study,
  type Work,
} from "evidence";
import { say } from "visit";
import { figureWords } from "../figure-words.ts";
import { sayReview } from "../words.ts";
import {
  type AttributeEstimate,
  attributeEstimateType,
  type Bundle,
  type Certainty,
  type Citation,
  type CodeableConcept,
  certaintyRating,
  certaintyType,
  type Evidence,
  type Identifier,
  type Quantity,
  type Some,
  type Statistic,
  statisticType,
  synthesisType,
  variableRole,
} from "./fhir-r5.ts";
import { provenance } from "./provenance.ts";

/** The data set's own English. */
const words = sayReview("en");
const visitWords = say("en");

const some = <Item>(items: readonly Item[]): Some<Item> | undefined =>
  items.length > 0 ? (items as Some<Item>) : undefined;

const coded = <System extends { readonly system: string; readonly codes: object }>(
  { system }: System,
  code: keyof System["codes"] & string,
): CodeableConcept => ({ coding: [{ system, code }] });

/** An absolute address of its own for each resource, and no promise that anything answers there. */
const addressOf = (kind: "Citation" | "Evidence", id: string) => `urn:cordwise:${kind.toLowerCase()}:${id}`;

/** A data set as it was released. */
interface Released {
  readonly data: DataSet;
  readonly version: DataSetVersion;
  readonly figures: ReturnType<typeof figureIndex>;
}

export function fhirBundle(data: DataSet, version: DataSetVersion): Bundle {
  const released: Released = { data, version, figures: figureIndex(data) };
  const entry = [
    ...data.works.map((work) => citationOf(work, version)),
    ...data.pooled.flatMap((pooled) => pooledEvidence(pooled, released) ?? []),
    ...data.outcomes.flatMap((outcome) => contrastEvidence(outcome, released) ?? []),
    ...data.harms.flatMap((harm) => harmEvidence(harm, released) ?? []),
  ].map((resource) => ({ fullUrl: resource.url, resource }));
  return {
    resourceType: "Bundle",
    id: `cordwise-evidence-${version.version}`,
    identifier: { system: "urn:cordwise:evidence", value: provenance(version) },
    type: "collection",
    timestamp: `${version.date}T00:00:00Z`,
    entry,
  };
}

function pooledEvidence(pooled: PooledResult, released: Released): Evidence | undefined {
  const effect = released.figures.get(figureId(pooled.id, "effect"));
  if (effect?.ciLow === undefined) return undefined;
  const { studies, participants } = pooled.figures;
  const main = mainAnalysisOf(pooled.id, released) ?? pooled;
  const { treated, control } = main.figures;
  const children = participants?.value ?? (treated && control && treated.value + control.value);
  const others = (["se", "p", "i2", "tau2", "q"] as const).map((slot) => pooled.figures[slot]);
  const individual = pooled.method.includes("individual participant data");
  return {
    ...base(pooled.id, pooled.work, `${pooled.id}: ${measureWords(pooled)}`, released),
    note: notes([effect], pooled.note),
    variableDefinition: variables(
      words(`review.fhir.scope.${pooled.scope}`),
      words("review.fhir.control"),
      pooled,
    ),
    synthesisType: coded(synthesisType, individual ? "IPD-MA" : "std-MA"),
    statistic: [
      {
        ...estimate(effect, others),
        ...((studies || children !== undefined) && {
          sampleSize: {
            ...(main !== pooled && { description: words("review.fhir.mainAnalysis") }),
            ...(studies && { numberOfStudies: studies.value }),
            ...(children !== undefined && { numberOfParticipants: children }),
          },
        }),
      },
    ],
    ...certaintyOf(pooled.id, released),
  };
}

/** The children of a published answer, where its review tells of them in a record of their own. */
function mainAnalysisOf(answer: string, { data }: Released): PooledResult | undefined {
  const question = data.questions.find((asked) => asked.kind === "published" && asked.answer === answer);
  return question?.kind === "published" ? data.pooled.find(({ id }) => id === question.children) : undefined;
}

function contrastEvidence(outcome: Outcome, released: Released): Evidence | undefined {
  const difference = released.figures.get(figureId(outcome.id, "difference"));
  if (difference?.ciLow === undefined) return undefined;
  const study = studyOf(outcome.study, released);
  const armName = (id: string | undefined) => released.data.arms.find((arm) => arm.id === id)?.name ?? "";
  return {
    ...base(outcome.id, study.work, `${outcome.id}: ${measureWords(outcome)}`, released),
    note: notes([difference], outcome.note),
    variableDefinition: variables(armName(outcome.arm), armName(outcome.comparator), outcome),
    synthesisType: coded(synthesisType, "NotApplicable"),
    studyDesign: [{ text: visitWords(`study.design.${study.design}`) }],
    statistic: [
      {
        ...estimate(difference, [outcome.figures.se, outcome.figures.p]),
        ...(difference.n !== undefined && { sampleSize: { numberOfParticipants: difference.n } }),
      },
    ],
  };
}

function harmEvidence(harm: Harm, released: Released): Evidence | undefined {
  const { events, of } = harm.figures;
  if (events === undefined || of === undefined || harm.countedIn === "not stated") return undefined;
  const study = studyOf(harm.study, released);
  const kind = words(`review.study.harm.${harm.kind}`);
  return {
    ...base(harm.id, study.work, `${harm.id}: ${kind}`, released),
    note: notes([released.figures.get(figureId(harm.id, "events"))!], harm.note),
    variableDefinition: [
      variable("population", words("review.fhir.population")),
      variable("exposure", harm.products.map((product) => words(`review.study.gets.${product}`)).join(", ")),
      variable("measuredVariable", kind),
    ],
    synthesisType: coded(synthesisType, "NotApplicable"),
    studyDesign: [{ text: visitWords(`study.design.${study.design}`) }],
    statistic: [
      {
        statisticType: coded(statisticType, "C25463"),
        quantity: { value: events.value, unit: events.unit },
        // One child may have had several events: then they are not children affected.
        ...(harm.countedIn === "children"
          ? { numberAffected: events.value }
          : { numberOfEvents: events.value }),
        sampleSize: { numberOfParticipants: of.value },
      },
    ],
  };
}

function base(id: string, work: string, title: string, { version }: Released) {
  return {
    resourceType: "Evidence" as const,
    id,
    url: addressOf("Evidence", id),
    version: version.version,
    title,
    // Ours is provisional until reviewed by others.
    status: "draft" as const,
    date: version.date,
    citeAsReference: { reference: addressOf("Citation", work) },
  };
}

function notes(shown: readonly CitedFigure[], note: string | undefined): Some<{ readonly text: string }> {
  const told = shown.map((figure) => ({
    text: words("review.fhir.checking", {
      figure: figureWords(figure, words, "en"),
      checking: visitWords("source.checking", {
        readIn: visitWords(`source.readIn.${figure.readIn}`),
        checked: visitWords(`source.checked.${figure.checked}`),
      }),
    }),
  }));
  return [...told, ...(note === undefined ? [] : [{ text: note }])] as unknown as Some<{
    readonly text: string;
  }>;
}

function studyOf(id: string, { data }: Released): Study {
  return data.studies.find((study) => study.id === id)!;
}

function certaintyOf(
  record: string,
  { data }: Released,
): { readonly certainty: Some<Certainty> } | undefined {
  const judged = data.judgements
    .filter(
      ({ group, restsOn }) => group === "all-children" && restsOn.some((id) => id.startsWith(`${record}/`)),
    )
    .map(({ level, down, judgedOn, needsReview }): Certainty => {
      const parts = some(
        down.map(
          ({ domain, step }): Certainty => ({
            type: coded(certaintyType, domainCodes[domain]),
            rating: coded(certaintyRating, concern(step)),
          }),
        ),
      );
      return {
        type: coded(certaintyType, "Overall"),
        rating: coded(certaintyRating, ratings[level]),
        rater: "Cordwise",
        note: [
          { text: words("review.fhir.judged", { day: judgedOn, review: needsReview ? "needed" : "done" }) },
        ],
        ...(parts && { subcomponent: parts }),
      };
    });
  const all = some(judged);
  return all && { certainty: all };
}

const domainCodes = {
  "risk of bias": "RiskOfBias",
  inconsistency: "Inconsistency",
  indirectness: "Indirectness",
  imprecision: "Imprecision",
  "publication bias": "PublicationBias",
} as const satisfies Record<GradeDomain, keyof (typeof certaintyType)["codes"]>;

const ratings = {
  high: "high",
  moderate: "moderate",
  low: "low",
  "very low": "very-low",
} as const satisfies Record<GradeLevel, keyof (typeof certaintyRating)["codes"]>;

const concern = (step: number) =>
  step === 0 ? "no-concern" : step === -1 ? "serious-concern" : "very-serious-concern";

const measureWords = ({ measure, month }: { readonly measure?: string; readonly month?: number }): string =>
  words("review.fhir.measure", { measure: measure ?? "", month: month ?? 0 });

const variable = (role: keyof (typeof variableRole)["codes"], description: string) => ({
  description,
  variableRole: coded(variableRole, role),
});

function variables(
  exposure: string,
  reference: string,
  measured: { readonly measure?: string; readonly month?: number },
) {
  return [
    variable("population", words("review.fhir.population")),
    variable("exposure", exposure),
    variable("referenceExposure", reference),
    variable("measuredVariable", measureWords(measured)),
  ] as const satisfies Evidence["variableDefinition"];
}

function quantity({ value, unit, relation }: Figure): Quantity {
  return {
    value,
    unit,
    ...(relation === "less than" && { comparator: "<" as const }),
    ...(relation === "more than" && { comparator: ">" as const }),
  };
}

function estimate(effect: Figure, others: readonly (Figure | undefined)[]): Statistic {
  const standardised = effect.unit === "standardised mean difference";
  const attributes = others.flatMap((figure): AttributeEstimate | [] => {
    const code = figure && attributeCodes[figure.unit];
    if (figure === undefined) return [];
    // A standard error has the unit of the effect, so its unit does not name it.
    return { type: coded(attributeEstimateType, code ?? "0000037"), quantity: quantity(figure) };
  });
  return {
    statisticType: coded(statisticType, standardised ? "0000100" : "0000457"),
    quantity: quantity(effect),
    attributeEstimate: [
      {
        type: coded(attributeEstimateType, "C53324"),
        level: effect.ciLevel ?? 0.95,
        range: {
          low: { value: effect.ciLow!, unit: effect.unit },
          high: { value: effect.ciHigh!, unit: effect.unit },
        },
      },
      ...attributes,
    ],
  };
}

const attributeCodes: Readonly<Record<string, keyof (typeof attributeEstimateType)["codes"]>> = {
  p: "C44185",
  "i2 percent": "0000420",
  tau2: "0000421",
  Q: "0000419",
};

function citationOf(work: Work, { version, date }: DataSetVersion): Citation {
  const { title, firstAuthor, journal, publisher, year, doi, pmid, pmcid, registry = [], interest } = work;
  const identifiers = some<Identifier>([
    ...(doi === undefined ? [] : [{ system: "https://doi.org", value: doi }]),
    ...(pmid === undefined ? [] : [{ system: "https://pubmed.ncbi.nlm.nih.gov", value: pmid }]),
    ...(pmcid === undefined ? [] : [{ system: "https://www.ncbi.nlm.nih.gov/pmc", value: pmcid }]),
    ...registry.map((value) => ({
      system: value.startsWith("NCT") ? "https://clinicaltrials.gov" : "https://www.anzctr.org.au",
      value,
    })),
  ]);
  const { link } = citation(work);
  const where = journal ?? publisher;
  return {
    resourceType: "Citation",
    id: work.id,
    url: addressOf("Citation", work.id),
    version,
    title,
    status: "active",
    date,
    ...(interest && { note: [{ text: visitWords(`source.interest.${interest}`) }] }),
    citedArtifact: {
      ...(identifiers && { identifier: identifiers }),
      title: [{ text: title }],
      ...((where !== undefined || year !== undefined) && {
        publicationForm: [
          {
            ...(where !== undefined && { publishedIn: { title: where } }),
            ...(year !== undefined && { articleDate: String(year) }),
          },
        ],
      }),
      ...(link !== undefined && { webLocation: [{ url: link }] }),
      ...(firstAuthor !== undefined && { contributorship: { summary: [{ value: firstAuthor }] } }),
    },
  };
}
