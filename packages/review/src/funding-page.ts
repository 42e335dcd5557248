/** Money and interests, study by study, and every disagreement between sources, both sides standing. */
import { type DataSet, dataSet, figureIndex, type Study } from "evidence";
import { type Locale, type Say, type SourceRow, type Statement, sourceList, studyName } from "visit";
import { type Disagreement, disagreement } from "./disagreement.ts";
import { type Backing, money } from "./money.ts";
import { sayReview } from "./words.ts";

export interface FundedStudy {
  readonly id: string;
  readonly name: string;
  readonly product: string;
  readonly backers: readonly Backing[];
  readonly interests: readonly Statement[];
}

export interface StudiesDisagreement extends Disagreement {
  readonly studies: readonly { readonly id: string; readonly name: string }[];
}

export interface FundingPage {
  readonly studies: readonly FundedStudy[];
  /** Of our own records: how many studies have a payer that was read, and how many a bank or a maker of cells near them. */
  readonly counts: { readonly all: number; readonly paidByRead: number; readonly seller: number };
  readonly conflicts: readonly StudiesDisagreement[];
  readonly sources: readonly SourceRow[];
}

export function fundingPage(sayVisit: Say, locale: Locale, data: DataSet = dataSet()): FundingPage {
  const say = sayReview(locale);
  const sources = sourceList(data.works, sayVisit);
  const figures = figureIndex(data);
  const nameOf = (study: Study) => studyName(data.works.find(({ id }) => id === study.work)!);
  return {
    studies: data.studies.map((study) => ({
      id: study.id,
      name: nameOf(study),
      product: sayVisit(`study.product.${study.products[0]!}`),
      ...money(study, sources.state, say, figures),
    })),
    counts: {
      all: data.studies.length,
      paidByRead: data.studies.filter(({ backers }) => backers.length > 0).length,
      seller: data.studies.filter(sellerNear).length,
    },
    conflicts: data.conflicts.map((conflict) => ({
      ...disagreement(conflict, { figures, sources, locale }),
      studies: data.studies
        .filter(({ id }) => conflict.studies.includes(id))
        .map((study) => ({ id: study.id, name: nameOf(study) })),
    })),
    sources: sources.rows,
  };
}

/** Whoever sells cells or their storage paid, helped, or works on it. */
const sellerNear = ({ backers, interests }: Study): boolean =>
  backers.some(({ kind }) => kind === "cord blood bank" || kind === "cell maker") ||
  interests.some(
    ({ code }) => code.includes("bank") || code.includes("cell-maker") || code.includes("for-pay"),
  );
