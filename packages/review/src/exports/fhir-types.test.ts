/**
 * The export's types against those that DefinitelyTyped makes from R5's published definitions (@types/fhir, `r5`): an
 * element that R5 does not have there, or that has another type, is an error of the compiler.
 */
import { dataSet, dataSetVersion } from "evidence";
import type * as R5 from "fhir/r5";
import { expect, test } from "vitest";
import { fhirBundle } from "./fhir.ts";
import type { Citation, Evidence } from "./fhir-r5.ts";

/** Ours may not be changed and theirs may: that is all that may differ. */
type Changeable<Shape> = Shape extends readonly (infer Item)[]
  ? Changeable<Item>[]
  : Shape extends object
    ? { -readonly [Key in keyof Shape]: Changeable<Shape[Key]> }
    : Shape;
/** Names that R5 does not know, at the first level; deeper ones fail to be assigned where they are required. */
type Strangers<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;

const citationFits: Changeable<Citation> extends R5.Citation ? true : never = true;
const evidenceFits: Changeable<Evidence> extends R5.Evidence ? true : never = true;
const noStrangers: [Strangers<Citation, R5.Citation>, Strangers<Evidence, R5.Evidence>] extends [never, never]
  ? true
  : never = true;

test("every resource of the bundle has a type that R5 knows under that name", () => {
  expect([citationFits, evidenceFits, noStrangers]).toEqual([true, true, true]);
  const known: readonly R5.FhirResource["resourceType"][] = ["Citation", "Evidence"];
  const found = new Set(
    fhirBundle(dataSet(), dataSetVersion).entry.map(({ resource }) => resource.resourceType),
  );
  expect([...found].sort()).toEqual([...known]);
});
