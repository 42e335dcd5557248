/**
 * The plots a methodologist asks for, over our own pool by vein and by spine after 12 months: each picture with its text
 * twin, all illustrative. A L'Abbe plot needs counts, so it shows serious events in two trials.
 */
import { type Chart, forestChart, funnelChart, scatterChart } from "charts";
import { type DataSet, figureIndex } from "evidence";
import {
  baujatPlot,
  bubblePlot,
  type ConvergedFit,
  cumulativeForest,
  designMatrix,
  type FitOptions,
  fit,
  funnelPlot,
  goshPlot,
  labbePlot,
  leaveOneOutForest,
  predict,
  radialPlot,
} from "meta";
import { studyLabel } from "./study-name.ts";
import { directionOf, type Locale, type Say } from "./words.ts";

const shownPool = "own.12m-vein-and-spine.random";
const shownHarms = ["min-2013-ucb-epo.sae", "kang-2015-allogeneic.sae"];

export interface MethodPlot {
  readonly name: string;
  readonly title: string;
  readonly chart: Chart;
}

export function methodPlots(say: Say, locale: Locale, data: DataSet): MethodPlot[] {
  const direction = directionOf(locale);
  const figures = figureIndex(data);
  const value = (id: string) => {
    const found = figures.get(id);
    if (!found) throw new RangeError(`the data set has no figure ${id}`);
    return found.value;
  };
  const { outcomes = [] } = data.pooled.find(({ id }) => id === shownPool) ?? {};
  const effects = outcomes.map((id) => ({ yi: value(`${id}/difference`), vi: value(`${id}/se`) ** 2 }));
  const labels = outcomes.map((id) => studyLabel(id, data));
  const bySpine = outcomes.map((id) => {
    const study = data.studies.find(
      (row) => row.id === data.outcomes.find((outcome) => outcome.id === id)?.study,
    );
    return study?.routes.includes("intrathecal") ? 1 : 0;
  });
  const pooled = converged({ method: "DL" });
  const regression = converged({
    method: "DL",
    design: designMatrix([{ type: "numeric", name: "spine", values: bySpine }], { intercept: true }),
  });
  const { estimate } = predict(pooled);

  const spine = bySpine.filter((by) => by === 1).length;
  const pool = {
    k: outcomes.length,
    month: data.pooled.find(({ id }) => id === shownPool)?.month ?? 0,
    vein: outcomes.length - spine,
    spine,
  };
  const described = (name: Name) =>
    say(`plot.${name}.description`, name === "labbe" ? { k: shownHarms.length } : pool);

  const common = (name: Name) => ({ idPrefix: `plot-${name}`, width: 340, direction });
  const axes = (name: Name) => ({
    title: say(`plot.${name}.title`),
    description: described(name),
    xAxis: say(`plot.${name}.x`),
    yAxis: say(`plot.${name}.y`),
  });
  const forestLabels = (name: Name) => ({
    title: say(`plot.${name}.title`),
    description: described(name),
    effectAxis: say(`plot.${name}.x`),
    study: say("pool.study"),
    pooled: say("pool.pooled"),
  });
  const head = {
    words: {
      study: say("pool.study"),
      effect: say("pool.effect"),
      interval: (level: number) => say("pool.interval", { level }),
      pooled: say("pool.pooled"),
    },
  };
  const scatter = (name: Name, plot: Omit<Parameters<typeof scatterChart>[0], "labels" | "idPrefix">) =>
    scatterChart({ ...common(name), ...plot, labels: axes(name) });

  const [study, effect] = [say("pool.study"), say("pool.effect")];
  const funnel = funnelPlot(effects, {
    centre: estimate,
    labels,
    contours: [90, 95, 99],
    head: [study, effect, say("plot.funnel.y"), say("plot.funnel.p")],
  });
  const baujat = baujatPlot(pooled, { labels, head: [study, say("plot.baujat.x"), say("plot.baujat.y")] });
  const radial = radialPlot(pooled, {
    labels,
    head: [study, say("plot.radial.x"), say("plot.radial.y"), effect],
  });
  const bubble = bubblePlot(regression, {
    moderator: "spine",
    labels,
    head: [study, say("plot.bubble.x"), effect, say("pool.weight")],
  });
  const gosh = goshPlot(pooled, {
    labels,
    head: [
      study,
      say("plot.gosh.effectWith"),
      say("plot.gosh.effectWithout"),
      say("plot.gosh.i2With"),
      say("plot.gosh.i2Without"),
    ],
  });
  const labbe = labbePlot(
    shownHarms.map((id) => {
      const [ai, ci] = [value(`${id}/events`), value(`${id}/comparatorEvents`)];
      return { ai, bi: value(`${id}/of`) - ai, ci, di: value(`${id}/comparatorOf`) - ci };
    }),
    {
      labels: shownHarms.map((id) => harmLabel(id, data)),
      head: [study, say("plot.labbe.y"), say("plot.labbe.x"), say("plot.labbe.n")],
    },
  );
  const band = bubble.line;
  const charts: Record<Name, Chart> = {
    funnel: funnelChart({
      ...common("funnel"),
      plot: funnel,
      labels: {
        ...forestLabels("funnel"),
        errorAxis: say("plot.funnel.y"),
        centre: say("plot.funnel.centre"),
        funnel: say("plot.funnel.funnel", { level: 95 }),
        band: ({ pAbove, pUpTo }) => say("plot.funnel.band", { above: pAbove, upTo: pUpTo }),
      },
    }),
    leaveOneOut: forestChart({
      ...common("leaveOneOut"),
      plot: leaveOneOutForest(pooled, {
        labels,
        row: (label) => say("plot.leaveOneOut.row", { label }),
        ...head,
      }),
      labels: forestLabels("leaveOneOut"),
    }),
    cumulative: forestChart({
      ...common("cumulative"),
      plot: cumulativeForest(effects, [...effects.keys()], {
        labels,
        model: { method: "DL" },
        row: (label) => say("plot.cumulative.row", { label }),
        ...head,
      }),
      labels: forestLabels("cumulative"),
    }),
    baujat: scatter("baujat", baujat),
    radial: scatter("radial", { ...radial, lines: [radial.line], areas: [radial.band] }),
    bubble: scatter("bubble", {
      ...bubble,
      points: bubble.bubbles,
      lines: [band.map(({ x, estimate: y }) => ({ x, y }))],
      areas: [
        [
          ...band.map(({ x, ciLow: y }) => ({ x, y })),
          ...band.map(({ x, ciHigh: y }) => ({ x, y })).reverse(),
        ],
      ],
    }),
    labbe: scatter("labbe", { ...labbe, lines: [labbe.diagonal] }),
    gosh: scatter("gosh", { ...gosh, points: gosh.points.map(({ x, y }) => ({ x, y })) }),
  };
  return plotNames.map((name) => ({ name, title: say(`plot.${name}.title`), chart: charts[name] }));

  function converged(options: FitOptions): ConvergedFit {
    const fitted = fit(effects, options);
    if (fitted.status !== "converged")
      throw new RangeError(`the pool ${shownPool} ended as ${fitted.status}`);
    return fitted;
  }
}

const plotNames = [
  "funnel",
  "leaveOneOut",
  "cumulative",
  "baujat",
  "radial",
  "bubble",
  "labbe",
  "gosh",
] as const;
type Name = (typeof plotNames)[number];

function harmLabel(id: string, data: DataSet): string {
  const harm = data.harms.find((row) => row.id === id);
  const outcome = data.outcomes.find(({ study }) => study === harm?.study);
  return outcome ? studyLabel(outcome.id, data) : id;
}
