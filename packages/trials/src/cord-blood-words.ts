/**
 * Cord blood as eligibility texts ask for it: that a unit of the child's own or of a sibling's is stored, and
 * how many total nucleated cells it must hold per kg of body weight.
 *
 * Other counts (CD34, mononuclear cells) are not total nucleated cells and stay unread, and so does "2 x 107",
 * where the raised digit was lost in copying.
 */
import type { ReadCriterion } from "./criterion.ts";
import { count, map, maybe, oneOf, type Parser, phrase, repeated, sequence } from "./grammar.ts";

type Unit = "own" | "sibling";

const owner: Parser<Unit> = oneOf(
  map(
    phrase(`
      autologous | own | his or her own | their own | its own | the child ' s own | child ' s own |
      the patient ' s own | patient ' s own | the subject ' s own | subject ' s own
    `),
    () => "own" as const,
  ),
  map(
    phrase("sibling", "sibling donor", "full sibling", "full - sibling", "sibling ' s", "a sibling ' s"),
    () => "sibling" as const,
  ),
);
const qualities = new Set([
  "qualified",
  "suitable",
  "adequate",
  "eligible",
  "sufficient",
  "acceptable",
  "usable",
  "appropriate",
]);
const quality = phrase(...qualities);
const kept = phrase(`
  available | stored | banked | cryopreserved | frozen | preserved | in storage | cryo - preserved
`);
const describing = repeated(oneOf(quality, kept, phrase("a", "an", "the", ",", "and", "previously")), 0, 4);
const blood = sequence(
  maybe(phrase("umbilical")),
  oneOf<unknown>(sequence(phrase("cord blood"), maybe(phrase("( ucb )", "( cb )"))), phrase("ucb")),
  maybe(phrase("unit", "units", "cells", "sample", "samples", "unit ( s )", "unit ( ucbu )", "graft")),
);
const state = sequence(
  maybe(
    phrase(`
      is | are | was | were | be | being | has been | have been | must be | must have been | that is |
      which is | should be
    `),
  ),
  kept,
);

const unitKept: Parser<ReadCriterion> = oneOf(
  map(sequence(describing, owner, describing, blood, state), ([before, unit, between]) =>
    need(unit, [...before, ...between]),
  ),
  map(
    sequence(
      oneOf(
        kept,
        phrase(`
          availability of | availability of an | availability of a | has | have | having | with | has a |
          has an | have a | have an | having a | having an | with a | with an
        `),
      ),
      describing,
      owner,
      describing,
      blood,
    ),
    ([first, before, unit, between]) => {
      const words = [first, ...before, ...between];
      // "with autologous cord blood" may be a treatment given; a unit that is there has to be said to be.
      const there = words.some((word) => word.startsWith("availab") || keptWords.has(word));
      return there ? need(unit, words) : undefined;
    },
  ),
);
const keptWords = new Set([
  "available",
  "stored",
  "banked",
  "cryopreserved",
  "frozen",
  "preserved",
  "in storage",
]);

function need(unit: Unit, words: readonly string[]): ReadCriterion {
  const qualified = words.some((word) => qualities.has(word));
  return { kind: "cord-blood", unit, wanted: "stored", ...(qualified && { qualified: true as const }) };
}

const power: Parser<number> = oneOf(
  map(sequence(phrase("^"), count), ([, exponent]) => exponent),
  (tokens, at) => {
    const token = tokens[at];
    return token?.kind === "superscript" ? { value: token.value!, next: at + 1 } : undefined;
  },
);
const ten: Parser<number> = (tokens, at) =>
  tokens[at]?.text === "10" ? { value: 10, next: at + 1 } : undefined;
const large: Parser<number> = oneOf(
  map(
    sequence(count, phrase("x", "*", "."), ten, power),
    ([factor, , , exponent]) => factor * 10 ** exponent,
  ),
  map(sequence(count, phrase("e"), count), ([factor, , exponent]) => factor * 10 ** exponent),
  map(sequence(ten, power), ([, exponent]) => 10 ** exponent),
  map(
    sequence(count, phrase("million", "billion")),
    ([factor, size]) => factor * (size === "million" ? 1e6 : 1e9),
  ),
);

const nucleated = phrase(`
  total nucleated cell | total nucleated cells | nucleated cell | nucleated cells | tnc | tncs |
  total nucleated cells ( tnc ) | total nucleated cell ( tnc )
`);
const perKg = sequence(
  oneOf<unknown>(
    sequence(phrase("/", "per"), phrase("kg", "kilogram", "kilo", "kg body weight")),
    phrase("kg - 1"),
  ),
  maybe(
    phrase(`
      body weight | of body weight | of recipient weight | recipient weight | recipient body weight |
      of recipient body weight | bw | of body mass | weight
    `),
  ),
);
const atLeast = phrase(`
  >= | > | at least | a minimum of | minimum | minimum of | more than | greater than | not less than |
  no less than | greater than or equal to
`);
const below = phrase("<", "less than", "below", "fewer than", "under");
const countedBefore = phrase(`
  pre - cryopreservation | precryopreservation | pre - freeze | prefreeze | pre - cryo | precryo |
  pre - freezing | before freezing | prior to cryopreservation | before cryopreservation | at collection |
  pre - thaw
`);
const countedAfter = phrase(`
  post - thaw | postthaw | after thaw | after thawing | post thaw | post - thawing
`);
const counted: Parser<"before-freezing" | "after-thaw"> = oneOf(
  map(countedBefore, () => "before-freezing" as const),
  map(countedAfter, () => "after-thaw" as const),
);
const measure = phrase(`
  dose | count | dose of | count of | dose is | count is | must be | of | is | : | content | content of |
  dose must be | cell dose | cell dose of
`);
const threshold: Parser<{ readonly wanted: "at-least" | "below"; readonly amount: number }> = map(
  sequence(
    oneOf(
      map(atLeast, () => "at-least" as const),
      map(below, () => "below" as const),
    ),
    large,
  ),
  ([wanted, amount]) => ({ wanted, amount }),
);

const dose: Parser<ReadCriterion> = map(
  oneOf(
    map(
      sequence(
        maybe(phrase("minimum", "a minimum", "a")),
        maybe(counted),
        nucleated,
        repeated(measure, 0, 3),
        maybe(counted),
        threshold,
        maybe(phrase("cells", "tnc", "nucleated cells", "total nucleated cells")),
        perKg,
        maybe(counted),
      ),
      ([, first, , , second, found, , , third]) => ({ ...found, counted: first ?? second ?? third }),
    ),
    map(
      sequence(maybe(counted), threshold, maybe(counted), nucleated, perKg, maybe(counted)),
      ([first, found, second, , , third]) => ({ ...found, counted: first ?? second ?? third }),
    ),
  ),
  ({ wanted, amount, counted }) =>
    amount > 0 && Number.isFinite(amount)
      ? { kind: "cell-dose", wanted, cellsPerKg: amount, ...(counted && { counted }) }
      : undefined,
);

export const cordBloodWords: Parser<ReadCriterion> = oneOf(unitKept, dose);
