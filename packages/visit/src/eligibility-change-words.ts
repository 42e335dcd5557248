/** What changed between two versions of an eligibility text, in sentences. */
import { gmfcsLevels } from "motor";
import type { CriterionChange, LimitEnd, Movement, StatedLimit } from "trials";
import { limitWords, measureWords, windowWords } from "./criterion-words.ts";
import { listWords } from "./local-words.ts";
import type { Locale, Say } from "./words.ts";

/** As much of the registry's words as one line of a feed or a terminal takes. */
const mostLetters = 200;

/** One sentence or two for a change, with the registry's words in quotation marks. */
export function changeWords(change: CriterionChange, say: Say, locale: Locale): string {
  switch (change.kind) {
    case "added":
      return say("change.added", { section: change.after.section, words: short(change.after.text) });
    case "removed":
      return say("change.removed", { section: change.before.section, words: short(change.before.text) });
    case "moved":
      return say("change.moved", {
        from: change.before.section,
        to: change.after.section,
        words: short(change.after.text),
      });
    case "changed": {
      const words = { before: short(change.before.text), after: short(change.after.text) };
      if (change.movements.length === 0) return say("change.reworded", words);
      const movements = change.movements.map((one) => movementWords(one, say, locale)).join(" ");
      return say("change.changed", { ...words, movements });
    }
  }
}

/** What moved in a line, without the registry's words. */
export function movementWords(movement: Movement, say: Say, locale: Locale): string {
  const what = say(`criterion.kind.${movement.kind}`);
  switch (movement.what) {
    case "lowest":
    case "highest": {
      const told = (end: LimitEnd | undefined) => end && endWords(movement.what, end, say, locale);
      return say(`change.${movement.what}`, { what, ...sides(told(movement.from), told(movement.to)) });
    }
    case "limit": {
      const told = (limit: StatedLimit | undefined) =>
        limit && (limitWords(inRoman(movement.kind, limit), say, locale) ?? say("change.limit.other"));
      return say("change.limit", { what, ...sides(told(movement.from), told(movement.to)) });
    }
    case "window": {
      const told = (windows: (typeof movement)["from"]) =>
        windows.length === 0
          ? undefined
          : listWords(
              windows.map((window) => windowWords(window, say)),
              locale,
            );
      return say("change.window", { what, ...sides(told(movement.from), told(movement.to)) });
    }
    case "effect":
      return say("change.effect", { what, from: effects[movement.from], to: effects[movement.to] });
    case "named":
      return say("change.named", { what });
    case "not-named":
      return say("change.notNamed", { what });
  }
}

const effects = { must: "must", "must-not": "mustNot", allowed: "allowed" } as const;

const sides = (from: string | undefined, to: string | undefined) => ({
  sides: from === undefined ? "new" : to === undefined ? "gone" : "both",
  from: from ?? "",
  to: to ?? "",
});

function endWords(
  side: "lowest" | "highest",
  { amount, unit, open }: LimitEnd,
  say: Say,
  locale: Locale,
): string {
  const value = measureWords(amount, unit, say, locale);
  if (!open) return value;
  return say("criterion.limit", { op: side === "lowest" ? "moreThan" : "lessThan", value });
}

/** Levels of the GMFCS are written I to V. */
function inRoman(kind: Movement["kind"], limit: StatedLimit): StatedLimit {
  if (kind !== "gmfcs" || !Array.isArray(limit.value)) return limit;
  const value = limit.value.map((level) => gmfcsLevels[Number(level) - 1] ?? level);
  return { ...limit, value };
}

const short = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters)} ...` : text);
