/** When a rule of a trial opens or closes for the child, in words. */
import { type Door, daysOfDoor, yearlyGainKg } from "trials";
import { dateWords } from "visit";
import type { Told } from "./told.ts";

function spanWords(door: Door, { t, locale, today }: Told): string {
  const { first, last } = daysOfDoor(door, today);
  const [from, to] = [dateWords(first, locale), dateWords(last, locale)];
  return from === to ? t("match.on", { day: from }) : t("match.between", { from, to });
}

export function doorWords(door: Door, told: Told): string {
  const { t, locale } = told;
  const when = door.kind === "planned-end" ? dateWords(door.on, locale) : spanWords(door, told);
  if (!("atKg" in door)) return t(`match.door.${door.kind}`, { when });
  const { slow, fast } = yearlyGainKg;
  return t(`match.door.${door.kind}`, { when, kg: door.atKg, slow, fast });
}
