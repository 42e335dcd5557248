/** Properties draw the same examples in every run, so that a red test is red for everyone; PROPERTY_SEED=n draws others. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20261123) });
