/** How often something was done, and how many drugs a child takes. */
import type { Asked } from "../annotation/annotated-criterion.ts";
import { conceptsIn } from "../annotation/words-found.ts";
import type { TrialChild } from "../child.ts";
import { compare } from "./compare.ts";
import { type Held, of } from "./held.ts";

/** "More than 4 injections": how often it was done, whatever the time. */
export function timesDone(line: Asked, child: TrialChild): Held | undefined {
  if (line.concept !== "botulinum-toxin" && line.concept !== "cell-therapy") return undefined;
  const { concept, op, value, unit } = withTimes(line);
  if (op === null || !/^(?:times|injections|infusions|cycles|sessions)$/.test(unit ?? "")) return undefined;
  if (concept === "botulinum-toxin" && child.botulinumToxin !== undefined)
    return of("botulinumToxin", compare(op, value, child.botulinumToxin.length));
  if (concept === "cell-therapy" && child.cellTherapy !== undefined)
    return of("cellTherapy", compare(op, value, child.cellTherapy.length));
  return undefined;
}

const numbersOfTimes = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 } as const;

/** "More than 2 botulinum toxin treatments": what is counted stands behind its name. */
function withTimes(asked: Asked): Asked {
  if (asked.op !== null) return asked;
  const found =
    /\b(more than|at least|[>≥])\s*(\d|one|two|three|four|five|six) (?:[a-z-]+ ){0,4}(?:treatments|injections|sessions|cycles|courses|infusions)\b/i.exec(
      asked.text.slice(0, 500),
    );
  const orMore =
    /\b(\d|one|two|three|four|five|six) or more (?:[a-z-]+ ){0,4}(?:treatments|injections|sessions|cycles|courses|infusions)\b/i.exec(
      asked.text.slice(0, 500),
    );
  if (found === null && orMore === null) return asked;
  const [, sign, amount] = found ?? [undefined, "at least", orMore![1]];
  if (sign === undefined || amount === undefined) return asked;
  const value = numbersOfTimes[amount.toLowerCase() as keyof typeof numbersOfTimes] ?? Number(amount);
  return { ...asked, op: /least|≥/i.test(sign) ? ">=" : ">", value, unit: "times" };
}

const howManyDrugs =
  /\b(?:(more than|at least|at most|no more than|not more than|fewer than|less than|exactly) )?(\d|one|two|three|four|five|six)( or more| or fewer)? (?:[a-z-]+ ){0,2}(?:drugs?|medic\w+|aeds?)\b/i;

/** "Two or more antiseizure drugs", "at most one": counted among those a child takes. */
export function howMany({ concept, text }: Asked, { medicines }: TrialChild): Held | undefined {
  const found = concept === "antiseizure-drug" ? howManyDrugs.exec(text.slice(0, 500)) : null;
  if (found === null) return undefined;
  if (medicines === undefined) return of("medicines", "unknown");
  const [, before = "", amount, after = ""] = found;
  const number = numbersOfTimes[amount!.toLowerCase() as keyof typeof numbersOfTimes] ?? Number(amount);
  const taken = medicines.filter((words) => conceptsIn(words).some((one) => one.concept === concept)).length;
  const op =
    /more than/i.test(before) && !/no|not/i.test(before)
      ? ">"
      : /least/i.test(before) || /more/i.test(after)
        ? ">="
        : /most|no more|not more/i.test(before) || /fewer/i.test(after)
          ? "<="
          : /fewer|less/i.test(before)
            ? "<"
            : ">=";
  return of("medicines", compare(op, number, taken));
}
