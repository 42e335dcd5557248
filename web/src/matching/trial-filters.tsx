import { trialGroups } from "trials";
import type { Told } from "./told.ts";
import type { Filter, TrialList } from "./trial-list.ts";

interface Props extends Pick<TrialList, "rows" | "filter">, Pick<Told, "t"> {
  readonly choose: (filter: Filter) => void;
}

/** Which group of trials is shown, with how many there are in each. */
export function TrialFilters({ rows, filter, choose, t }: Props) {
  const count = (group: Filter) =>
    group === "all" ? rows.length : rows.filter((row) => row.group === group).length;
  return (
    <fieldset class="filters no-print">
      <legend>{t("match.filter")}</legend>
      {(["all", ...trialGroups] as const).map((group) => (
        <label key={group} class="filter">
          <input type="radio" name="filter" checked={filter === group} onChange={() => choose(group)} />
          <span>{t(`match.filter.${group}`, { count: count(group) })}</span>
        </label>
      ))}
    </fieldset>
  );
}
