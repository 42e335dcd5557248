import { defineConfig } from "astro/config";
import { onDemand } from "./src/on-demand/adapter.ts";

/**
 * Pages are built once, but for those that need the store, and carry no JavaScript of the framework's. Scripts and styles stay files of their own,
 * never inlined, so that the server can send a Content-Security-Policy without exceptions.
 */
export default defineConfig({
  output: "static",
  adapter: onDemand,
  trailingSlash: "always",
  build: { format: "directory", inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    // A worker is a module like every other script, from a file of its own.
    worker: { format: "es" },
    // Decided by the build, for pages made on demand as well: they run in a server that was not told.
    define: {
      "import.meta.env.WITH_PSEUDO_LOCALE": JSON.stringify(Boolean(process.env.CORDWISE_PSEUDO_LOCALE)),
    },
  },
});
