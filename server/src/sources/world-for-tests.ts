import type { World } from "./polite-requests.ts";

/** A world whose clock moves by sleeping alone, which is noted in milliseconds. */
export function sleepyWorld(): { readonly world: World; readonly slept: readonly number[] } {
  const slept: number[] = [];
  let now = Date.parse("2026-11-22T10:00:00Z");
  const world: World = {
    fetch,
    now: () => now,
    async sleep(ms) {
      slept.push(ms);
      now += ms;
    },
    random: () => 0.5,
  };
  return { world, slept };
}
