/** What happens without cord blood, on average, for children at a level: the reference curve with its doubts. */
import {
  courseBand,
  curveParameters,
  curveSources,
  type GmfcsLevel,
  laterCourse,
  nextYear,
  scoreErrorExample,
  scoreInterval,
} from "motor";
import type { Child } from "./child.ts";
import type { SourceList, Statement } from "./sources.ts";
import type { Say } from "./words.ts";

/** What a picture of the course needs; absent where the level is not known. */
export interface CourseCurve {
  readonly gmfcs: GmfcsLevel;
  /** The middle of what the age may be. */
  readonly ageYears: number;
  readonly score?: { readonly score: number; readonly low?: number; readonly high?: number };
}

export interface CoursePart {
  readonly statements: readonly Statement[];
  readonly curve?: CourseCurve;
}

export function coursePart(child: Child, sources: SourceList, say: Say): CoursePart {
  const { gmfcs, gmfm66 } = child;
  const statements = courseStatements(child, sources, say);
  if (gmfcs === undefined) return { statements };
  const ageYears = middleAge(child);
  if (gmfm66 === undefined) return { statements, curve: { gmfcs, ageYears } };
  const { score, standardError } = gmfm66;
  const interval = scoreInterval({ score, ...(standardError !== undefined && { standardError }) });
  const shown = interval.error === "known" ? { score, low: interval.low, high: interval.high } : { score };
  return { statements, curve: { gmfcs, ageYears, score: shown } };
}

const middleAge = ({ age: { low, high } }: Child) => (low + high + 1) / 24;

function courseStatements(child: Child, sources: SourceList, say: Say): Statement[] {
  const { gmfcs, age, gmfm66 } = child;
  const statements: Statement[] = [];
  if (gmfcs === undefined) {
    statements.push(sources.state(say("course.noLevel"), []));
  } else {
    const { age90, limit } = curveParameters(gmfcs);
    statements.push(
      sources.state(say("course.age90", { level: gmfcs, share: age90.share, years: age90.years }), [
        age90.source,
      ]),
    );
    const year = nextYear(gmfcs, age);
    if (year.code !== "next-year-not-known") {
      const { lowPoints, highPoints } = year.values;
      const grounds = [
        limit.source,
        curveSources.form,
        ...laterCourse(gmfcs).findings.map(({ source }) => source),
      ];
      statements.push(
        sources.state(
          say(`course.${year.code}`, { level: gmfcs, low: lowPoints, high: highPoints }),
          grounds,
        ),
      );
    }
    if (gmfm66 !== undefined) {
      const { lowPoints, highPoints } = courseBand(gmfcs, middleAge(child));
      const spread = highPoints - lowPoints > 0.05 ? "yes" : "no";
      const values = { level: gmfcs, score: gmfm66.score, low: lowPoints, high: highPoints, spread };
      statements.push(sources.state(say("course.score", values), [limit.source, curveSources.form]));
    }
  }
  if (gmfm66?.standardError === undefined) {
    const { score, low, high, level, source } = scoreErrorExample;
    statements.push(sources.state(say("course.errorExample", { score, low, high, level }), [source]));
  }
  return statements;
}
