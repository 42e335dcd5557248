/**
 * The pages that need the store, as one function of a web request: what the build puts into `dist/server`. The server
 * calls it behind its own headers, compression and log, which is why no ready-made adapter serves: those write to
 * Node's response themselves, past all three.
 */
import { createApp } from "astro/app/entrypoint";
import type { RenderOnDemand } from "server/contract";

const app = createApp();

export const render: RenderOnDemand = async (request, answers) => {
  const routeData = app.match(request);
  return routeData && app.render(request, { locals: { answers }, routeData });
};
