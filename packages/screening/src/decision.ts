/** What a curator decided about a record found by the search; an exclusion always says why. */
export type Decision =
  | { readonly kind: "include" }
  | { readonly kind: "exclude"; readonly because: ExclusionReason };

/** In the order in which PRISMA 2020 reports them: the first that holds is given. */
export const exclusionReasons = [
  "not-cerebral-palsy",
  "not-cord-blood-or-cord-cells",
  "not-in-people",
  "no-new-data",
  "not-retrievable",
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
