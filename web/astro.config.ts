import { defineConfig } from "astro/config";

/**
 * Pages are built once and carry no JavaScript of the framework's. Scripts and styles stay files of their own,
 * never inlined, so that the server can send a Content-Security-Policy without exceptions.
 */
export default defineConfig({
  output: "static",
  trailingSlash: "always",
  build: { format: "directory", inlineStylesheets: "never" },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
});
