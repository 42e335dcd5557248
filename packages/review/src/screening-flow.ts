/** The flow of records in words, and drawn: the same sentences for the page, the terminal and the picture. */
import { type Chart, type FlowBox, type FlowColumn, flowChart } from "charts";
import type { DataSet } from "evidence";
import { type ExclusionReason, type PrismaFlow, type ReadByHand, screenersNeeded } from "screening";
import { directionOf, type Locale } from "visit";
import { type ReviewMessage, type SayReview, sayReview } from "./words.ts";

/**
 * The works of the data set as PRISMA counts what was not found by a search of databases: those that report a study,
 * by being its paper or by bearing its registry number, and those that are cited for something else.
 */
export function readByHand({ works, studies }: Pick<DataSet, "works" | "studies">): ReadByHand {
  const papers = new Set(studies.map(({ work }) => work));
  const numbers = new Set(works.flatMap(({ id, registry = [] }) => (papers.has(id) ? registry : [])));
  const reports = works.filter(
    ({ id, registry = [] }) => papers.has(id) || registry.some((number) => numbers.has(number)),
  );
  return { works: works.length, reportsOfStudies: reports.length, studies: studies.length };
}

const reasonWords: Readonly<Record<ExclusionReason, ReviewMessage>> = {
  "not-cerebral-palsy": "review.flow.reason.notCerebralPalsy",
  "not-cord-blood-or-cord-cells": "review.flow.reason.notCordCells",
  "not-in-people": "review.flow.reason.notInPeople",
  "no-new-data": "review.flow.reason.noNewData",
  "not-retrievable": "review.flow.reason.notRetrievable",
};

export const exclusionWords = (because: ExclusionReason, t: SayReview) => t(reasonWords[because]);

export interface FlowWords {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly FlowColumn[];
  readonly end: FlowBox;
}

/** @param searched whether any search of a database came to its end; without one its column says so, and not "none found". */
function flowWords(flow: PrismaFlow, searched: boolean, t: SayReview): FlowWords {
  const { databases, otherMethods, included } = flow;
  const found = databases.identified.reduce((sum, { records }) => sum + records, 0);
  const screening: FlowColumn = {
    heading: t("review.flow.databases"),
    closed: found === 0,
    steps:
      found === 0
        ? [{ label: t(searched ? "review.flow.noneFound" : "review.flow.notSearched") }]
        : [
            {
              label: t("review.flow.identified", { count: found }),
              parts: databases.identified.map(({ source, records }) =>
                t(source === "pubmed" ? "review.flow.pubmed" : "review.flow.europePmc", { count: records }),
              ),
              leaves: { label: t("review.flow.duplicates", { count: databases.duplicates }) },
            },
            {
              label: t("review.flow.toScreen", { count: databases.toScreen }),
              leaves: { label: t("review.flow.known", { count: databases.alreadyKnown }) },
            },
            {
              label: t("review.flow.screened", { count: databases.screened, people: screenersNeeded }),
              parts: [
                t("review.flow.waiting", { count: databases.waiting }),
                t("review.flow.conflicts", { count: databases.conflicts }),
              ],
              leaves: {
                label: t("review.flow.excluded", {
                  count: databases.excluded.reduce((sum, { reports }) => sum + reports, 0),
                }),
                parts: databases.excluded.map(({ because, reports }) =>
                  t("review.flow.reason", { reason: exclusionWords(because, t), count: reports }),
                ),
              },
            },
            { label: t("review.flow.newIncluded", { count: databases.included }) },
          ],
  };
  const byHand: FlowColumn = {
    heading: t("review.flow.byHand"),
    steps: [
      {
        label: t("review.flow.works", { count: otherMethods.works }),
        leaves: { label: t("review.flow.background", { count: otherMethods.background }) },
      },
      { label: t("review.flow.reports", { count: otherMethods.reportsOfStudies }) },
    ],
  };
  return {
    title: t("review.flow.title"),
    description: t(searched ? "review.flow.description" : "review.flow.description.unsearched"),
    columns: [screening, byHand],
    end: {
      label: t("review.flow.end", { count: included.studies }),
      parts: [
        t("review.flow.endReports", { count: included.reports }),
        ...(included.newReports > 0 ? [t("review.flow.endNew", { count: included.newReports })] : []),
      ],
    },
  };
}

/** @param width natural width in pixels; from 640 on the columns stand side by side. */
export function screeningFlowChart(
  flow: PrismaFlow,
  searched: boolean,
  locale: Locale,
  width?: number,
): Chart {
  const t = sayReview(locale);
  return flowChart({
    ...flowWords(flow, searched, t),
    idPrefix: width === undefined ? "screening-flow" : `screening-flow-${width}`,
    table: {
      part: t("review.flow.table.part"),
      step: t("review.flow.table.step"),
      count: t("review.flow.table.of"),
    },
    direction: directionOf(locale),
    ...(width !== undefined && { width }),
  });
}

/** The flow for a terminal, a line each. */
export function flowText(flow: PrismaFlow, searched: boolean, t: SayReview): string {
  const { title, columns, end } = flowWords(flow, searched, t);
  const lines = (box: FlowBox, indent: string): string[] => [
    `${indent}${box.label}`,
    ...(box.parts ?? []).map((part) => `${indent}  ${part}`),
  ];
  return [
    title,
    ...columns.flatMap(({ heading, steps }) => [
      "",
      heading,
      ...steps.flatMap((step) => [
        ...lines(step, "  "),
        ...(step.leaves ? lines(step.leaves, "    - ") : []),
      ]),
    ]),
    "",
    ...lines(end, ""),
  ].join("\n");
}
