/**
 * Eligibility criteria as read from a registry record, and how one is turned into its opposite.
 * A criterion says what a child must satisfy: an exclusion is kept as the opposite of what it excludes, so
 * that "met" means the same wherever the line stood.
 */
import { type GmfcsLevel, gmfcsLevels } from "motor";
import { type AgeBound, opposite } from "./age-bound.ts";
import type { Asked } from "./annotation/annotated-criterion.ts";
import type { Reason } from "./reason.ts";

export type Sex = "female" | "male";

export type Criterion =
  | {
      readonly kind: "age";
      readonly from?: AgeBound;
      readonly to?: AgeBound;
      /** Counted from the due date rather than from birth. */
      readonly corrected?: true;
    }
  | { readonly kind: "sex"; readonly sexes: readonly Sex[] }
  | { readonly kind: "gmfcs"; readonly levels: readonly GmfcsLevel[] }
  | {
      readonly kind: "cord-blood";
      readonly unit: "own" | "sibling";
      readonly wanted: "stored" | "none";
      /** The line asks for a qualified or suitable unit: that one is stored does not settle it. */
      readonly qualified?: true;
    }
  | {
      readonly kind: "cell-dose";
      readonly wanted: "at-least" | "below";
      /** Total nucleated cells per kg of body weight. */
      readonly cellsPerKg: number;
      /** Which count the line means, where it says so. */
      readonly counted?: "before-freezing" | "after-thaw";
    }
  /** One fact of the child decides; `wanted` says whether what is asked must or must not hold. */
  | {
      readonly kind: "fact";
      readonly asked: Asked;
      readonly wanted: boolean;
      /** Something outside the line decides what it means: it never counts against a child. */
      readonly soft?: true;
    }
  | { readonly kind: "status"; readonly status?: string }
  | {
      readonly kind: "country";
      /** ISO 3166-1 alpha-2. */
      readonly countries: readonly string[];
      /** Names of the record that have no known code. */
      readonly otherNames: readonly string[];
    }
  | { readonly kind: "all" | "any"; readonly of: readonly Criterion[] }
  /** Asks nothing ("None"). */
  | { readonly kind: "nothing" }
  /** The record is silent or its field cannot be read, where one would be expected. */
  | { readonly kind: "not-told"; readonly about: "age" | "sex"; readonly why: Reason }
  /**
   * No rule reads it as a whole; it is kept and shown for a person to read, never guessed. `noted` is what a careful
   * reader would note in it, which a family's own answers may settle; the words stay beside it, with that doubt.
   */
  | { readonly kind: "unread"; readonly why: Reason; readonly noted?: Criterion };

export type CriterionKind = Criterion["kind"];

/** What the text can be read to say so far; these have an opposite. */
export type ReadCriterion =
  | Extract<Criterion, { kind: "age" | "sex" | "gmfcs" | "cord-blood" | "cell-dose" | "nothing" }>
  | { readonly kind: "all" | "any"; readonly of: readonly ReadCriterion[] };

/**
 * What is left for a child when a text excludes this: met where the given one is not met and the other way
 * round, unknown where it is unknown. What takes everybody leaves an empty list of levels or sexes.
 */
export function negate(criterion: ReadCriterion): ReadCriterion {
  switch (criterion.kind) {
    case "age":
      return negateAge(criterion);
    case "sex":
      return {
        kind: "sex",
        sexes: (["female", "male"] as const).filter((sex) => !criterion.sexes.includes(sex)),
      };
    case "gmfcs":
      return { kind: "gmfcs", levels: gmfcsLevels.filter((level) => !criterion.levels.includes(level)) };
    case "cord-blood":
      return { ...criterion, wanted: criterion.wanted === "stored" ? "none" : "stored" };
    case "cell-dose":
      return { ...criterion, wanted: criterion.wanted === "at-least" ? "below" : "at-least" };
    case "all":
      return { kind: "any", of: criterion.of.map(negate) };
    case "any":
      return { kind: "all", of: criterion.of.map(negate) };
    case "nothing":
      return criterion;
  }
}

function negateAge({ from, to, corrected }: Extract<Criterion, { kind: "age" }>): ReadCriterion {
  const mark = corrected === undefined ? {} : { corrected };
  const below: ReadCriterion[] =
    from === undefined ? [] : [{ kind: "age", to: opposite.ofFrom(from), ...mark }];
  const above: ReadCriterion[] = to === undefined ? [] : [{ kind: "age", from: opposite.ofTo(to), ...mark }];
  const sides = [...below, ...above];
  return sides.length === 1 ? sides[0]! : { kind: "any", of: sides };
}
