/**
 * Promises of `meta` about speed, start-up excluded, against R with metafor and lme4 in the same call where they are
 * installed: each fit is timed in both on the same data, and its figures compared, so that a fast wrong fit is seen.
 * Prints one JSON document; what goes on meanwhile is said on stderr. RUN=reml,glmm chooses by the start of a name.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { bayes } from "../packages/meta/src/bayes.ts";
import { parametricBootstrap } from "../packages/meta/src/bootstrap.ts";
import { designMatrix } from "../packages/meta/src/design.ts";
import { fit as fitUnivariate } from "../packages/meta/src/fit.ts";
import { glmmOddsRatio } from "../packages/meta/src/glmm.ts";
import { fitMultilevel } from "../packages/meta/src/multilevel/multilevel.ts";
import { fitMixedModel } from "../packages/meta/src/participants/mixed-model.ts";
import { randomStream } from "../packages/meta/src/random.ts";

interface Task {
  readonly name: string;
  /** How many refits one run makes; 1 unless given. */
  readonly fits?: number;
  /** Fits, and returns figures that R finds, too. */
  readonly run: () => readonly number[];
  /** Columns for R, each of the same length. */
  readonly data: Readonly<Record<string, readonly number[]>>;
  /** How many times as fast as R it has to be, by R's way of fitting. */
  readonly wanted?: Readonly<Record<string, number>>;
  /** Relative difference from R's figures that the method itself explains. */
  readonly tolerance: number;
}

interface FromR {
  readonly variant: string;
  readonly secondsPerFit: number;
  readonly figures: readonly number[];
}

const random = randomStream(20261123);
const draw = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));

function reml(k: number, moderators: boolean, wanted?: Task["wanted"]): Task {
  const [dose, age, year] = [0, 1, 2].map(() => draw(k, () => random.normal()));
  const vi = draw(k, () => 0.02 + 0.28 * random.uniform());
  const yi = vi.map((v, i) => 0.3 + 0.2 * dose![i]! - 0.1 * age![i]! + Math.sqrt(v + 0.1) * random.normal());
  const effects = yi.map((y, i) => ({ yi: y, vi: vi[i]! }));
  const columns = { dose: dose!, age: age!, year: year! };
  const terms = Object.entries(columns).map(([name, values]) => ({ type: "numeric", name, values }) as const);
  const options = moderators ? { design: designMatrix(terms) } : {};
  return {
    name: `reml k=${k}${moderators ? " with three moderators" : ""}`,
    run: () => {
      const found = converged(fitUnivariate(effects, options));
      const { estimate, se } = found.coefficients[0]!;
      return [estimate, se, found.tau2, found.i2!, found.heterogeneity.q];
    },
    data: moderators ? { yi, vi, ...columns } : { yi, vi },
    ...(wanted ? { wanted } : {}),
    tolerance: 1e-6,
  };
}

function bootstrap(): Task {
  const { data } = reml(20, false);
  const effects = data.yi!.map((yi, i) => ({ yi, vi: data.vi![i]! }));
  const fitted = converged(fitUnivariate(effects));
  return {
    ...{ name: "bootstrap refit k=20", fits: 1000, data, wanted: { default: 300 }, tolerance: 1e-6 },
    run: () => {
      parametricBootstrap(fitted, { refits: 1000, seed: 1 });
      // Refits rest on chance; what can be compared is the fit that they start from.
      return [fitted.coefficients[0]!.estimate, fitted.tau2];
    },
  };
}

function threeLevel(): Task {
  const study = draw(500, (i) => Math.floor(i / 5));
  const ofStudy = draw(100, () => 0.3 * random.normal());
  const vi = draw(500, () => 0.02 + 0.1 * random.uniform());
  const yi = vi.map((v, i) => 0.2 + ofStudy[study[i]!]! + Math.sqrt(v + 0.04) * random.normal());
  const effects = yi.map((y, i) => ({ yi: y, vi: vi[i]! }));
  const effect = draw(500, (i) => i);
  return {
    ...{ name: "three levels k=500", data: { yi, vi, study, effect }, tolerance: 1e-4 },
    wanted: { default: 200, sparse: 20 },
    run: () => {
      const found = converged(
        fitMultilevel(effects, {
          random: [
            { kind: "intercept", group: study },
            { kind: "intercept", group: effect },
          ],
        }),
      );
      const { estimate, se } = found.coefficients[0]!;
      return [estimate, se, ...found.components.map(({ variances }) => variances[0]!)];
    },
  };
}

function glmm(): Task {
  const logistic = (x: number) => 1 / (1 + Math.exp(-x));
  const events = (n: number, risk: number) => draw(n, () => random.uniform() < risk).filter(Boolean).length;
  const trials = draw(50, () => {
    const n = 40 + random.below(100);
    const base = -2 + 0.5 * random.normal();
    const treated = events(n, logistic(base + 0.4 + 0.4 * random.normal()));
    const control = events(n, logistic(base));
    return { ai: treated, bi: n - treated, ci: control, di: n - control };
  });
  const column = (cell: "ai" | "bi" | "ci" | "di") => trials.map((trial) => trial[cell]);
  return {
    name: "glmm k=50, fixed baselines",
    data: { ai: column("ai"), bi: column("bi"), ci: column("ci"), di: column("di") },
    // lme4 warns that its search through 51 coefficients stops short of the maximum, which is why it differs.
    ...{ wanted: { default: 50 }, tolerance: 1e-2 },
    run: () => {
      const found = converged(glmmOddsRatio("UM.FS", trials));
      const { estimate, se } = found.coefficients[0]!;
      return [estimate, se, found.tau2];
    },
  };
}

function mixedModel(): Task {
  const study = draw(5000, (i) => Math.floor(i / 250));
  const level = draw(20, () => 3 * random.normal());
  const benefit = draw(20, () => 2 + 1.5 * random.normal());
  const treated = draw(5000, (i) => i % 2);
  const before = draw(5000, () => 50 + 10 * random.normal());
  const y = study.map(
    (s, i) => 10 + level[s]! + benefit[s]! * treated[i]! + 0.8 * before[i]! + 5 * random.normal(),
  );
  const model = {
    y,
    fixed: y.map((_, i) => [1, treated[i]!, before[i]!]),
    random: [{ group: study, columns: treated.map((each) => [1, each]) }],
  };
  return {
    ...{ name: "mixed model of 5,000 rows", data: { y, treated, before, study } },
    ...{ wanted: { default: 1 }, tolerance: 1e-4 },
    run: () => {
      const found = converged(fitMixedModel(model));
      const { estimate, se } = found.coefficients[1]!;
      return [estimate, se, ...found.components[0]!.sd, found.sigma[0]!];
    },
  };
}

function bayesian(): Task {
  const { data } = reml(10, false);
  const effects = data.yi!.map((yi, i) => ({ yi, vi: data.vi![i]! }));
  return {
    ...{ name: "bayes k=10, half-normal prior", data, tolerance: 1e-3 },
    run: () => {
      const found = converged(bayes(effects, { tauPrior: { family: "half-normal", scale: 0.5 } }));
      const mean = found.coefficients[0]!;
      const [ofMean, ofTau] = [mean.interval(), found.tau.interval()];
      return [mean.median, ofMean.low, ofMean.high, found.tau.median, ofTau.low, ofTau.high];
    },
  };
}

function converged<T extends { readonly status: string }>(
  found: T,
): Extract<T, { readonly status: "converged" }> {
  if (found.status !== "converged") throw new Error(`A fit of the benchmark ended as ${found.status}.`);
  return found as Extract<T, { readonly status: "converged" }>;
}

/**
 * Processor time, the best of twenty batches after the compiler has warmed up: what else the machine does only ever adds
 * to it. All threads of this process count, so what the collector of garbage does beside the fits is in it.
 */
function secondsPerRun(run: () => unknown): number {
  const time = (count: number) => {
    const started = process.cpuUsage();
    for (let i = 0; i < count; i++) run();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6 / count;
  };
  let once = time(1);
  for (let spent = once; spent < 0.6; ) {
    const count = Math.ceil(0.02 / once);
    once = time(count);
    spent += once * count;
  }
  const batch = Math.max(1, Math.round(0.05 / once));
  return Math.min(...draw(20, () => time(batch)));
}

/** What R found and how fast; undefined, with the reason, where it cannot be asked. */
function askR(
  tasks: readonly Task[],
): { readonly versions: string; readonly found: Map<string, FromR[]> } | string {
  if (spawnSync("Rscript", ["-e", "library(metafor)"]).status !== 0) return "R with metafor is not installed";
  const folder = mkdtempSync(join(tmpdir(), "meta-bench-"));
  try {
    for (const { name, data } of tasks) {
      const columns = Object.entries(data);
      const rows = columns[0]![1].map((_, i) => columns.map(([, values]) => values[i]).join(","));
      writeFileSync(
        join(folder, `${name}.csv`),
        [columns.map(([column]) => column).join(","), ...rows].join("\n"),
      );
    }
    const script = fileURLToPath(new URL("meta.R", import.meta.url));
    const { stdout, status, stderr } = spawnSync("Rscript", [script, folder], { encoding: "utf8" });
    if (status !== 0) return `R gave up: ${stderr.trim().split("\n").at(-1)}`;
    const [versions = "", ...lines] = stdout.trim().split("\n");
    const found = new Map<string, FromR[]>();
    for (const line of lines) {
      const [name = "", variant = "", seconds, ...figures] = line.split("\t");
      const all = found.get(name) ?? [];
      found.set(name, [...all, { variant, secondsPerFit: Number(seconds), figures: figures.map(Number) }]);
    }
    return { versions, found };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compare(task: Task, secondsPerFit: number, ours: readonly number[], fromR: readonly FromR[]) {
  return fromR.map(({ variant, secondsPerFit: theirs, figures }) => {
    const wanted = task.wanted?.[variant];
    const ratio = theirs / secondsPerFit;
    const difference = Math.max(
      ...figures.map((figure, i) => Math.abs(ours[i]! - figure) / Math.max(1e-3, Math.abs(figure))),
    );
    return {
      ...{ variant, secondsPerFit: rounded(theirs), ratio: rounded(ratio) },
      ...(wanted === undefined ? {} : { wanted, met: ratio >= wanted }),
      ...{ largestRelativeDifference: rounded(difference), agrees: difference <= task.tolerance },
    };
  });
}

const rounded = (value: number) => Number(value.toPrecision(4));

const asked = process.env.RUN?.split(",");
const tasks = [
  reml(10, false, { default: 500 }),
  reml(100, false),
  reml(1000, false, { default: 5000 }),
  reml(10_000, false),
  reml(10, true),
  reml(100, true),
  reml(1000, true),
  reml(10_000, true),
  bootstrap(),
  threeLevel(),
  glmm(),
  mixedModel(),
  bayesian(),
].filter(({ name }) => asked === undefined || asked.some((word) => name.startsWith(word)));

const measured = tasks.map((task) => {
  process.stderr.write(`${task.name} ...\n`);
  return { task, seconds: secondsPerRun(task.run) / (task.fits ?? 1), figures: task.run() };
});
process.stderr.write("the same in R ...\n");
const fromR = askR(tasks);

const secondsOf = (name: string) => measured.find(({ task }) => task.name === name)?.seconds;
const growth = ["", " with three moderators"].flatMap((which) => {
  const [small, large] = [secondsOf(`reml k=1000${which}`), secondsOf(`reml k=10000${which}`)];
  if (small === undefined || large === undefined) return [];
  const ratio = large / 10_000 / (small / 1000);
  return [
    {
      name: `cost per study, k=10000 over k=1000${which}`,
      ratio: rounded(ratio),
      wantedAtMost: 1.5,
      met: ratio <= 1.5,
    },
  ];
});
const report = {
  node: process.version,
  processor: `${cpus()[0]?.model.trim()} x ${cpus().length}`,
  r: typeof fromR === "string" ? fromR : fromR.versions,
  fits: measured.map(({ task, seconds, figures }) => ({
    name: task.name,
    operationsPerSecond: rounded(1 / seconds),
    secondsPerFit: rounded(seconds),
    r: typeof fromR === "string" ? [] : compare(task, seconds, figures, fromR.found.get(task.name) ?? []),
  })),
  growth,
};
console.log(JSON.stringify(report, undefined, 2));
