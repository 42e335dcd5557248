/** Builds, from the whole data set, the small part that answers `evidenceFor`. Runs on a server or at build time. */
import { type GmfcsLevel, gmfcsLevels } from "motor";
import { dataSet, dataSetVersion } from "./data-set.ts";
import {
  conflictCodes,
  type DoseMeaning,
  type DoseThreshold,
  type EvidencePack,
  type NaturalCourse,
  type NaturalCourseCode,
  type PackedAgeResult,
  type PackedConflict,
  type PackedHarm,
  type PackedHeadline,
  type PackedStudy,
} from "./evidence-pack.ts";
import type { CitedFigure, FigureId, Source } from "./figure.ts";
import { figureId, figureIndex } from "./figure-index.ts";
import { isMain } from "./grade.ts";
import { harmCode, upperLimit } from "./harm-code.ts";
import type { Product, Study } from "./records.ts";
import { ageLimits, childrenOf, harmInStudy, routeKey, studyGroup } from "./study-description.ts";
import type { DataSet } from "./tables.ts";

/** @throws Error when the data set is not valid or lacks a record that the pack is built on, naming it. */
export function evidencePack(data: DataSet = dataSet()): EvidencePack {
  const figures = new Figures(data);
  const parts = {
    headline: headline(figures),
    judgements: data.judgements
      .filter(isMain)
      .map(({ down: _down, up: _up, start: _start, finding: _finding, restsOn, ...judgement }) => ({
        ...judgement,
        restsOn: restsOn.map((id) => figures.get(id)),
      })),
    studies: data.studies
      .filter(({ publication }) => publication !== "withdrawn")
      .flatMap((study) => studyRows(study, data, figures)),
    ageResults: ageResults(data, figures),
    naturalCourse: naturalCourse(figures),
    harms: harms(data, figures),
    doseThresholds: doseThresholds(figures),
    conflicts: conflicts(data, figures),
  };
  const cited = worksCitedIn(parts);
  return {
    format: 1,
    dataSet: dataSetVersion,
    works: data.works.filter(({ id }) => cited.has(id)),
    ...parts,
  };
}

/** Lookup that names what is missing, so that a record cannot vanish from the pack unseen. */
class Figures {
  readonly all: ReadonlyMap<FigureId, CitedFigure>;

  constructor(data: DataSet) {
    this.all = figureIndex(data);
  }

  get(id: FigureId): CitedFigure {
    const found = this.all.get(id);
    if (found === undefined)
      throw new Error(`The evidence pack needs the figure ${id}, which the data set lacks.`);
    return found;
  }
}

function headline(figures: Figures): PackedHeadline {
  const described = (slot: string) => figures.get(`ipd-2025.description/${slot}`);
  return {
    results: [6, 12].map((month) => ({
      month,
      effect: figures.get(`ipd-2025.main.${month}m/effect`),
      p: figures.get(`ipd-2025.main.${month}m/p`),
    })),
    treated: described("treated"),
    control: described("control"),
    records: described("records"),
    studies: described("studies"),
    controlledStudies: described("controlledStudies"),
    singleArmStudies: described("singleArmStudies"),
    meanAge: described("meanAge"),
    ageLow: described("ageLow"),
    ageHigh: described("ageHigh"),
  };
}

/** One row for each product, since a study that gave two is two bodies of evidence. */
function studyRows(study: Study, data: DataSet, figures: Figures): PackedStudy[] {
  const work = data.works.find(({ id }) => id === study.work);
  const ages = ageLimits(study);
  const low = figures.all.get(figureId(study.id, "ageLow"));
  const high = figures.all.get(figureId(study.id, "ageHigh"));
  // Other cells are in the data set so that nobody mistakes them for cord blood, not to be counted beside it.
  const counted = study.products.filter((product) => product !== "not cord blood");
  return counted.map((product) => {
    const children = childrenOf(study, product, data.arms, figures.all);
    return {
      id: study.id,
      work: study.work,
      ...(work?.year !== undefined && { year: work.year }),
      product,
      route: routeKey(study.routes, study.routesConfirmed),
      donors: study.donors,
      design: study.design,
      group: studyGroup(study),
      mixedDiagnoses: study.mixedDiagnoses,
      ...(study.gmfcs !== undefined && { gmfcs: study.gmfcs }),
      ...(ages !== undefined && { ages }),
      ageFigures: { ...(low !== undefined && { low }), ...(high !== undefined && { high }) },
      ...(children !== undefined && { children }),
      resultHeld: resultHeld(study, product, data),
    };
  });
}

function resultHeld(study: Study, product: Product, { outcomes, arms }: DataSet): boolean {
  return outcomes.some((outcome) => {
    if (outcome.study !== study.id) return false;
    if (study.products.length === 1) return true;
    return arms.find(({ id }) => id === outcome.arm)?.gets === product;
  });
}

function ageResults({ outcomes, studies }: DataSet, figures: Figures): PackedAgeResult[] {
  return outcomes.flatMap(({ id, study: studyId, ageBand }) => {
    const study = studies.find((candidate) => candidate.id === studyId);
    if (ageBand === undefined || study === undefined) return [];
    const children = figures.all.get(figureId(id, "children"));
    return study.products.map((product) => ({
      study: studyId,
      product,
      route: routeKey(study.routes, study.routesConfirmed),
      ageBand,
      ...(children !== undefined && { children }),
    }));
  });
}

/** From the age at which the reference curves are nearly flat, a rise over a year is no longer growing up alone. */
const sixYears = 72;

function naturalCourse(figures: Figures): NaturalCourse[] {
  const told = (
    id: string,
    code: NaturalCourseCode,
    slots: Readonly<Record<string, FigureId>>,
    { fromMonths = 0, month, gmfcs }: { fromMonths?: number; month?: number; gmfcs?: GmfcsLevel } = {},
  ): NaturalCourse => ({
    id,
    code,
    ...(month !== undefined && { month }),
    ...(gmfcs !== undefined && { gmfcs }),
    fromMonths,
    figures: Object.fromEntries(Object.entries(slots).map(([slot, figure]) => [slot, figures.get(figure)])),
  });
  return [
    told(
      "sun-2017-placebo",
      "untreated-trial-children-gained",
      {
        change: "sun-2017-autologous.pbo.gmfm-66.12m/change",
        sd: "sun-2017-autologous.pbo.gmfm-66.12m/sd",
        medianAge: "sun-2017-autologous/ageMedian",
      },
      { month: 12 },
    ),
    told(
      "accent-untreated",
      "untreated-trial-children-passed-the-curve",
      { change: "sun-2022-accent-cp.nh.gmfm-66-oe.12m/change" },
      { month: 12 },
    ),
    ...gmfcsLevels.map((gmfcs) =>
      told(
        `rosenbaum-${gmfcs}`,
        "most-of-the-curve-is-reached-by",
        { age: `rosenbaum.${gmfcs.toLowerCase()}/ageAt90Percent` },
        { gmfcs },
      ),
    ),
    ...gmfcsLevels.map((gmfcs) => {
      const record = `hanna.${gmfcs.toLowerCase()}`;
      return gmfcs === "I" || gmfcs === "II"
        ? told(
            `hanna-${gmfcs}`,
            "no-average-fall-found",
            { fall: `${record}/fall` },
            { gmfcs, fromMonths: sixYears },
          )
        : told(
            `hanna-${gmfcs}`,
            "average-falls-after-peak",
            { peakAge: `${record}/peakAge`, fall: `${record}/fall` },
            { gmfcs, fromMonths: sixYears },
          );
    }),
    told("smits", "stable-course-fits-better", { sample: "smits.course/children" }, { fromMonths: sixYears }),
    told("jahnsen", "rises-then-flat", {
      flatAfter: "jahnsen.course/flatAfter",
      sample: "jahnsen.course/children",
    }),
  ];
}

/** Harms of cord blood, or of cord blood and another product counted together, for which it is known of how many. */
function harms(data: DataSet, figures: Figures): PackedHarm[] {
  return data.harms.flatMap((harm) => {
    const study = data.studies.find(({ id }) => id === harm.study);
    const code = harmCode(harm);
    if (study === undefined || code === undefined || !harm.products.includes("cord blood")) return [];
    const slots = Object.keys(harm.figures).map(
      (slot) => [slot, figures.get(figureId(harm.id, slot))] as const,
    );
    return [
      {
        id: harm.id,
        code,
        ...harmInStudy(harm, study),
        figures: Object.fromEntries(slots),
        ...(code.startsWith("none-seen") && { upperLimit: upperLimit(figures.get(figureId(harm.id, "of"))) }),
      },
    ];
  });
}

/** The doses families meet, with what each stands for; every other number in `facts` is for methodologists. */
const meaningsOfDoses: readonly (readonly [FigureId, DoseMeaning])[] = [
  ["dose.20m/accessMinimum", "access-programme-minimum"],
  ["dose.20m/postHoc", "post-hoc-threshold"],
  ["dose.20m/trialMinimum", "trial-minimum"],
  ["dose.25m/pressText", "same-threshold-in-press-text"],
  ["dose.25m/minimumBeforeFreezing", "trial-minimum-before-freezing"],
  ["dose.50m/trialMaximum", "trial-maximum"],
  ["dose.50m/bankPage", "bank-page-claim"],
  ["dose.100m/trialTarget", "trial-target"],
];

function doseThresholds(figures: Figures): DoseThreshold[] {
  const meanings = meaningsOfDoses.map(([id, meaning]) => ({ meaning, figure: figures.get(id) }));
  const doses = [...new Set(meanings.map(({ figure }) => figure.value))].sort((a, b) => a - b);
  return doses.map((cellsPerKg) => ({
    cellsPerKg,
    meanings: meanings.filter(({ figure }) => figure.value === cellsPerKg),
  }));
}

function conflicts(data: DataSet, figures: Figures): PackedConflict[] {
  return conflictCodes.map((code) => {
    const conflict = data.conflicts.find(({ id }) => id === code);
    if (conflict === undefined)
      throw new Error(`The evidence pack needs the conflict ${code}, which the data set lacks.`);
    return {
      code,
      sides: conflict.sides.map(({ figures: ids, source }) => ({
        figures: ids.map((id) => figures.get(id)),
        source,
      })),
    };
  });
}

/** Every work that a figure, a source or a study of the pack names, however deep it lies. */
function worksCitedIn(part: unknown, cited = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(part)) for (const item of part) worksCitedIn(item, cited);
  else if (typeof part === "object" && part !== null) {
    const { work, readThrough } = part as Partial<Source>;
    if (typeof work === "string") cited.add(work);
    if (typeof readThrough === "string") cited.add(readThrough);
    for (const item of Object.values(part)) worksCitedIn(item, cited);
  }
  return cited;
}
