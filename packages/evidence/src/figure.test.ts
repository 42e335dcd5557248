import { expect, test } from "vitest";
import { leastChecked } from "./figure.ts";
import { evidencePack } from "./pack.ts";

test("unverified survives into the pack: the bank page's dose is still marked so", () => {
  const bankPage = evidencePack()
    .doseThresholds.flatMap(({ meanings }) => meanings)
    .find(({ meaning }) => meaning === "bank-page-claim")!.figure;
  expect(bankPage.checked).toBe("unverified");
});

test("several figures together are checked no better than the least checked of them", () => {
  expect(leastChecked(["full text", "secondary", "abstract"])).toBe("secondary");
  expect(leastChecked(["abstract", "unverified"])).toBe("unverified");
});
