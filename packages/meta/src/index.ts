/** What this package promises; everything else may change without notice. Distributions: `meta/distributions`. */
export type { Effect } from "./effect.ts";
