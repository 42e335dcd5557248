/**
 * A trial that stands in two registries is one trial with two numbers: its records name each other's numbers. The
 * fullest record is shown, with the numbers of the others; none is dropped from the store.
 */
import type { Trial } from "./record.ts";

export function oncePerTrial(trials: readonly Trial[]): Trial[] {
  const groups = grouped(trials);
  return groups.map((group) => {
    const [shown, ...others] = [...group].sort(byFullness) as [Trial, ...Trial[]];
    const numbers = [shown, ...others].flatMap(({ registryId, otherNumbers }) => [
      registryId,
      ...otherNumbers,
    ]);
    const otherNumbers = [...new Set(numbers)].filter((number) => number !== shown.registryId);
    // Why it is listed may stand in the record that is not shown.
    const whyCerebralPalsy = group.find((trial) => trial.whyCerebralPalsy)?.whyCerebralPalsy;
    const whyCordBlood = group.find((trial) => trial.whyCordBlood)?.whyCordBlood;
    return {
      ...shown,
      otherNumbers,
      ...(whyCerebralPalsy && { whyCerebralPalsy: shown.whyCerebralPalsy ?? whyCerebralPalsy }),
      ...(whyCordBlood && { whyCordBlood: shown.whyCordBlood ?? whyCordBlood }),
    };
  });
}

/** Groups of trials that name one another, also by way of a third; in the order of their first. */
function grouped(trials: readonly Trial[]): Trial[][] {
  const leaders = new Map<string, string>();
  const leader = (number: string): string => {
    let at = number;
    for (let next = leaders.get(at); next !== undefined && next !== at; next = leaders.get(at)) at = next;
    return at;
  };
  for (const { registryId, otherNumbers } of trials) {
    for (const other of otherNumbers) {
      const [from, to] = [leader(other), leader(registryId)];
      if (from !== to) leaders.set(from, to);
    }
  }
  const groups = new Map<string, Trial[]>();
  for (const trial of trials) {
    const key = leader(trial.registryId);
    const group = groups.get(key);
    if (group) group.push(trial);
    else groups.set(key, [trial]);
  }
  return [...groups.values()];
}

/** The registry itself before a portal, ClinicalTrials.gov before others, then by number. */
function byFullness(a: Trial, b: Trial): number {
  const rank = ({ via, registry }: Trial) =>
    (via === undefined ? 0 : 2) + (registry === "ClinicalTrials.gov" ? 0 : 1);
  return rank(a) - rank(b) || (a.registryId < b.registryId ? -1 : 1);
}
