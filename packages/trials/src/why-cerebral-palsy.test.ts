import { expect, test } from "vitest";
import { whyCerebralPalsy } from "./why-cerebral-palsy.ts";

test("the condition by its name wins over a related one in an earlier field", () => {
  expect(
    whyCerebralPalsy([
      { field: "conditions", text: "Spastic Diplegia" },
      { field: "title", text: "Treadmill training in cerebral palsy" },
    ]),
  ).toEqual({ field: "title", words: "cerebral palsy" });
});
test("a trial filed under other conditions is found by its text", () => {
  expect(
    whyCerebralPalsy([
      { field: "conditions", text: "Safety Issues" },
      { field: "text", text: "Cerebral palsy or developmental disability" },
    ]),
  ).toEqual({ field: "text", words: "Cerebral palsy" });
});
test.each([
  "Spastic Quadriplegia",
  "periventricular leucomalacia",
  "Neonatal Hypoxic Ischemic Encephalopathy",
  "hypoxia-ischaemic encephalopathy",
])("%s is close enough to be listed", (text) => {
  expect(whyCerebralPalsy([{ field: "conditions", text }])?.field).toBe("conditions");
});
test("two letters are no reason: CP is also chronic pancreatitis", () => {
  expect(whyCerebralPalsy([{ field: "title", text: "Pain in CP" }])).toBeUndefined();
});
