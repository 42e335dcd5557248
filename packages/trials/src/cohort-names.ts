/** Names of groups in a trial: "Arm A", "Cohort 2 (GMFCS IV-V)". */

const label =
  /^\W{0,5}(?:study )?((?:arm|cohort|group|part|stratum|subgroup) (?:[A-Z]|\d{1,2}|[IVX]{1,4}|one|two|three|four))\b(?! ?\+)/i;

/** The name of the group a line or a heading begins with, in small letters: "arm a". */
export const cohortNamed = (text: string): string | undefined => label.exec(text)?.[1]?.toLowerCase();

const title =
  /^(?:study )?(?:arm|cohort|group|part|stratum|subgroup) (?:[A-Z]|\d{1,2}|[IVX]{1,4}|one|two|three|four)\b *(?:\([^()]*\)|[-–:] *[^.;,]{0,50})? *:?$/i;
const everyone =
  /^(?:all|both|every) (?:participants?|patients?|child(?:ren)?|subjects?|cohorts?|groups?|arms?) *:?$/i;

/** A line that only names a group, over the lines that are about it. */
export const isCohortTitle = (text: string): boolean => text.length <= 100 && title.test(text);
/** A line that ends such a group: what follows is about everybody. */
export const namesEveryone = (text: string): boolean => text.length <= 40 && everyone.test(text);
