import { expect, test } from "vitest";
import { asked, chosenBeside, narrowed, parts } from "./search-form.ts";

const places = { places: [{ name: "Laval, Canada", latitude: 45.57, longitude: -73.75 }] };
const ask = (query: string) => asked(new URL(`http://here/trials/search/?${query}`), places);

test("a place chosen by its name is searched by its degrees, within 200 km where no distance is given", () => {
  expect(ask("place=Laval%2C+Canada").reading).toMatchObject({
    search: { near: { latitude: 45.57, longitude: -73.75, kilometres: 200 } },
  });
  expect(ask("place=Laval%2C+Canada&km=50").reading).toMatchObject({ search: { near: { kilometres: 50 } } });
});

test("control characters are no part of what was asked", () => {
  expect(ask("words=cord%00blood&condition=%00").fields.toString()).toBe("words=cord+blood");
});

test("a distance without a place is left out, for the form always sends one", () => {
  expect(ask("km=50&words=x").reading).toMatchObject({ status: "read", search: { words: "x" } });
});

test("a facet adds its value, takes it off the second time, and goes back to the first page", () => {
  const fields = new URLSearchParams("words=x&page=3");
  const once = narrowed("/s/", fields, "status", "RECRUITING");
  expect(once).toBe("/s/?words=x&status=RECRUITING");
  expect(narrowed("/s/", new URLSearchParams(once.slice(4)), "status", "RECRUITING")).toBe("/s/?words=x");
});

test("what was chosen beside the results and has no field in the form is kept, and nothing else is", () => {
  const kept = (query: string) =>
    chosenBeside(new URLSearchParams(query)).map(({ name, value }) => `${name} ${value}`);
  expect(kept("status=open&status=SUSPENDED&phase=PHASE2&type=OBSERVATIONAL")).toEqual(["status SUSPENDED"]);
  expect(kept("phase=phase2&phase=PHASE3&type=REGISTRY_STUDY")).toEqual([
    "phase PHASE3",
    "type REGISTRY_STUDY",
  ]);
});

test("a text cut at its marks is the same text", () => {
  const cut = parts("cord blood for all", [
    [0, 4],
    [5, 10],
  ]);
  expect(cut.map(({ text }) => text).join("")).toBe("cord blood for all");
  expect(cut.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(["cord", "blood"]);
});
