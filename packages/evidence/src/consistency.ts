/**
 * What the records of a well-formed data set must hold to each other: every study judged for bias by the tool of its
 * design, levels of certainty that follow from their steps, and questions that name all they take and all they leave.
 */
import type { DataProblem } from "./data-problem.ts";
import { figureId } from "./figure-index.ts";
import { certaintyPhrase, gradeDomains, gradeLevel, upgradeDomains } from "./grade.ts";
import { isMotorScale, mixturesOf, scaleOf, studyOf } from "./mixture.ts";
import type { Mixture, OwnQuestion } from "./question.ts";
import type { Outcome, Product, Study } from "./records.ts";
import { type BiasTool, biasDomains, biasJudgements } from "./risk-of-bias.ts";
import type { DataSet } from "./tables.ts";

export function inconsistencies(data: DataSet): DataProblem[] {
  return [...biasProblems(data), ...gradeProblems(data), ...questionProblems(data)];
}

const problem = (record: string, field: string, expected: string, found: unknown): DataProblem => ({
  record,
  field,
  expected,
  found: found === undefined ? "nothing" : JSON.stringify(found),
});

/** The tool of a design; what was not read is judged as not randomised. */
const biasToolFor = ({ design }: Study): BiasTool => (design.startsWith("randomised") ? "RoB 2" : "ROBINS-I");

function biasProblems({ studies, bias, outcomes }: DataSet): DataProblem[] {
  return studies.flatMap((study) => {
    const records = bias.filter((row) => row.study === study.id);
    const [record] = records;
    if (record === undefined || records.length > 1) {
      return [problem(study.id, "risk of bias", "one record in bias.json", records.length)];
    }
    const { id, tool, about, domains } = record;
    const found: DataProblem[] = [];
    if (id !== `${study.id}.bias`) found.push(problem(id, "id", `${study.id}.bias`, id));
    if (tool !== biasToolFor(study))
      found.push(problem(id, "tool", `${biasToolFor(study)}, for a study that is ${study.design}`, tool));
    if (about !== undefined && outcomes.find((row) => row.id === about)?.study !== study.id)
      found.push(problem(id, "about", "an outcome of the same study", about));
    const named = domains.map(({ domain }) => domain);
    if (named.join("; ") !== biasDomains[tool].join("; "))
      found.push(
        problem(
          id,
          "domains",
          `each domain of ${tool} once, in order: ${biasDomains[tool].join("; ")}`,
          named,
        ),
      );
    const words: readonly string[] = biasJudgements[tool];
    for (const { domain, judgement } of domains) {
      if (!words.includes(judgement))
        found.push(problem(id, `domains, ${domain}`, `a word of ${tool}: ${words.join(", ")}`, judgement));
    }
    return found;
  });
}

function gradeProblems({ judgements }: DataSet): DataProblem[] {
  return judgements.flatMap((judgement) => {
    const { id, down, up, level, finding, phrase } = judgement;
    const found: DataProblem[] = [];
    for (const [field, parts, domains] of [
      ["down", down, gradeDomains],
      ["up", up, upgradeDomains],
    ] as const) {
      const named = parts.map(({ domain }) => domain);
      if (named.join() !== domains.join())
        found.push(problem(id, field, `each of ${domains.join(", ")} once, in order`, named));
      for (const { domain, because } of parts) {
        if (because.length === 0)
          found.push(
            problem(id, `${field}, ${domain}`, "at least one reason, for a step not taken too", because),
          );
      }
    }
    if (level !== gradeLevel(judgement))
      found.push(problem(id, "level", `${gradeLevel(judgement)}, to which the steps lead`, level));
    if (phrase !== certaintyPhrase(level, finding))
      found.push(
        problem(
          id,
          "phrase",
          `${certaintyPhrase(level, finding)}, for ${level} certainty and ${finding}`,
          phrase,
        ),
      );
    return found;
  });
}

function questionProblems(data: DataSet): DataProblem[] {
  return data.questions.flatMap((question) =>
    question.kind === "own"
      ? ownQuestionProblems(question, data)
      : (["answer", "children"] as const).flatMap((field) =>
          question[field] === undefined
            ? [problem(question.id, field, "the id of a pooled result", undefined)]
            : [],
        ),
  );
}

function ownQuestionProblems(question: OwnQuestion, data: DataSet): DataProblem[] {
  const { id, contrasts, exclusions, sensitivity, mixes, product, month, measures, routes, donors } =
    question;
  for (const field of ["estimator", "interval", "contrasts", "exclusions", "sensitivity"] as const) {
    if (question[field] === undefined) return [problem(id, field, "this, for a pool of our own", undefined)];
  }
  const outcomeOf = (outcome: string) => data.outcomes.find((row) => row.id === outcome)!;
  const taken = contrasts.map(outcomeOf);
  const found = poolProblems(id, taken, mixes, product, data);
  const differs = (field: string, declared: readonly string[], used: readonly string[]) => {
    const names = [...new Set(used)];
    if (taken.length > 0 && [...declared].sort().join() !== names.sort().join())
      found.push(problem(id, field, `what the contrasts have: ${names.join(", ")}`, declared));
  };
  differs(
    "measures",
    measures,
    taken.map(({ measure }) => measure),
  );
  differs(
    "routes",
    routes,
    taken.flatMap((contrast) => studyOf(contrast, data).routes),
  );
  differs(
    "donors",
    donors,
    taken.flatMap((contrast) => studyOf(contrast, data).donors),
  );
  for (const contrast of taken) {
    if (contrast.month !== month)
      found.push(problem(id, "contrasts", `results after ${month} months`, contrast.id));
  }
  for (const analysis of sensitivity) {
    if (analysis.kind === "with")
      found.push(...poolProblems(id, [...taken, outcomeOf(analysis.outcome)], analysis.mixes, product, data));
    if (analysis.kind === "in place of") {
      const swapped = contrasts.map((contrast) =>
        outcomeOf(contrast === analysis.replaces ? analysis.outcome : contrast),
      );
      found.push(...poolProblems(id, swapped, analysis.mixes, product, data));
    }
  }
  const named = new Set([
    ...contrasts,
    ...exclusions.map((exclusion) => ("outcome" in exclusion ? exclusion.outcome : exclusion.study)),
  ]);
  for (const outcome of candidates(month, data)) {
    if (!named.has(outcome.id) && !named.has(outcome.study))
      found.push(
        problem(id, "exclusions", `the contrast ${outcome.id}, taken or left with a reason`, undefined),
      );
  }
  const used = new Set(taken.map(({ study }) => study));
  for (const { id: study, design, products } of data.studies) {
    const controlled = design.startsWith("randomised") || design === "not randomised, controlled";
    const left = exclusions.some(
      (exclusion) =>
        ("study" in exclusion && exclusion.study === study) ||
        ("outcome" in exclusion && outcomeOf(exclusion.outcome).study === study),
    );
    if (controlled && products.includes(product) && !used.has(study) && !left)
      found.push(problem(id, "exclusions", `the study ${study}, taken or left with a reason`, undefined));
  }
  return found;
}

/** Every contrast of gross motor function at a month that has a difference, whatever the product. */
const candidates = (month: number, { outcomes }: DataSet): Outcome[] =>
  outcomes.filter(
    ({ kind, measure, month: after, figures }) =>
      kind === "contrast" && isMotorScale(measure) && after === month && figures.difference !== undefined,
  );

function poolProblems(
  id: string,
  taken: readonly Outcome[],
  declared: readonly Mixture[],
  product: Product,
  data: DataSet,
): DataProblem[] {
  const found: DataProblem[] = [];
  for (const { id: outcome, arm, study, figures } of taken) {
    const given = data.arms.find((row) => row.id === arm)?.gets;
    const { products } = data.studies.find((row) => row.id === study)!;
    if (given === undefined ? products.length !== 1 || products[0] !== product : given !== product)
      found.push(problem(id, "contrasts", `contrasts of ${product} only`, outcome));
    for (const slot of ["difference", "se"] as const) {
      if (figures[slot] === undefined)
        found.push(problem(id, "contrasts", `a contrast with ${figureId(outcome, slot)}`, undefined));
    }
  }
  const scales = [...new Set(taken.map(({ measure }) => scaleOf(measure)))];
  if (scales.length > 1) found.push(problem(id, "contrasts", "contrasts on one scale", scales));
  const mixed = mixturesOf(taken, data);
  if (mixed.join() !== declared.join())
    found.push(problem(id, "mixes", `exactly what is mixed: ${mixed.join(", ") || "nothing"}`, declared));
  return found;
}
