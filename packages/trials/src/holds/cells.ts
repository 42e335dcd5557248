/** Cells of a stored unit of cord blood against the number a line asks for, for each kg of body weight or in all. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import type { TrialChild } from "../child.ts";
import { compare } from "./compare.ts";
import { type Held, of, says } from "./held.ts";

const many =
  /(\d+(?:\.\d+)?)\s*(?:[x×*·]\s*10\s*\\?\^?\s*(\d{1,2}|[⁰¹²³⁴-⁹]{1,2})|(million|billion))|\b10\s*\\?\^\s*(\d{1,2})/i;
/** "Between 1 and 5 x 10^7": both are in the power of ten of the second. */
const manyTo = /(\d+(?:\.\d+)?)\s*(?:-|–|to|and)\s*(\d+(?:\.\d+)?)\s*[x×*·]\s*10/i;
const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** How many cells a line names, where it names a number that only cells have. */
function cellsNamed(text: string): number | undefined {
  const found = many.exec(text.slice(0, 2_000));
  if (found === null) return undefined;
  const [, factor, exponent, size, bare] = found;
  if (bare !== undefined) return 10 ** Number(bare);
  if (size !== undefined) return Number(factor) * (size.toLowerCase() === "million" ? 1e6 : 1e9);
  const plain = [...exponent!]
    .map((digit) => (raised.includes(digit) ? raised.indexOf(digit) : digit))
    .join("");
  return Number(factor) * 10 ** Number(plain);
}

/** @returns undefined where the line is not about the number of cells. */
export function ofCells(asked: Asked, { cordBlood, weightKg }: TrialChild): Held | undefined {
  const needed = cellsNamed(asked.text);
  if (needed === undefined || !says(asked, /\bcells?\b|\btncs?\b|nucleated/i)) return undefined;
  // Other cells than those a bank counts, or of another child.
  if (says(asked, /cd ?34|mononuclear|mesenchym|\bmscs?\b|sibling|donor|allogen|unrelated|thaw/i))
    return of("cells", "unknown");
  // A unit that is not there holds neither enough nor too few.
  if (cordBlood?.own === "none" && says(asked, /\b(?:own|autologous)\b/i)) return of("cordBlood", "no");
  const cells = cordBlood?.totalNucleatedCells;
  const perKg = says(asked, /(?:\/|per) ?k(?:g|ilo)|kg ?(?:-1|⁻¹)/i);
  if (cells === undefined || (perKg && !((weightKg ?? 0) > 0))) return of("cells", "unknown");
  const range =
    says(asked, /\d\s*(?:-|–|to|and)\s*\d/i) && Array.isArray(asked.value) ? manyTo.exec(asked.text) : null;
  if (range !== null) {
    const size = needed / Number(range[2]);
    return of(
      "cells",
      compare("between", [Number(range[1]) * size, needed], perKg ? cells / weightKg! : cells),
    );
  }
  const below = asked.op === "<" || asked.op === "<=" || says(asked, /\b(?:less|fewer|below|under) /i);
  return of("cells", compare(below ? "<" : ">=", needed, perKg ? cells / weightKg! : cells));
}
