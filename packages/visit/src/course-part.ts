/** What happens without cord blood, on average, for children at a level: the reference curve with its doubts. */
import { courseBand, curveParameters, curveSources, laterCourse, nextYear, scoreErrorExample } from "motor";
import type { Child } from "./child.ts";
import type { SourceList, Statement } from "./sources.ts";
import type { Say } from "./words.ts";

export function coursePart({ gmfcs, age, gmfm66 }: Child, sources: SourceList, say: Say): Statement[] {
  const statements: Statement[] = [];
  if (gmfcs === undefined) {
    statements.push(sources.state(say("course.noLevel"), []));
  } else {
    const { age90, limit } = curveParameters(gmfcs);
    statements.push(sources.state(say("course.age90", { level: gmfcs, years: age90.years }), [age90.source]));
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
      const { lowPoints, highPoints } = courseBand(gmfcs, (age.low + age.high + 1) / 24);
      const spread = highPoints - lowPoints > 0.05 ? "yes" : "no";
      const values = { level: gmfcs, score: gmfm66.score, low: lowPoints, high: highPoints, spread };
      statements.push(sources.state(say("course.score", values), [limit.source, curveSources.form]));
    }
  }
  if (gmfm66?.standardError === undefined) {
    const { score, low, high, source } = scoreErrorExample;
    statements.push(sources.state(say("course.errorExample", { score, low, high }), [source]));
  }
  return statements;
}
