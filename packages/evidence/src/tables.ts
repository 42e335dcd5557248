/** The data set: a table for each kind of record. */
import type { Judgement } from "./grade.ts";
import type { Question } from "./question.ts";
import type { Arm, Claim, Conflict, Fact, Harm, Outcome, PooledResult, Study } from "./records.ts";
import type { RiskOfBias } from "./risk-of-bias.ts";
import type { Work } from "./works.ts";

export interface DataSetVersion {
  readonly version: string;
  /** yyyy-MM-dd */
  readonly date: string;
}

export interface DataSet {
  readonly works: readonly Work[];
  readonly studies: readonly Study[];
  readonly arms: readonly Arm[];
  readonly outcomes: readonly Outcome[];
  readonly harms: readonly Harm[];
  readonly pooled: readonly PooledResult[];
  readonly facts: readonly Fact[];
  readonly conflicts: readonly Conflict[];
  readonly judgements: readonly Judgement[];
  /** One record for every study. */
  readonly bias: readonly RiskOfBias[];
  readonly questions: readonly Question[];
  readonly claims: readonly Claim[];
}
