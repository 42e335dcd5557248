/** What commands need of the world around them; `main.ts` brings the real one. */
import type { Manners, World as Requests } from "../sources/polite-requests.ts";
import type { Asker } from "../sources/pubmed.ts";
import type { Place } from "../store/open.ts";

/** The queue of background work, as commands see it. */
export interface Jobs {
  /** Shares the work until it is told to stop. @returns the exit code. */
  work(): Promise<number>;
  /** @returns false where the same is waiting already. */
  addSync(job: { readonly scope: "conditions" | "all"; readonly drift: boolean }): Promise<boolean>;
  addPack(): Promise<boolean>;
  states(): Promise<readonly JobQueueState[]>;
}

export interface JobQueueState {
  readonly name: string;
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export interface World {
  write(text: string): void;
  /** For people: progress and problems. */
  tell(text: string): void;
  /** Whether `tell` goes to a screen, where a line can be written over. */
  readonly tellsScreen: boolean;
  readonly standardInput: AsyncIterable<Uint8Array>;
  now(): Date;
  /** The day here, yyyy-MM-dd. */
  today(): string;
  readonly version: string;
  readonly place: Place;
  /** Whether a store was made before; opening one that was not takes seconds. */
  hasStore(): boolean;
  readonly registry: { readonly baseUrl: string; readonly requests: Requests; readonly manners: Manners };
  readonly literature: Literature;
  /** Where the counts that the site shows are kept. */
  readonly screeningFile: string;
  /** Serves until it is told to stop, and tells where once it does. @returns the exit code. */
  serve(port: number): Promise<number>;
  readonly jobs: Jobs;
}

/** The literature databases, and how we ask them. */
export interface Literature {
  readonly pubmed: { readonly baseUrl: string; readonly asker: Asker; readonly manners: Manners };
  readonly europePmc: { readonly baseUrl: string; readonly manners: Manners };
  readonly requests: Requests;
}
