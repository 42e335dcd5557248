/** Our own pool that the plots for methodologists are drawn over, and the two trials whose serious events were counted. */
import { type DataSet, figureIndex } from "evidence";
import { type ConvergedFit, designMatrix, type Effect, type FitOptions, fit, type TwoByTwo } from "meta";
import { studyLabel } from "./study-name.ts";

const shownPool = "own.12m-vein-and-spine.random";
const shownHarms = ["min-2013-ucb-epo.sae", "kang-2015-allogeneic.sae"];

export interface MethodPool {
  readonly month: number;
  readonly effects: readonly Effect[];
  readonly labels: readonly string[];
  /** 1 for a trial by the spine, 0 for one by vein. */
  readonly bySpine: readonly number[];
  readonly pooled: ConvergedFit;
  /** On the route alone. */
  readonly regression: ConvergedFit;
  readonly harms: readonly { readonly label: string; readonly counts: TwoByTwo }[];
}

/** @throws RangeError when the data set lacks a figure of the pool, or the pool cannot be fitted. */
export function methodPool(data: DataSet): MethodPool {
  const figures = figureIndex(data);
  const value = (id: string) => {
    const found = figures.get(id);
    if (!found) throw new RangeError(`the data set has no figure ${id}`);
    return found.value;
  };
  const { outcomes = [], month = 0 } = data.pooled.find(({ id }) => id === shownPool) ?? {};
  const effects = outcomes.map((id) => ({ yi: value(`${id}/difference`), vi: value(`${id}/se`) ** 2 }));
  const bySpine = outcomes.map((id) => {
    const study = data.studies.find(
      (row) => row.id === data.outcomes.find((outcome) => outcome.id === id)?.study,
    );
    return study?.routes.includes("intrathecal") ? 1 : 0;
  });
  const design = designMatrix([{ type: "numeric", name: "spine", values: bySpine }], { intercept: true });
  return {
    ...{ month, effects, bySpine },
    labels: outcomes.map((id) => studyLabel(id, data)),
    pooled: converged(effects, { method: "DL" }),
    regression: converged(effects, { method: "DL", design }),
    harms: shownHarms.map((id) => {
      const [ai, ci] = [value(`${id}/events`), value(`${id}/comparatorEvents`)];
      return {
        label: harmLabel(id, data),
        counts: { ai, bi: value(`${id}/of`) - ai, ci, di: value(`${id}/comparatorOf`) - ci },
      };
    }),
  };
}

function converged(effects: readonly Effect[], options: FitOptions): ConvergedFit {
  const fitted = fit(effects, options);
  if (fitted.status !== "converged") throw new RangeError(`the pool ${shownPool} ended as ${fitted.status}`);
  return fitted;
}

function harmLabel(id: string, data: DataSet): string {
  const harm = data.harms.find((row) => row.id === id);
  const outcome = data.outcomes.find(({ study }) => study === harm?.study);
  return outcome ? studyLabel(outcome.id, data) : id;
}
