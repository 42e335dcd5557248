import { expect, test } from "vitest";
import { reasonCodes } from "./reason.ts";

test("each code is listed once", () => {
  expect(new Set(reasonCodes).size).toBe(reasonCodes.length);
});
