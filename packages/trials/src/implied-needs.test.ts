import { expect, test } from "vitest";
import { impliedNeeds } from "./implied-needs.ts";

const needs = (names: readonly string[], title = "A trial") =>
  impliedNeeds({ title, interventions: names.map((name) => ({ name, otherNames: [] })) }).map(
    ({ criterion, from }) => ({ criterion, from }),
  );
const own = { kind: "cord-blood", unit: "own", wanted: "stored" };
const sibling = { ...own, unit: "sibling" };

test.each([
  "Autologous cord blood",
  "Autologous umbilical cord blood infusion",
  "Infusion of the child's own UCB",
])("%s needs a stored unit of the child's own", (name) => {
  expect(needs([name, "Placebo (no cord blood)"])).toEqual([{ criterion: own, from: "intervention" }]);
});
test("own or sibling cord blood needs one of the two", () => {
  expect(needs(["Autologous or sibling umbilical cord blood"])).toEqual([
    { criterion: { kind: "any", of: [own, sibling] }, from: "intervention" },
  ]);
  expect(needs(["Allogeneic sibling cord blood"])).toEqual([{ criterion: sibling, from: "intervention" }]);
});
test.each([
  [["Allogeneic umbilical cord blood"]],
  [["Unrelated donor cord blood"]],
  [["Autologous cord blood", "Allogeneic cord blood"]],
  [["Sibling or unrelated cord blood"]],
  [["Autologous bone marrow mononuclear cells"]],
  [["Cord blood"]],
  [["Botulinum toxin"]],
])("%j needs no unit of the family's", (names) => {
  expect(needs(names)).toEqual([]);
});
test("whose cord blood it is may be told by the title alone", () => {
  expect(needs(["Cord blood"], "Autologous cord blood in newborns")).toEqual([
    { criterion: own, from: "title" },
  ]);
});
test("a title about cord blood without such an intervention implies nothing", () => {
  expect(needs(["Observation"], "Children after autologous cord blood")).toEqual([]);
});
