import type { EvidencePack } from "evidence";
import { type Child, summarise, type TrialSet, toHtml, toMarkdown, type VisitSummary } from "visit";
import type { SummaryFormat } from "../api/contract.ts";

export interface SummaryQuestion {
  readonly child: Child;
  readonly trials: TrialSet;
  readonly evidence: EvidencePack;
  /** The day it is made, yyyy-MM-dd. */
  readonly today: string;
  /** Of Cordwise, for the foot of the sheet. */
  readonly version: string;
}

/** The summary as the web app makes it on the family's own device, from the same facts by the same code. */
export function visitSummary({ child, trials, evidence, today, version }: SummaryQuestion): VisitSummary {
  return summarise(child, { trials, evidence }, { today, locale: "en", version });
}

export function rendered(summary: VisitSummary, format: SummaryFormat): string {
  switch (format) {
    case "json":
      return `${JSON.stringify(summary, null, 2)}\n`;
    case "markdown":
      return toMarkdown(summary);
    case "html":
      return toHtml(summary);
  }
}
