/** Where a line of an eligibility text stands. "unsectioned": no heading says whether it includes or excludes. */
export type Section = "inclusion" | "exclusion" | "unsectioned";
