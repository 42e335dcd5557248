/** The real program, killed with SIGKILL in the middle of what it does. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

const program = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface Killable {
  /** @returns the exit code of a run that is left alone. */
  finished(folder: string): Promise<number>;
  /** Kills a run after it told `times` times how far it is. @returns the number it told last. */
  killedAfter(times: number, folder: string): Promise<number>;
}

const processes: ChildProcess[] = [];
afterAll(() => {
  for (const child of processes) child.kill("SIGKILL");
});

/** @param told finds, in a line of progress, how many records are in the store. */
export function killable(
  args: readonly string[],
  told: RegExp,
  environment: NodeJS.ProcessEnv = {},
): Killable {
  const start = (folder: string) => {
    const { DATABASE_URL: _, ...around } = process.env;
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...around, ...environment, CORDWISE_DATA: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    processes.push(child);
    return child;
  };
  return {
    async finished(folder) {
      const [code] = await once(start(folder), "exit");
      return code;
    },
    async killedAfter(times, folder) {
      const child = start(folder);
      let last = 0;
      let tellings = 0;
      for await (const line of createInterface({ input: child.stderr })) {
        const kept = told.exec(line)?.[1];
        if (!kept) continue;
        last = Number(kept.replaceAll(",", ""));
        if (++tellings === times) child.kill("SIGKILL");
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      expect(child.signalCode).toBe("SIGKILL");
      return last;
    },
  };
}
