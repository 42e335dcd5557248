import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { dataSet, dataSetVersion } from "evidence";
import { expect, test } from "vitest";
import { evidenceJson } from "./evidence-json.ts";
import { evidenceJsonSchema } from "./evidence-json-schema.ts";

const ajv = new Ajv2020({ allErrors: true, strict: true });
addFormats.default(ajv);
const valid = ajv.compile(evidenceJsonSchema());
const document = () =>
  structuredClone(evidenceJson(dataSet(), dataSetVersion)) as unknown as Record<string, never>;

test("the published schema is one of draft 2020-12", () => {
  expect(ajv.validateSchema(evidenceJsonSchema())).toBe(true);
});

test("the exported data set is valid by the published schema", () => {
  valid(document());
  expect(valid.errors).toBeNull();
});

test("it names its version and its day", () => {
  expect(document()).toMatchObject({ ...dataSetVersion, name: "Cordwise evidence data set", form: 1 });
});

type Loose = Record<string, unknown>;
const study = (data: Loose) => (data.studies as Loose[])[0]!;
const figure = (data: Loose) => (study(data).figures as Record<string, Loose>).randomised!;

test.each<[string, (data: Loose) => void]>([
  ["a figure without its work", (data) => delete figure(data).work],
  ["a figure without its checking", (data) => delete figure(data).checked],
  ["a figure in a unit that is none", (data) => (figure(data).unit = "bananas")],
  ["a number typed as text", (data) => (figure(data).value = "63")],
  ["a figure in a slot that is none", (data) => ((study(data).figures as Loose).luck = figure(data))],
  ["a study with a field that is none", (data) => (study(data).colour = "red")],
  ["a conflict with one side", (data) => ((data.conflicts as Loose[])[0]!.sides = [])],
  ["a day that is none", (data) => (data.date = "yesterday")],
  ["a table too few", (data) => delete data.harms],
])("the schema refuses %s", (_, spoil) => {
  const spoiled = document();
  spoil(spoiled);
  expect(valid(spoiled)).toBe(false);
});
