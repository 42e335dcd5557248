/** Tells Astro to build the pages that need the store as one function: `render.ts`. */
import type { AstroIntegration } from "astro";

export const onDemand: AstroIntegration = {
  name: "cordwise-on-demand",
  hooks: {
    "astro:config:done": ({ setAdapter }) =>
      setAdapter({
        name: "cordwise-on-demand",
        entrypointResolution: "auto",
        serverEntrypoint: new URL("render.ts", import.meta.url),
        supportedAstroFeatures: { staticOutput: "stable", hybridOutput: "stable", serverOutput: "stable" },
        adapterFeatures: { buildOutput: "server" },
      }),
  },
};
