/** The made-up children of `examples/`, published so that the form can start from one. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

// Astro builds with web/ as its root, and bundles this file elsewhere, so its own address does not help.
const folder = join(process.cwd(), "examples");

export const getStaticPaths = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ params: { child: name.replace(/\.json$/, "") } }));

export const GET = ({ params }: { params: { child: string } }) =>
  new Response(readFileSync(join(folder, `${params.child}.json`), "utf8"), {
    headers: { "content-type": "application/json" },
  });
