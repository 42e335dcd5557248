/**
 * The plots a methodologist asks for, over our own pool by vein and by spine after 12 months: each picture with its text
 * twin, all illustrative. A L'Abbe plot needs counts, so it shows serious events in two trials.
 */
import { type Chart, forestChart, funnelChart, type ScatterChartInput, scatterChart } from "charts";
import type { DataSet } from "evidence";
import {
  baujatPlot,
  bubblePlot,
  cumulativeForest,
  funnelPlot,
  goshPlot,
  labbePlot,
  leaveOneOutForest,
  predict,
  radialPlot,
} from "meta";
import { type MethodPool, methodPool } from "./method-pool.ts";
import { directionOf, type Locale, type Say } from "./words.ts";

export interface MethodPlot {
  readonly name: Name;
  readonly title: string;
  readonly chart: Chart;
}

/** In the order of the page. */
const drawings = {
  funnel,
  leaveOneOut,
  cumulative,
  baujat,
  radial,
  bubble,
  labbe,
  gosh,
} satisfies Record<string, (pool: MethodPool, words: PlotWords) => Chart>;
type Name = keyof typeof drawings;

export function methodPlots(say: Say, locale: Locale, data: DataSet): MethodPlot[] {
  const pool = methodPool(data);
  return Object.entries(drawings).map(([name, draw]) => {
    const words = new PlotWords(name as Name, pool, say, locale);
    return { name: words.name, title: words.title, chart: draw(pool, words) };
  });
}

/** What one of the plots says of itself. */
class PlotWords {
  readonly name: Name;
  readonly say: Say;
  readonly title: string;
  /** What every chart asks for. */
  readonly frame: { readonly idPrefix: string; readonly width: number; readonly direction: "ltr" | "rtl" };
  readonly #description: string;

  constructor(name: Name, { effects, bySpine, month, harms }: MethodPool, say: Say, locale: Locale) {
    this.name = name;
    this.say = say;
    this.title = say(`plot.${name}.title`);
    this.frame = { idPrefix: `plot-${name}`, width: 340, direction: directionOf(locale) };
    const spine = bySpine.filter((by) => by === 1).length;
    this.#description = say(
      `plot.${name}.description`,
      name === "labbe"
        ? { k: harms.length }
        : { k: effects.length, month, vein: effects.length - spine, spine },
    );
  }

  axes() {
    return {
      title: this.title,
      description: this.#description,
      xAxis: this.say(`plot.${this.name}.x`),
      yAxis: this.say(`plot.${this.name}.y`),
    };
  }

  /** Of a plot with a row or a point for each study, and the pooled effect. */
  rows() {
    return {
      title: this.title,
      description: this.#description,
      effectAxis: this.say(`plot.${this.name}.x`),
      study: this.say("pool.study"),
      pooled: this.say("pool.pooled"),
    };
  }

  /** Of a forest plot's text twin. */
  head() {
    return {
      words: {
        study: this.say("pool.study"),
        effect: this.say("pool.effect"),
        interval: (level: number) => this.say("pool.interval", { level }),
        pooled: this.say("pool.pooled"),
      },
    };
  }
}

function funnel({ effects, labels, pooled }: MethodPool, words: PlotWords): Chart {
  const { say, frame } = words;
  return funnelChart({
    ...frame,
    plot: funnelPlot(effects, {
      centre: predict(pooled).estimate,
      labels,
      contours: [90, 95, 99],
      head: [say("pool.study"), say("pool.effect"), say("plot.funnel.y"), say("plot.funnel.p")],
    }),
    labels: {
      ...words.rows(),
      errorAxis: say("plot.funnel.y"),
      centre: say("plot.funnel.centre"),
      funnel: say("plot.funnel.funnel", { level: 95 }),
      band: ({ pAbove, pUpTo }) => say("plot.funnel.band", { above: pAbove, upTo: pUpTo }),
    },
  });
}

function leaveOneOut({ labels, pooled }: MethodPool, words: PlotWords): Chart {
  const row = (label: string) => words.say("plot.leaveOneOut.row", { label });
  return forestChart({
    ...words.frame,
    plot: leaveOneOutForest(pooled, { labels, row, ...words.head() }),
    labels: words.rows(),
  });
}

function cumulative({ effects, labels }: MethodPool, words: PlotWords): Chart {
  const row = (label: string) => words.say("plot.cumulative.row", { label });
  return forestChart({
    ...words.frame,
    plot: cumulativeForest(effects, [...effects.keys()], {
      ...{ labels, model: { method: "DL" }, row },
      ...words.head(),
    }),
    labels: words.rows(),
  });
}

function scatter(words: PlotWords, plot: Omit<ScatterChartInput, "labels" | "idPrefix">): Chart {
  return scatterChart({ ...words.frame, ...plot, labels: words.axes() });
}

function baujat({ labels, pooled }: MethodPool, words: PlotWords): Chart {
  const { say } = words;
  const head = [say("pool.study"), say("plot.baujat.x"), say("plot.baujat.y")] as const;
  return scatter(words, baujatPlot(pooled, { labels, head }));
}

function radial({ labels, pooled }: MethodPool, words: PlotWords): Chart {
  const { say } = words;
  const head = [say("pool.study"), say("plot.radial.x"), say("plot.radial.y"), say("pool.effect")] as const;
  const plot = radialPlot(pooled, { labels, head });
  return scatter(words, { ...plot, lines: [plot.line], areas: [plot.band] });
}

function bubble({ labels, regression }: MethodPool, words: PlotWords): Chart {
  const { say } = words;
  const head = [say("pool.study"), say("plot.bubble.x"), say("pool.effect"), say("pool.weight")] as const;
  const { line, ...plot } = bubblePlot(regression, { moderator: "spine", labels, head });
  const low = line.map(({ x, ciLow: y }) => ({ x, y }));
  const high = line.map(({ x, ciHigh: y }) => ({ x, y }));
  return scatter(words, {
    ...plot,
    points: plot.bubbles,
    lines: [line.map(({ x, estimate: y }) => ({ x, y }))],
    areas: [[...low, ...high.reverse()]],
  });
}

function labbe({ harms }: MethodPool, words: PlotWords): Chart {
  const { say } = words;
  const plot = labbePlot(
    harms.map(({ counts }) => counts),
    {
      labels: harms.map(({ label }) => label),
      head: [say("pool.study"), say("plot.labbe.y"), say("plot.labbe.x"), say("plot.labbe.n")],
    },
  );
  return scatter(words, { ...plot, lines: [plot.diagonal] });
}

function gosh({ labels, pooled }: MethodPool, words: PlotWords): Chart {
  const { say } = words;
  const plot = goshPlot(pooled, {
    labels,
    head: [
      say("pool.study"),
      ...([say("plot.gosh.effectWith"), say("plot.gosh.effectWithout")] as const),
      ...([say("plot.gosh.i2With"), say("plot.gosh.i2Without")] as const),
    ],
  });
  return scatter(words, { ...plot, points: plot.points.map(({ x, y }) => ({ x, y })) });
}
