import fc from "fast-check";
import { gmfcsLevels } from "motor";
import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import {
  evidenceMap,
  type MapPlace,
  type MapStudy,
  mapBandMonths,
  mapBands,
  mapCell,
  mapStudies,
  placeStudy,
} from "./evidence-map.ts";
import { donors, products, routes } from "./records.ts";

const data = dataSet();
const map = evidenceMap(data, "cord blood");
const cell = (place: Required<MapPlace>) => mapCell(map.studies, place);
const study = (id: string) => map.studies.find((candidate) => candidate.study === id)!;

test("the bands follow on each other without a gap", () => {
  const months = mapBands.map((band) => mapBandMonths[band]);
  expect(months[0]!.low).toBe(0);
  for (const [i, { low }] of months.entries()) if (i > 0) expect(low).toBe(months[i - 1]!.high + 1);
});

test("a trial whose limits lie within a band counts there, and nowhere else", () => {
  // ACCeNT-CP took children from 2 to 5 years: 31 with cord blood and 31 without.
  const accent = study("sun-2022-accent-cp");
  expect(placeStudy(accent, { band: "2-to-5" })).toEqual({
    study: "sun-2022-accent-cp",
    placing: "counted",
    children: 62,
  });
  for (const band of mapBands.filter((other) => other !== "2-to-5"))
    expect(placeStudy(accent, { band })).toBeUndefined();
});

test("a trial from one to six years took children of three bands among others", () => {
  const sun = study("sun-2017-autologous");
  const placing = mapBands.map((band) => placeStudy(sun, { band })?.placing);
  expect(placing).toEqual(["among others", "among others", "among others", undefined, undefined]);
});

test("a trial that tells how many children were at each level counts them at that level, whatever their age", () => {
  const min = study("min-2020-factorial");
  expect(gmfcsLevels.map((level) => placeStudy(min, { level })?.children)).toEqual([4, 11, 18, 26, 29]);
  expect(placeStudy(min, { level: "II" })?.placing).toBe("counted");
  expect(placeStudy(min, { level: "II", band: "2-to-5" })).toMatchObject({
    placing: "among others",
    children: 11,
  });
});

test("a trial that names no levels does not tell; one that names them took the others out", () => {
  expect(placeStudy(study("sun-2017-autologous"), { level: "V" })?.placing).toBe("not told");
  expect(placeStudy(study("sun-2022-accent-cp"), { level: "IV" })?.placing).toBe("among others");
  expect(placeStudy(study("sun-2022-accent-cp"), { level: "V" })).toBeUndefined();
});

test("a trial by vein or artery is in neither alone, and a route that was not confirmed is not told", () => {
  expect(placeStudy(study("kang-2015-allogeneic"), { route: "intravenous" })?.placing).toBe("among others");
  expect(placeStudy(study("cox-nct01988584-uthealth"), { route: "intravenous" })?.placing).toBe("not told");
  expect(placeStudy(study("zarrabi-2022-intrathecal"), { route: "intravenous" })).toBeUndefined();
});

test("by spine with a child's own cord blood no one was studied in a trial", () => {
  for (const place of map.cells.filter(({ donor, route }) => donor === "own" && route === "intrathecal"))
    expect(place.trials.filter(({ placing }) => placing !== "not told")).toEqual([]);
});

test("the edges of a grid hold what the trials tell of all ages or of all levels", () => {
  const edge = (place: MapPlace) =>
    map.cells.find(
      (candidate) =>
        candidate.donor === "unrelated" &&
        candidate.route === "intravenous" &&
        candidate.band === place.band &&
        candidate.level === place.level,
    );
  // ACCeNT-CP's 62 by age; Min 2020's levels; both with Min 2013's 105 and Min 2020's 92 in the corner.
  expect(edge({ band: "2-to-5" })).toMatchObject({ state: "counted", counted: 62 });
  expect(edge({ level: "V" })).toMatchObject({ state: "counted", counted: 29 });
  expect(edge({})).toMatchObject({ state: "counted", counted: 62 + 105 + 92, among: 36 });
});

test("a withdrawn trial took no one and is on no map", () => {
  expect(map.studies.map(({ study: id }) => id)).not.toContain("augusta-nct01072370");
});

test("children treated outside trials are never among trial children", () => {
  const sixteen = cell({ band: "16-and-over", level: "II", donor: "own", route: "intravenous" });
  expect(sixteen.trials.filter(({ placing }) => placing !== "not told")).toEqual([]);
  expect(sixteen.counted + sixteen.among).toBe(0);
  expect(sixteen.outsideTrials.map(({ study: id }) => id)).toContain("duke-eap");
});

test.each(products)("the totals of the map of %s reconcile with its studies", (product) => {
  const studies = mapStudies(data, product);
  const everyone = studies.flatMap((entry) => placeStudy(entry, {}) ?? []);
  // Where nothing is asked for, every study is placed once, with all its children.
  expect(everyone.map(({ study: id }) => id)).toEqual(studies.map(({ study: id }) => id));
  for (const [i, placed] of everyone.entries()) expect(placed.children).toBe(studies[i]!.children);
  const expected = data.studies
    .filter((record) => record.products.includes(product) && record.publication !== "withdrawn")
    .map(({ id }) => id);
  expect(studies.map(({ study: id }) => id)).toEqual(expected);
});

const anyPlace = fc.record(
  {
    band: fc.constantFrom(...mapBands),
    level: fc.constantFrom(...gmfcsLevels),
    donor: fc.constantFrom(...donors),
    route: fc.constantFrom(...routes),
  },
  { requiredKeys: [] },
);
const anyProduct = fc.constantFrom(...products);

test("no study, and so no child, is twice in one cell", () => {
  fc.assert(
    fc.property(
      anyProduct,
      fc.record({
        band: fc.constantFrom(...mapBands),
        level: fc.constantFrom(...gmfcsLevels),
        donor: fc.constantFrom(...donors),
        route: fc.constantFrom(...routes),
      }),
      (product, place) => {
        const { trials, outsideTrials, counted, among } = mapCell(mapStudies(data, product), place);
        const ids = [...trials, ...outsideTrials].map(({ study: id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const children = trials.reduce(
          (sum, trial) => sum + (trial.placing === "not told" ? 0 : (trial.children ?? 0)),
          0,
        );
        expect(counted + among).toBe(children);
      },
    ),
  );
});

test("asking for more never finds more: a narrower place holds no study or child that the wider one lacks", () => {
  fc.assert(
    fc.property(anyProduct, anyPlace, anyPlace, (product, wide, more) => {
      for (const entry of mapStudies(data, product)) {
        const outer = placeStudy(entry, wide);
        const inner = placeStudy(entry, { ...more, ...wide });
        if (inner === undefined) continue;
        expect(outer).toBeDefined();
        expect(inner.children ?? 0).toBeLessThanOrEqual(outer!.children ?? 0);
        if (inner.placing === "counted") expect(outer!.placing).toBe("counted");
      }
    }),
  );
});

test("children counted in all bands and levels together are no more than the trial's own", () => {
  const counted = (entry: MapStudy) =>
    mapBands
      .flatMap((band) => gmfcsLevels.map((level) => placeStudy(entry, { band, level })))
      .reduce((sum, placed) => sum + (placed?.placing === "counted" ? (placed.children ?? 0) : 0), 0);
  for (const product of products)
    for (const entry of mapStudies(data, product))
      expect(counted(entry)).toBeLessThanOrEqual(entry.children ?? 0);
});
