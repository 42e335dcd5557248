/** What the evidence map says of one cell and of one study. */
import type { MapCell, MapStudy, PlacedStudy } from "evidence";
import { type GmfcsLevel, gmfcsLevels } from "motor";
import { type Locale, listWords, numberWords } from "visit";
import type { SayReview } from "./words.ts";

const sizes = [
  { name: "few", upTo: 19 },
  { name: "some", upTo: 59 },
  { name: "many", upTo: Number.POSITIVE_INFINITY },
] as const;

/** A row or a column, the last of which is about all. */
export const all = "all";

export interface CellWords {
  readonly level: GmfcsLevel | typeof all;
  readonly state: MapCell["state"];
  /** Of the number counted, for the depth of the fill. */
  readonly size: (typeof sizes)[number]["name"];
  /** What is drawn in the square: short, and nothing where no one was studied. */
  readonly short: string;
  /** The whole of it. */
  readonly words: string;
  readonly outside: boolean;
  /** The one study it leads to, where there is one only. */
  readonly study?: string;
}

interface Telling {
  readonly say: SayReview;
  readonly locale: Locale;
}

export function cellWords(cell: MapCell, telling: Telling): CellWords {
  const { level, state, counted, trials, outsideTrials } = cell;
  const untold = trials.filter(({ placing }) => placing === "not told").length;
  const outside = outsideTrials.length > 0;
  const words = placedWords(cell, untold, telling);
  const here: readonly PlacedStudy[] = [...trials, ...outsideTrials];
  return {
    level: level ?? all,
    state,
    size: sizes.find(({ upTo }) => counted <= upTo)!.name,
    short: shortWords(cell, telling),
    words: outside ? telling.say("review.map.cell.outside", { words }) : words,
    outside,
    ...(here.length === 1 && { study: here[0]!.study }),
  };
}

function placedWords({ state, counted, among }: MapCell, untold: number, { say }: Telling): string {
  if (state === "counted") return say("review.map.cell.counted", { count: counted, among, untold });
  if (state === "not told") return say("review.map.cell.not told", { untold });
  if (state === "no one") return say("review.map.cell.no one");
  return among > 0 ? say("review.map.cell.among", { among, untold }) : say("review.map.cell.amongUnread");
}

function shortWords({ state, counted, among }: MapCell, { say, locale }: Telling): string {
  if (state === "counted") return numberWords(counted, locale);
  if (state === "no one") return "";
  if (state === "among others" && among > 0)
    return say("review.map.short.among", { among: numberWords(among, locale) });
  return say("review.map.short.untold");
}

export function childrenWords({ children, othersAmong, mixedDiagnoses }: MapStudy, { say }: Telling): string {
  if (children === undefined) return say("review.map.study.childrenUnread");
  const kind = othersAmong ? "others" : mixedDiagnoses ? "mixed" : "children";
  return say(`review.map.study.${kind}`, { count: children });
}

export function agesWords({ ages }: MapStudy, { say, locale }: Telling): string {
  if (ages === undefined) return say("review.map.study.agesUnread");
  const open = say("review.map.study.age.open");
  const year = (years: number | undefined) => (years === undefined ? open : numberWords(years, locale));
  return say("review.map.study.ages", { low: year(ages.lowYears), high: year(ages.highYears) });
}

export function levelsWords({ levels, levelCounts }: MapStudy, { say, locale }: Telling): string {
  if (levelCounts) {
    const counted = gmfcsLevels.map((level) =>
      say("review.map.study.levelCount", { level, count: levelCounts[level] }),
    );
    return say("review.map.study.levelCounts", { levels: listWords(counted, locale) });
  }
  return levels
    ? say("review.map.study.levels", { levels: listWords(levels, locale) })
    : say("review.map.study.levelsUnread");
}
