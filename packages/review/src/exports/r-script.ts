/**
 * An R script that makes every pool of ours anew with metafor, from the same differences and standard errors. It
 * prints a table of comma-separated values: what was pooled, how, and what came out.
 */
import {
  type DataSet,
  type DataSetVersion,
  figureId,
  figureIndex,
  type OwnSynthesis,
  type Pool,
  syntheses,
} from "evidence";
import { provenance } from "./provenance.ts";

export interface RPool {
  /** Id of the question, and which analysis of it. */
  readonly id: string;
  readonly outcomes: readonly string[];
  readonly pool: Pool;
}

/** Every pool that the declared questions lead to, their sensitivity analyses among them. */
export function rPools(data: DataSet): RPool[] {
  return syntheses(data)
    .filter((synthesis): synthesis is OwnSynthesis => synthesis.nature === "illustrative")
    .flatMap(({ question, rows, result, sensitivity }) => [
      { id: question.id, outcomes: rows.map(({ outcome }) => outcome), result },
      ...sensitivity.map((other, i) => ({
        id: `${question.id}, analysis ${i + 1}`,
        outcomes: other.outcomes,
        result: other.result,
      })),
    ])
    .flatMap(({ id, outcomes, result }) =>
      result.status === "pooled" ? { id, outcomes, pool: result } : [],
    );
}

/** A text as R reads it between double quotes. */
const quoted = (text: string) =>
  `"${text.replace(/[\\"]/g, (sign) => `\\${sign}`).replace(/[\r\n]+/g, " ")}"`;

export function rScript(data: DataSet, version: DataSetVersion): string {
  const figures = figureIndex(data);
  const pools = rPools(data);
  const used = [...new Set(pools.flatMap(({ outcomes }) => outcomes))];
  const value = (outcome: string, slot: string) => figures.get(figureId(outcome, slot))!.value;
  const rows = used.map(
    (outcome) => `  ${[quoted(outcome), value(outcome, "difference"), value(outcome, "se")].join(", ")}`,
  );
  const calls = pools.map(({ id, outcomes, pool }) => {
    const list = outcomes.map(quoted).join(", ");
    return `pool(${quoted(id)}, c(${list}), ${quoted(pool.estimator)})`;
  });
  return `# ${provenance(version)}
# Makes each pool of the data set anew with metafor (https://www.metafor-project.org).
# All of them are illustrations: the published result rests on data of each child, which no one can see in public.
# yi: difference of means, more than 0 is better with cells; sei: its standard error.
# Run with: Rscript FILE

suppressPackageStartupMessages(library(metafor))

contrasts <- matrix(c(
${rows.join(",\n")}
), ncol = 3, byrow = TRUE)
contrasts <- data.frame(
  outcome = contrasts[, 1], yi = as.numeric(contrasts[, 2]), sei = as.numeric(contrasts[, 3])
)

# "adhoc" is the interval of Hartung, Knapp, Sidik and Jonkman, never narrower than the normal one.
pool <- function(id, outcomes, method) {
  rows <- contrasts[match(outcomes, contrasts$outcome), ]
  normal <- rma(yi, sei = sei, data = rows, method = method)
  adjusted <- if (method == "EE") NULL else rma(yi, sei = sei, data = rows, method = method, test = "adhoc")
  data.frame(
    pool = id, method = method, k = normal$k, estimate = as.numeric(normal$beta),
    ci.low = normal$ci.lb, ci.high = normal$ci.ub,
    hksj.low = if (is.null(adjusted)) NA else adjusted$ci.lb,
    hksj.high = if (is.null(adjusted)) NA else adjusted$ci.ub,
    tau2 = normal$tau2, i2 = normal$I2, q = normal$QE, q.p = normal$QEp
  )
}

results <- rbind(
${calls.map((call) => `  ${call}`).join(",\n")}
)
write.csv(format(results, digits = 15, trim = TRUE), stdout(), row.names = FALSE)
`;
}
