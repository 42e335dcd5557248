/** What commands need of the world around them; `main.ts` brings the real one. */
import type { Manners, World as Requests } from "../sources/polite-requests.ts";
import type { Place } from "../store/open.ts";

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
  /** Serves until it is told to stop, and tells where once it does. @returns the exit code. */
  serve(port: number): Promise<number>;
}
