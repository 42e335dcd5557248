import { describe, expect, test } from "vitest";
import { countryCode, countryCodes } from "./country-names.ts";

describe("country names", () => {
  test("all 249 codes of ISO 3166-1 are there, each with two capital letters", () => {
    expect(countryCodes).toHaveLength(249);
    expect(countryCodes.every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
  });
  // Spellings seen in ClinicalTrials.gov records of several years.
  test.each([
    ["United States", "US"],
    ["Korea, Republic of", "KR"],
    ["South Korea", "KR"],
    ["Korea, Democratic People's Republic of", "KP"],
    ["Iran, Islamic Republic of", "IR"],
    ["Russian Federation", "RU"],
    ["Turkey", "TR"],
    ["Turkey (Türkiye)", "TR"],
    ["Czech Republic", "CZ"],
    ["Czechia", "CZ"],
    ["Viet Nam", "VN"],
    ["Congo, The Democratic Republic of the", "CD"],
    ["Congo", "CG"],
    ["Macedonia, The Former Yugoslav Republic of", "MK"],
    ["Côte D'Ivoire", "CI"],
    ["Reunion", "RE"],
    ["Palestinian Territories, Occupied", "PS"],
    ["The Gambia", "GM"],
    ["Puerto Rico", "PR"],
  ])("%s is %s", (name, code) => {
    expect(countryCode(name)).toBe(code);
  });
  test("Niger and Nigeria, Guinea and Guinea-Bissau stay apart", () => {
    expect(["Niger", "Nigeria", "Guinea", "Guinea-Bissau"].map(countryCode)).toEqual([
      "NE",
      "NG",
      "GN",
      "GW",
    ]);
  });
  test.each(["Former Yugoslavia", "Europe", "", "constructor"])("%j is no country with a code", (name) => {
    expect(countryCode(name)).toBeUndefined();
  });
});
