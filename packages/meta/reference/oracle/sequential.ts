/** Cases of `sequential`. */
import { spendingBoundaries } from "../../src/alpha-spending.ts";
import { type Adapters, option } from "../case.ts";

export const adapters: Adapters = {
  alpha_spending_bounds: (call) => {
    const looks = spendingBoundaries(call.args.info as number[], {
      alpha: option(call, "alpha", 0.05),
      sides: option<1 | 2>(call, "sides", 2),
      spending: option<string>(call, "spending", "obrien_fleming") === "pocock" ? "pocock" : "obrien-fleming",
    });
    return { z: looks.map(({ z }) => z), alpha_cum: looks.map(({ spent }) => spent) };
  },
};
