/** The data set as shipped. Only a server or a test loads it whole; a browser gets the pack. */
import arms from "../data/arms.json" with { type: "json" };
import bias from "../data/bias.json" with { type: "json" };
import claims from "../data/claims.json" with { type: "json" };
import conflicts from "../data/conflicts.json" with { type: "json" };
import facts from "../data/facts.json" with { type: "json" };
import harms from "../data/harms.json" with { type: "json" };
import judgements from "../data/judgements.json" with { type: "json" };
import outcomes from "../data/outcomes.json" with { type: "json" };
import pooled from "../data/pooled.json" with { type: "json" };
import questions from "../data/questions.json" with { type: "json" };
import studies from "../data/studies.json" with { type: "json" };
import works from "../data/works.json" with { type: "json" };
import { validateDataSet } from "./schema.ts";
import type { DataSet, DataSetVersion } from "./tables.ts";

export const dataSetVersion: DataSetVersion = { version: "0.2.0", date: "2026-11-26" };

/**
 * @throws Error that names record, field and what was expected, when the files were edited into something else.
 */
export function dataSet(): DataSet {
  const data: unknown = {
    ...{ works, studies, arms, outcomes, harms, pooled, facts, conflicts },
    ...{ judgements, bias, questions, claims },
  };
  requireDataSet(data);
  return data;
}

function requireDataSet(data: unknown): asserts data is DataSet {
  const problems = validateDataSet(data);
  if (problems.length === 0) return;
  const told = problems.map(
    ({ record, field, expected, found }) => `${record}, ${field}: expected ${expected}; found ${found}`,
  );
  throw new Error(`The evidence data set is not valid. Correct packages/evidence/data:\n${told.join("\n")}`);
}
