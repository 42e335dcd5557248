/**
 * The form of `evidenceJson`, as JSON Schema draft 2020-12. Its closed lists are those of the data set itself, so a
 * word that the validator refuses is refused here too.
 */
import {
  type Arm,
  armSlots,
  backerKinds,
  backerRoles,
  biasDomains,
  biasJudgements,
  biasReasons,
  biasTools,
  blindings,
  checkedLevels,
  designs,
  donorMatches,
  donors,
  doseCells,
  factTopics,
  fieldsReadElsewhere,
  figureNatures,
  gradeLevels,
  harmCounts,
  harmKinds,
  harmSlots,
  interestCodes,
  interests,
  ipdMemberships,
  measures,
  outcomeSlots,
  pooledSlots,
  pooledTopics,
  preparations,
  products,
  publicationStatuses,
  readingPlaces,
  routes,
  severities,
  studySlots,
  units,
  workKinds,
} from "evidence";
import { gmfcsLevels } from "motor";
import { formVersion } from "./evidence-json.ts";

type Schema = { readonly [key: string]: unknown };

const text: Schema = { type: "string", minLength: 1 };
const number: Schema = { type: "number" };
const flag: Schema = { type: "boolean" };
const day: Schema = { type: "string", format: "date" };
const oneOf = (values: readonly unknown[]): Schema => ({ enum: values });
const list = (items: Schema): Schema => ({ type: "array", items });
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

/** A record with nothing beyond its fields; a name that ends in `?` may be absent. */
function record(fields: Readonly<Record<string, Schema>>): Schema {
  const named = Object.entries(fields).map(([name, schema]) => ({ name: name.replace("?", ""), schema }));
  return {
    type: "object",
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    required: Object.keys(fields).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  };
}

/** A record whose listed fields are fixed and which may grow others. */
const open = (fields: Readonly<Record<string, Schema>>): Schema => ({
  ...record(fields),
  additionalProperties: true,
});

const slots = (names: readonly string[]): Schema => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, ref("figure")])),
  additionalProperties: false,
});

const sourceFields = {
  work: text,
  "readThrough?": text,
  readIn: oneOf(readingPlaces),
  "readAt?": { type: "string", format: "uri" },
  checked: oneOf(checkedLevels),
};

const gets: readonly Arm["gets"][] = [...products, "placebo", "sham", "no treatment", "other cells"];

const definitions: Readonly<Record<string, Schema>> = {
  source: record(sourceFields),
  figure: record({
    ...sourceFields,
    value: number,
    unit: oneOf(units),
    "relation?": oneOf(["less than", "more than"]),
    "ciLow?": number,
    "ciHigh?": number,
    "ciLevel?": { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    "n?": { type: "integer", minimum: 1 },
    nature: oneOf(figureNatures),
    "derivation?": record({ formula: text, inputs: list(text) }),
  }),
  work: record({
    id: text,
    kind: oneOf(workKinds),
    title: text,
    "firstAuthor?": text,
    "publisher?": text,
    "journal?": text,
    "year?": { type: "integer" },
    "doi?": { type: "string", pattern: "^10\\." },
    "pmid?": { type: "string", pattern: "^\\d+$" },
    "pmcid?": { type: "string", pattern: "^PMC\\d+$" },
    "registry?": list(text),
    "interest?": oneOf(interests),
    "note?": text,
  }),
  study: record({
    id: text,
    work: text,
    "country?": { type: "string", pattern: "^[A-Z]{2}$" },
    design: oneOf(designs),
    blinding: oneOf(blindings),
    publication: oneOf(publicationStatuses),
    inIpdReview: oneOf(ipdMemberships),
    "inIpdBasis?": text,
    products: list(oneOf(products)),
    preparation: oneOf(preparations),
    donors: list(oneOf(donors)),
    "donorMatch?": oneOf(donorMatches),
    routes: list(oneOf(routes)),
    routesConfirmed: flag,
    mixedDiagnoses: flag,
    "severity?": oneOf(severities),
    "gmfcs?": list(oneOf(gmfcsLevels)),
    ages: record({
      what: oneOf(["entry limits", "observed range", "one child", "not stated which", "not read"]),
      high: oneOf(["up to", "below"]),
      "onlyUpperLimit?": { const: true },
    }),
    coInterventions: list(text),
    biasNotes: list(text),
    limits: list(text),
    notes: list(text),
    backers: list(
      record({ name: text, role: oneOf(backerRoles), kind: oneOf(backerKinds), source: ref("source") }),
    ),
    interests: list(record({ code: oneOf(interestCodes), figures: list(text), source: ref("source") })),
    "readElsewhere?": record(
      Object.fromEntries(fieldsReadElsewhere.map((field) => [`${field}?`, ref("source")])),
    ),
    identity: ref("source"),
    figures: slots(studySlots),
  }),
  arm: record({
    id: text,
    study: text,
    name: text,
    gets: oneOf(gets),
    "counted?": oneOf(["before freezing", "as infused", "not stated"]),
    "doseOf?": oneOf(doseCells),
    figures: slots(armSlots),
    "note?": text,
  }),
  outcome: record({
    id: text,
    study: text,
    kind: oneOf(["arm", "contrast", "finding"]),
    "arm?": text,
    "comparator?": text,
    measure: oneOf(measures),
    "measureNote?": text,
    "month?": number,
    "subgroup?": text,
    "ageBand?": record({ lowMonths: { type: "integer" }, highMonths: { type: "integer" } }),
    prespecified: oneOf(["yes", "post hoc", "not read"]),
    direction: oneOf([
      "favours cells",
      "favours comparator",
      "no clear difference",
      "no comparator",
      "mixed",
    ]),
    "statement?": text,
    "source?": ref("source"),
    figures: slots(outcomeSlots),
    "note?": text,
  }),
  harm: record({
    id: text,
    study: text,
    "arm?": text,
    kind: oneOf(harmKinds),
    products: list(oneOf(products)),
    routes: list(oneOf(routes)),
    countedIn: oneOf(harmCounts),
    figures: slots(harmSlots),
    "note?": text,
  }),
  pooled: record({
    id: text,
    work: text,
    about: oneOf(pooledTopics),
    scope: oneOf(["cord blood", "MSC", "any stem cells"]),
    method: text,
    "measure?": oneOf(measures),
    "month?": number,
    "outcomes?": list(text),
    "statement?": text,
    "source?": ref("source"),
    figures: slots(pooledSlots),
    "note?": text,
  }),
  fact: record({
    id: text,
    topic: oneOf(factTopics),
    statement: text,
    "place?": text,
    sources: list(ref("source")),
    figures: { type: "object", additionalProperties: ref("figure") },
    "note?": text,
  }),
  conflict: record({
    id: text,
    about: text,
    studies: list(text),
    sides: {
      ...list(record({ says: text, figures: list(text), source: ref("source") })),
      minItems: 2,
    },
    "reading?": text,
  }),
  bias: record({
    id: text,
    study: text,
    tool: oneOf(biasTools),
    "about?": text,
    domains: list(
      record({
        domain: oneOf([...new Set(Object.values(biasDomains).flat())]),
        judgement: oneOf([...new Set(Object.values(biasJudgements).flat())]),
        because: oneOf(biasReasons),
        "restsOn?": list(text),
      }),
    ),
    assessor: text,
    judgedOn: day,
    needsReview: flag,
  }),
  // Judgements, questions and claims are worked with by people and still grow fields.
  judgement: open({
    id: text,
    level: oneOf(gradeLevels),
    restsOn: list(text),
    judgedOn: day,
    needsReview: flag,
  }),
  question: open({
    id: text,
    kind: oneOf(["published", "own"]),
    role: text,
    population: text,
    measures: list(text),
  }),
  claim: open({ id: text, topic: text, verdict: text, reviewedOn: day, expiresOn: day }),
};

const tables = {
  works: "work",
  studies: "study",
  arms: "arm",
  outcomes: "outcome",
  harms: "harm",
  pooled: "pooled",
  facts: "fact",
  conflicts: "conflict",
  judgements: "judgement",
  bias: "bias",
  questions: "question",
  claims: "claim",
} as const;

export function evidenceJsonSchema(): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: `urn:cordwise:evidence-form:${formVersion}`,
    title: "Evidence on cord blood for cerebral palsy: works, studies, results, harms, conflicts, judgements",
    ...record({
      name: text,
      form: { const: formVersion },
      version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" },
      date: day,
      ...Object.fromEntries(Object.entries(tables).map(([table, name]) => [table, list(ref(name))])),
    }),
    $defs: definitions,
  };
}
