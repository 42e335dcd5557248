/** Cases of `permutest`. */
import { permutationTest } from "../../src/permutation.ts";
import type { Adapters } from "../case.ts";
import { fitOf } from "./rma-uni.ts";

export const adapters: Adapters = {
  permutest: (call) => {
    const { p, omnibusP, arrangements } = permutationTest(fitOf(call), { maxArrangements: 500_000, seed: 1 });
    // The cases leave the number of arrangements empty.
    return { pval: p, QM_p: omnibusP, n_perm: call.args.exact ? undefined : arrangements };
  },
};
