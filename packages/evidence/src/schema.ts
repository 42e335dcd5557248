/**
 * What a data set must be. Problems are data: they name the record, the field and what was expected, so that
 * a curator finds the line. The check is whole: it goes on after the first problem.
 */
import { tau2Methods } from "meta";
import { gmfcsLevels } from "motor";
import { inconsistencies } from "./consistency.ts";
import type { DataProblem } from "./data-problem.ts";
import { formulaNames } from "./derivation.ts";
import { checkedLevels, type FigureId, figureNatures, readingPlaces, units } from "./figure.ts";
import { figureId, figureTables } from "./figure-index.ts";
import { figuresNamedIn } from "./figured-text.ts";
import {
  certaintyPhrases,
  gradeDomains,
  gradeFindings,
  gradeStarts,
  judgedGroups,
  ratingReasons,
  upgradeDomains,
} from "./grade.ts";
import { exclusionReasons, mixtures, questionRoles } from "./question.ts";
import {
  armSlots,
  backerKinds,
  backerRoles,
  blindings,
  claimChangers,
  claimTopics,
  claimVerdicts,
  designs,
  donorMatches,
  donors,
  doseCells,
  factTopics,
  fieldsReadElsewhere,
  gradeLevels,
  harmCounts,
  harmKinds,
  harmSlots,
  interestCodes,
  ipdMemberships,
  measures,
  outcomeSlots,
  pooledSlots,
  pooledTopics,
  preparations,
  products,
  publicationStatuses,
  routes,
  severities,
  studySlots,
} from "./records.ts";
import { biasDomains, biasJudgements, biasReasons, biasTools } from "./risk-of-bias.ts";
import type { DataSet } from "./tables.ts";
import { interests, workKinds } from "./works.ts";

/** Hosts a figure may point to: publishers, indexes, registries, repositories and public bodies that last. */
export const publicHosts = [
  "doi.org",
  "pubmed.ncbi.nlm.nih.gov",
  "pmc.ncbi.nlm.nih.gov",
  "clinicaltrials.gov",
  "stemcellres.biomedcentral.com",
  "bmcneurol.biomedcentral.com",
  "translational-medicine.biomedcentral.com",
  "onlinelibrary.wiley.com",
  "www.hindawi.com",
  "www.wjgnet.com",
  "publications.aap.org",
  "bmjpaedsopen.bmj.com",
  "bmjopen.bmj.com",
  "www.mja.com.au",
  "www.medicaljournals.se",
  "content.iospress.com",
  "digitalcommons.library.tmc.edu",
  "scholars.duke.edu",
  "research.monash.edu",
  "boris.unibe.ch",
  "doaj.org",
  "figshare.com",
  "research.vu.nl",
  "repub.eur.nl",
  "experts.mcmaster.ca",
  "acuresearchbank.acu.edu.au",
  "search.pedro.org.au",
  "www.fda.gov",
  "marcuscenter.duke.edu",
  "navigator.reaganudall.org",
  "cerebralpalsy.org.au",
] as const;

type Fields = Readonly<Record<string, unknown>>;
/** What was expected, or undefined when the value is as expected. */
type Check = (value: unknown) => string | undefined;
type Shape = Readonly<Record<string, Check>>;

const text: Check = (value) => (typeof value === "string" && value.trim() !== "" ? undefined : "words");
const number: Check = (value) =>
  typeof value === "number" && Number.isFinite(value) ? undefined : "a finite number";
const flag: Check = (value) => (typeof value === "boolean" ? undefined : "true or false");
const matching =
  (pattern: RegExp, expected: string): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value) ? undefined : expected;
const oneOf =
  (list: readonly unknown[]): Check =>
  (value) =>
    list.includes(value) ? undefined : `one of: ${list.join(", ")}`;
const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return "a list";
    const expected = value.map(check).find((problem) => problem !== undefined);
    return expected === undefined ? undefined : `a list, each of ${expected}`;
  };
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const record: Check = (value) => (isFields(value) ? undefined : "a record");
const whole =
  (least: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least ? undefined : `a whole number of at least ${least}`;
const recordOf =
  (check: Check): Check =>
  (value) => {
    if (!isFields(value)) return "a record";
    const expected = Object.values(value)
      .map(check)
      .find((problem) => problem !== undefined);
    return expected === undefined ? undefined : `a record, each of ${expected}`;
  };
const day: Check = (value) =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : "a day as yyyy-MM-dd";
const publicAddress: Check = (value) =>
  typeof value === "string" && publicHosts.some((host) => value.startsWith(`https://${host}/`))
    ? undefined
    : "an https address on a public host of the list";
const country = matching(/^[A-Z]{2}$/, "a two-letter country code");

const shapes = {
  works: {
    id: text,
    kind: oneOf(workKinds),
    title: text,
    firstAuthor: optional(text),
    publisher: optional(text),
    journal: optional(text),
    year: optional(whole(1900)),
    doi: optional(matching(/^10\.\d{4,9}\/\S+$/, "a doi such as 10.1002/sctm.17-0102")),
    pmid: optional(matching(/^\d{1,8}$/, "a PMID of digits")),
    pmcid: optional(matching(/^PMC\d+$/, "a PMCID such as PMC8380440")),
    registry: optional(listOf(matching(/^(NCT\d{8}|ACTRN\d{14})$/, "a registry number such as NCT01147653"))),
    interest: optional(oneOf(interests)),
    note: optional(text),
  },
  studies: {
    id: text,
    work: text,
    country: optional(country),
    design: oneOf(designs),
    blinding: oneOf(blindings),
    publication: oneOf(publicationStatuses),
    inIpdReview: oneOf(ipdMemberships),
    inIpdBasis: optional(text),
    products: listOf(oneOf(products)),
    preparation: oneOf(preparations),
    donors: listOf(oneOf(donors)),
    donorMatch: optional(oneOf(donorMatches)),
    routes: listOf(oneOf(routes)),
    routesConfirmed: flag,
    mixedDiagnoses: flag,
    severity: optional(oneOf(severities)),
    gmfcs: optional(listOf(oneOf(gmfcsLevels))),
    ages: record,
    coInterventions: listOf(text),
    biasNotes: listOf(text),
    limits: listOf(text),
    notes: listOf(text),
    backers: listOf(record),
    interests: listOf(record),
    readElsewhere: optional(record),
    identity: record,
    figures: record,
  },
  arms: {
    id: text,
    study: text,
    name: text,
    gets: oneOf([...products, "placebo", "sham", "no treatment", "other cells"]),
    counted: optional(oneOf(["before freezing", "as infused", "not stated"])),
    doseOf: optional(oneOf(doseCells)),
    figures: record,
    note: optional(text),
  },
  outcomes: {
    id: text,
    study: text,
    kind: oneOf(["arm", "contrast", "finding"]),
    arm: optional(text),
    comparator: optional(text),
    measure: oneOf(measures),
    measureNote: optional(text),
    month: optional(number),
    subgroup: optional(text),
    ageBand: optional(record),
    prespecified: oneOf(["yes", "post hoc", "not read"]),
    direction: oneOf([
      "favours cells",
      "favours comparator",
      "no clear difference",
      "no comparator",
      "mixed",
    ]),
    statement: optional(text),
    source: optional(record),
    figures: record,
    note: optional(text),
  },
  harms: {
    id: text,
    study: text,
    arm: optional(text),
    kind: oneOf(harmKinds),
    products: listOf(oneOf(products)),
    routes: listOf(oneOf(routes)),
    countedIn: oneOf(harmCounts),
    figures: record,
    note: optional(text),
  },
  pooled: {
    id: text,
    work: text,
    about: oneOf(pooledTopics),
    scope: oneOf(["cord blood", "MSC", "any stem cells"]),
    method: text,
    measure: optional(oneOf(measures)),
    month: optional(number),
    outcomes: optional(listOf(text)),
    statement: optional(text),
    source: optional(record),
    figures: record,
    note: optional(text),
  },
  facts: {
    id: text,
    topic: oneOf(factTopics),
    statement: text,
    place: optional(country),
    sources: listOf(record),
    figures: record,
    note: optional(text),
  },
  conflicts: { id: text, about: text, studies: listOf(text), sides: listOf(record), reading: optional(text) },
  judgements: {
    id: text,
    group: oneOf(judgedGroups),
    product: oneOf(products),
    outcome: oneOf([...measures, "serious event"]),
    month: optional(number),
    start: oneOf(Object.keys(gradeStarts)),
    down: listOf(record),
    up: listOf(record),
    level: oneOf(gradeLevels),
    finding: oneOf(gradeFindings),
    phrase: oneOf(Object.values(certaintyPhrases).flatMap((row) => Object.values(row))),
    restsOn: listOf(text),
    judgedOn: day,
    needsReview: flag,
  },
  claims: {
    id: matching(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      "small letters, digits and single hyphens, for the address of its page",
    ),
    topic: oneOf(claimTopics),
    verdict: oneOf(claimVerdicts),
    certainty: oneOf(gradeLevels),
    says: recordOf(number),
    cites: recordOf(text),
    judgements: listOf(text),
    restsOn: listOf(text),
    conflicts: listOf(text),
    wouldChange: listOf(oneOf(claimChangers)),
    reviewedOn: day,
    expiresOn: day,
    needsReview: flag,
    restedOn: recordOf(text),
  },
  bias: {
    id: text,
    study: text,
    tool: oneOf(biasTools),
    about: optional(text),
    domains: listOf(record),
    assessor: text,
    judgedOn: day,
    needsReview: flag,
  },
  questions: {
    id: text,
    kind: oneOf(["published", "own"]),
    role: oneOf(questionRoles),
    population: oneOf(judgedGroups),
    product: oneOf(products),
    routes: listOf(oneOf(routes)),
    donors: listOf(oneOf(donors)),
    comparator: oneOf(["no cells", "no cells, the same second medicine on both sides"]),
    outcome: oneOf(["gross motor function"]),
    measures: listOf(oneOf(measures)),
    month: number,
    mixes: listOf(oneOf(mixtures)),
    answer: optional(text),
    children: optional(text),
    estimator: optional(oneOf(tau2Methods)),
    interval: optional(oneOf(["HKSJ"])),
    contrasts: optional(listOf(text)),
    exclusions: optional(listOf(record)),
    sensitivity: optional(listOf(record)),
  },
} as const satisfies Record<string, Shape>;

type Table = keyof typeof shapes;
const tables = Object.keys(shapes) as Table[];

const slots: Partial<Record<Table, readonly string[]>> = {
  studies: studySlots,
  arms: armSlots,
  outcomes: outcomeSlots,
  harms: harmSlots,
  pooled: pooledSlots,
};

const sourceShape: Shape = {
  work: text,
  readThrough: optional(text),
  readIn: oneOf(readingPlaces),
  readAt: optional(publicAddress),
  checked: oneOf(checkedLevels),
};

const figureShape: Shape = {
  ...sourceShape,
  value: number,
  unit: oneOf(units),
  relation: optional(oneOf(["less than", "more than"])),
  ciLow: optional(number),
  ciHigh: optional(number),
  ciLevel: optional((value) =>
    typeof value === "number" && value > 0 && value < 1 ? undefined : "a level between 0 and 1, such as 0.95",
  ),
  n: optional(whole(1)),
  nature: oneOf(figureNatures),
  derivation: optional(record),
};

const agesShape: Shape = {
  what: oneOf(["entry limits", "observed range", "one child", "not stated which", "not read"]),
  high: oneOf(["up to", "below"]),
  onlyUpperLimit: optional(oneOf([true])),
};
const ageBandShape: Shape = { lowMonths: whole(0), highMonths: whole(0) };
const derivationShape: Shape = { formula: oneOf(formulaNames), inputs: listOf(text) };
const backerShape: Shape = { name: text, role: oneOf(backerRoles), kind: oneOf(backerKinds), source: record };
const interestShape: Shape = { code: oneOf(interestCodes), figures: listOf(text), source: record };
const sideShape: Shape = { says: text, figures: listOf(text), source: record };
const downShape: Shape = {
  domain: oneOf(gradeDomains),
  step: oneOf([0, -1, -2]),
  because: listOf(oneOf(ratingReasons)),
};
const upShape: Shape = {
  domain: oneOf(upgradeDomains),
  step: oneOf([0, 1, 2]),
  because: listOf(oneOf(ratingReasons)),
};
const biasDomainShape: Shape = {
  domain: oneOf(Object.values(biasDomains).flat()),
  judgement: oneOf(Object.values(biasJudgements).flat()),
  because: oneOf(biasReasons),
  restsOn: optional(listOf(text)),
};
const exclusionShape: Shape = {
  outcome: optional(text),
  study: optional(text),
  because: oneOf(exclusionReasons),
};
const sensitivityShape: Shape = {
  kind: oneOf(["estimator", "with", "in place of", "each left out"]),
  estimator: optional(oneOf(tau2Methods)),
  outcome: optional(text),
  replaces: optional(text),
  mixes: optional(listOf(oneOf(mixtures))),
};

/** Lists of small records inside a record, each with its shape. */
const inner: Partial<Record<Table, Readonly<Record<string, Shape>>>> = {
  judgements: { down: downShape, up: upShape },
  bias: { domains: biasDomainShape },
  questions: { exclusions: exclusionShape, sensitivity: sensitivityShape },
};

/** Whole things that are counted: a fraction of one is a slip, except in a mean or a ratio. */
const countedUnits = [
  "children",
  "records",
  "studies",
  "trials",
  "stored units",
  "reactions",
  "events",
  "transplants",
];

/** @returns every problem found; none means that `data` is a `DataSet`. */
export function validateDataSet(data: unknown): DataProblem[] {
  if (!isFields(data)) {
    return [
      { record: "data set", field: "", expected: `a record of ${tables.join(", ")}`, found: shown(data) },
    ];
  }
  const problems: DataProblem[] = [];
  const report = (record: string, field: string, expected: string, found: unknown) =>
    problems.push({ record, field, expected, found: shown(found) });
  const rows = new Map<Table, readonly Fields[]>();
  for (const table of tables) {
    const list = data[table];
    if (Array.isArray(list)) rows.set(table, list.filter(isFields));
    if (!Array.isArray(list)) report("data set", table, "a list of records", list);
    else if (list.some((row) => !isFields(row)))
      report(
        "data set",
        table,
        "records only",
        list.find((row) => !isFields(row)),
      );
  }
  const all = [...rows].flatMap(([table, list]) =>
    list.map((row, place) => ({
      table,
      row,
      name: typeof row.id === "string" ? row.id : `${table}[${place}]`,
    })),
  );
  const known = knownIds(all);
  const context: Context = { report, ...known };

  for (const id of known.repeated) report(id, "id", "an id that no other record has", id);
  for (const { table, row, name } of all) {
    checkShape(name, "", row, shapes[table], report);
    for (const [field, shape] of Object.entries(inner[table] ?? {})) {
      for (const [place, part] of asList(row[field]).entries()) {
        if (isFields(part)) checkShape(name, `${field}[${place}].`, part, shape, report);
      }
    }
    checkReferences(table, row, name, context);
    if (isFields(row.figures)) checkFigures(table, row.figures, name, context);
    checkSense(table, row, name, context);
  }
  for (const id of known.ids.works) {
    if (!known.cited.has(id)) report(id, "id", "a work that some record cites", id);
  }
  // What records say of each other can only be asked of records that are well formed.
  return problems.length > 0 ? problems : inconsistencies(data as unknown as DataSet);
}

interface Context {
  readonly report: (record: string, field: string, expected: string, found: unknown) => void;
  readonly ids: Readonly<Record<Table, ReadonlySet<string>>>;
  readonly figures: ReadonlySet<FigureId>;
  readonly cited: Set<string>;
  /** Of each judgement. */
  readonly levels: ReadonlyMap<string, unknown>;
}

function knownIds(all: readonly { table: Table; row: Fields; name: string }[]) {
  const ids = Object.fromEntries(tables.map((table) => [table, new Set<string>()])) as Record<
    Table,
    Set<string>
  >;
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const figures = new Set<FigureId>();
  const levels = new Map<string, unknown>();
  for (const { table, row, name } of all) {
    if (seen.has(name)) repeated.add(name);
    seen.add(name);
    ids[table].add(name);
    if (table === "judgements") levels.set(name, row.level);
    if (isFields(row.figures) && (figureTables as readonly string[]).includes(table)) {
      for (const slot of Object.keys(row.figures)) figures.add(figureId(name, slot));
    }
  }
  return { ids, repeated, figures, levels, cited: new Set<string>() };
}

/** Fields as expected, and none besides: a misspelt field would otherwise be a fact that nobody reads. */
function checkShape(
  name: string,
  path: string,
  fields: Fields,
  shape: Shape,
  report: Context["report"],
): void {
  for (const [field, check] of Object.entries(shape)) {
    const expected = check(fields[field]);
    if (expected !== undefined) report(name, path + field, expected, fields[field]);
  }
  for (const field of Object.keys(fields)) {
    if (!(field in shape)) report(name, path + field, "no such field", fields[field]);
  }
}

function checkSource(
  name: string,
  path: string,
  source: unknown,
  context: Context,
  shape = sourceShape,
): void {
  if (!isFields(source)) return;
  checkShape(name, path, source, shape, context.report);
  for (const field of ["work", "readThrough"]) {
    const id = source[field];
    if (typeof id !== "string") continue;
    context.cited.add(id);
    if (!context.ids.works.has(id))
      context.report(name, path + field, "the id of a work in the data set", id);
  }
  if (source.readIn === "memory, not read" && source.checked !== "unverified") {
    context.report(
      name,
      `${path}checked`,
      "unverified, for what was written down from memory",
      source.checked,
    );
  }
  if (
    source.readIn === "commercial page" &&
    (source.checked === "full text" || source.checked === "abstract")
  ) {
    context.report(
      name,
      `${path}checked`,
      "secondary or unverified, for what was read on a commercial page",
      source.checked,
    );
  }
}

function checkFigures(table: Table, figures: Fields, name: string, context: Context): void {
  const { report } = context;
  for (const [slot, figure] of Object.entries(figures)) {
    const path = `figures.${slot}.`;
    const allowed = slots[table];
    if (allowed !== undefined && !allowed.includes(slot)) {
      report(name, `figures.${slot}`, `one of the slots: ${allowed.join(", ")}`, slot);
    }
    if (!isFields(figure)) {
      report(name, `figures.${slot}`, "a figure", figure);
      continue;
    }
    checkSource(name, path, figure, context, figureShape);
    const { value, ciLow, ciHigh, nature, derivation, unit } = figure;
    if ((ciLow === undefined) !== (ciHigh === undefined)) {
      report(name, `${path}ciLow`, "both ends of the interval or neither", ciLow ?? ciHigh);
    } else if (typeof ciLow === "number" && typeof ciHigh === "number" && typeof value === "number") {
      if (!(ciLow <= value && value <= ciHigh)) {
        report(name, `${path}value`, `a value within its interval, ${ciLow} to ${ciHigh}`, value);
      }
    }
    if (nature === "published" && derivation !== undefined) {
      report(name, `${path}derivation`, "none, for a published figure", derivation);
    }
    if ((nature === "derived" || nature === "illustrative") && derivation === undefined) {
      report(name, `${path}derivation`, "a formula and its inputs, for a figure computed here", derivation);
    }
    if (isFields(derivation)) {
      checkShape(name, `${path}derivation.`, derivation, derivationShape, report);
      checkFigureIds(name, `${path}derivation.inputs`, derivation.inputs, context);
    }
    if (typeof value === "number" && typeof unit === "string") {
      if (countedUnits.includes(unit) && !(Number.isInteger(value) && value >= 0)) {
        report(name, `${path}value`, `a whole number of ${unit}`, value);
      }
      if (unit === "p" && !(value >= 0 && value <= 1))
        report(name, `${path}value`, "a probability from 0 to 1", value);
    }
  }
}

function checkFigureIds(name: string, field: string, list: unknown, { report, figures }: Context): void {
  if (!Array.isArray(list)) return;
  for (const id of list) {
    if (typeof id === "string" && !figures.has(id)) report(name, field, "ids of figures in the data set", id);
  }
}

/** Fields that name one record of another table. */
const references: Readonly<Partial<Record<Table, Readonly<Record<string, Table>>>>> = {
  studies: { work: "works" },
  pooled: { work: "works" },
  arms: { study: "studies" },
  outcomes: { study: "studies", arm: "arms", comparator: "arms" },
  harms: { study: "studies", arm: "arms" },
  bias: { study: "studies", about: "outcomes" },
  questions: { answer: "pooled", children: "pooled" },
};

function checkReferences(table: Table, row: Fields, name: string, context: Context): void {
  const { report, ids, cited } = context;
  for (const [field, to] of Object.entries(references[table] ?? {})) {
    const id = row[field];
    if (typeof id === "string" && !ids[to].has(id)) report(name, field, `the id of one of the ${to}`, id);
    if (to === "works" && typeof id === "string") cited.add(id);
  }
  checkSources(row, name, context);
  for (const id of figuresNamedIn(row)) {
    if (!context.figures.has(id))
      report(name, "a text of it", "figures of the data set in its {brackets}", id);
  }
  if (table === "pooled") checkIds(name, "outcomes", row.outcomes, "outcomes", context);
  if (table === "conflicts") checkIds(name, "studies", row.studies, "studies", context);
  if (table === "judgements") checkFigureIds(name, "restsOn", row.restsOn, context);
  if (table === "claims") checkClaim(row, name, context);
  if (table === "questions") checkQuestion(row, name, context);
  if (table === "bias") {
    for (const [place, domain] of asList(row.domains).entries()) {
      if (isFields(domain)) checkFigureIds(name, `domains[${place}].restsOn`, domain.restsOn, context);
    }
  }
}

function checkIds(name: string, field: string, list: unknown, to: Table, { report, ids }: Context): void {
  for (const id of asList(list)) {
    if (typeof id === "string" && !ids[to].has(id)) report(name, field, `ids of ${to} in the data set`, id);
  }
}

/** Everything in a record that says where it was read, with the parts of it that say so for themselves. */
function checkSources(row: Fields, name: string, context: Context): void {
  const { report } = context;
  checkSource(name, "identity.", row.identity, context);
  checkSource(name, "source.", row.source, context);
  for (const [place, source] of asList(row.sources).entries())
    checkSource(name, `sources[${place}].`, source, context);
  for (const [field, source] of Object.entries(isFields(row.readElsewhere) ? row.readElsewhere : {})) {
    if (!(fieldsReadElsewhere as readonly string[]).includes(field))
      report(name, `readElsewhere.${field}`, `one of: ${fieldsReadElsewhere.join(", ")}`, field);
    checkSource(name, `readElsewhere.${field}.`, source, context);
  }
  const shapes = { backers: backerShape, interests: interestShape, sides: sideShape };
  for (const [field, shape] of Object.entries(shapes)) {
    for (const [place, part] of asList(row[field]).entries()) {
      if (!isFields(part)) continue;
      checkShape(name, `${field}[${place}].`, part, shape, report);
      checkFigureIds(name, `${field}[${place}].figures`, part.figures, context);
      checkSource(name, `${field}[${place}].source.`, part.source, context);
    }
  }
}

function checkQuestion(row: Fields, name: string, context: Context): void {
  const named = [...asList(row.exclusions), ...asList(row.sensitivity)].filter(isFields);
  const outcomes = named.flatMap(({ outcome, replaces }) => [outcome, replaces]);
  checkIds(name, "contrasts", [...asList(row.contrasts), ...outcomes], "outcomes", context);
  checkIds(
    name,
    "exclusions",
    named.map(({ study }) => study),
    "studies",
    context,
  );
}

function checkClaim(row: Fields, name: string, context: Context): void {
  const { report, ids } = context;
  if (isFields(row.cites)) checkFigureIds(name, "cites", Object.values(row.cites), context);
  checkIds(name, "judgements", row.judgements, "judgements", context);
  checkIds(name, "conflicts", row.conflicts, "conflicts", context);
  for (const id of asList(row.restsOn)) {
    if (typeof id === "string" && ![ids.facts, ids.outcomes, ids.pooled].some((known) => known.has(id)))
      report(name, "restsOn", "ids of facts, outcomes or pooled results in the data set", id);
  }
  const grounds = [...Object.values(isFields(row.cites) ? row.cites : {}), ...asList(row.restsOn)];
  if (grounds.length === 0 && asList(row.judgements).length === 0)
    report(name, "cites", "a figure, a judgement or a told result that the verdict rests on", row.cites);
  if (asList(row.wouldChange).length === 0)
    report(name, "wouldChange", "at least one thing that would change the verdict", row.wouldChange);
  if (
    typeof row.reviewedOn === "string" &&
    typeof row.expiresOn === "string" &&
    row.expiresOn <= row.reviewedOn
  )
    report(name, "expiresOn", `a day after the review, ${row.reviewedOn}`, row.expiresOn);
  const [judged] = asList(row.judgements);
  const level = context.levels.get(judged as string);
  if (level !== undefined && level !== row.certainty)
    report(
      name,
      "certainty",
      `the certainty of the judgement ${String(judged)}, ${String(level)}`,
      row.certainty,
    );
}

function checkSense(table: Table, row: Fields, name: string, { report }: Context): void {
  const figures = isFields(row.figures) ? row.figures : {};
  const numberIn = (slot: string) => {
    const figure = figures[slot];
    return isFields(figure) && typeof figure.value === "number" ? figure.value : undefined;
  };
  const notAbove = (low: string, high: string) => {
    const [first, second] = [numberIn(low), numberIn(high)];
    const units = [low, high].map((slot) => (isFields(figures[slot]) ? figures[slot].unit : undefined));
    if (first !== undefined && second !== undefined && units[0] === units[1] && first > second) {
      report(name, `figures.${low}.value`, `no more than ${high}, ${second}`, first);
    }
  };
  notAbove("ageLow", "ageHigh");
  const empty = Object.keys(figures).length === 0;
  if (table === "studies") {
    if (isFields(row.ages)) checkShape(name, "ages.", row.ages, agesShape, report);
    notAbove("analysed", "randomised");
  }
  if (table === "harms") {
    // Events, unlike children, can be more than those they happened to.
    if (row.countedIn === "children") notAbove("events", "of");
    notAbove("comparatorEvents", "comparatorOf");
    if (empty) report(name, "figures", "at least one figure", row.figures);
  }
  if (table === "outcomes") {
    if (isFields(row.ageBand)) checkShape(name, "ageBand.", row.ageBand, ageBandShape, report);
    if (row.kind === "arm" && row.arm === undefined)
      report(name, "arm", "the arm that the result is of", row.arm);
  }
  if (table === "outcomes" || table === "pooled") {
    if ((empty || row.statement !== undefined) && row.source === undefined) {
      report(name, "source", "a source, for a result told in words", row.source);
    }
    if (empty && row.statement === undefined) report(name, "statement", "words or figures", row.statement);
  }
  if (table === "facts" && empty && asList(row.sources).length === 0) {
    report(name, "sources", "a source, a figure or both", row.sources);
  }
  if (table === "conflicts" && asList(row.sides).length < 2)
    report(name, "sides", "at least two sides", row.sides);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
