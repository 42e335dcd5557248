/** The page's side of the worker: a question is a promise of its answer. */
import type { Answer, Questions } from "./questions-to-worker.ts";

export type AskWorker = <Name extends keyof Questions>(
  name: Name,
  asks: Questions[Name]["asks"],
) => Promise<Questions[Name]["answer"]>;

export function startWorker(): AskWorker {
  const worker = new Worker(new URL("./matching.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.status === "answered") asked?.resolve(data.answer);
    else asked?.reject(new Error(data.message));
  });
  worker.addEventListener("error", (event) => {
    for (const asked of waiting.values()) asked.reject(new Error(event.message));
    waiting.clear();
  });
  return (name, asks) => {
    const asked = Promise.withResolvers<unknown>();
    last += 1;
    waiting.set(last, asked);
    worker.postMessage({ id: last, name, asks });
    return asked.promise as Promise<never>;
  };
}
