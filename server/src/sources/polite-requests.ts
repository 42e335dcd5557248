/** Asking a public server for data as a good guest does: one question at a time, at a measured pace, patiently. */
import { SourceError } from "./source-error.ts";

/** What requests need of the world; tests bring a world of their own. */
export interface World {
  readonly fetch: typeof fetch;
  /** Milliseconds since some fixed moment. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export interface Manners {
  /** Who asks, and where to complain. */
  readonly userAgent: string;
  /** Between the beginnings of two requests. */
  readonly paceMs: number;
  /** Before the first repetition, about; twice as long before each further one. */
  readonly firstWaitMs: number;
  readonly retries: number;
  readonly longestWaitMs: number;
  /** After which an answer is given up. */
  readonly timeoutMs: number;
}

/** How an answer is written. */
export interface Form<Answer> {
  readonly accept: string;
  /**
   * @throws SourceError when the answer says that something failed at the source; anything else when it is no such
   * answer, as a page of HTML or half a document: both are asked for again.
   */
  read(text: string): Answer;
}

export const json: Form<unknown> = { accept: "application/json", read: (text) => JSON.parse(text) };

export type Ask = <Answer = unknown>(url: URL, form?: Form<Answer>) => Promise<Answer>;

type Try<Answer> =
  | { readonly status: "answered"; readonly answer: Answer }
  | { readonly status: "try again"; readonly error: SourceError; readonly afterMs: number | undefined };

/** A function that asks one source, for JSON where nothing else is said. It throws SourceError and nothing else. */
export function politeRequests(source: string, world: World, manners: Manners): Ask {
  let earliest = Number.NEGATIVE_INFINITY;
  let previous: Promise<unknown> = Promise.resolve();

  async function paced<Answer>(url: URL, form: Form<Answer>): Promise<Try<Answer>> {
    const wait = earliest - world.now();
    if (wait > 0) await world.sleep(wait);
    earliest = world.now() + manners.paceMs;
    return once(url, form, source, world, manners);
  }

  async function patiently<Answer>(url: URL, form: Form<Answer>): Promise<Answer> {
    for (let attempt = 0; ; attempt++) {
      const tried = await paced(url, form);
      if (tried.status === "answered") return tried.answer;
      const { error, afterMs } = tried;
      if (attempt >= manners.retries || (afterMs ?? 0) > manners.longestWaitMs) throw error;
      // The chance in it keeps clients from coming back together.
      const growing =
        Math.min(manners.longestWaitMs, manners.firstWaitMs * 2 ** attempt) * (0.5 + world.random() / 2);
      await world.sleep(afterMs ?? growing);
    }
  }

  return <Answer>(url: URL, form: Form<Answer> = json as Form<Answer>) => {
    const answer = previous.then(() => patiently(url, form));
    previous = answer.catch(() => {});
    return answer;
  };
}

async function once<Answer>(
  url: URL,
  form: Form<Answer>,
  source: string,
  world: World,
  manners: Manners,
): Promise<Try<Answer>> {
  const again = (error: SourceError, afterMs?: number): Try<Answer> => ({
    status: "try again",
    error,
    afterMs,
  });
  let response: Response;
  let text: string;
  try {
    response = await world.fetch(url, {
      headers: { accept: form.accept, "user-agent": manners.userAgent },
      signal: AbortSignal.timeout(manners.timeoutMs),
    });
    text = await boundedText(response, source);
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    return again(new SourceError("unreachable", source, { reason: rootOf(cause) }, { cause }));
  }
  const { status } = response;
  if (status === 429) {
    const afterMs = waitAsked(response, world.now());
    return again(
      new SourceError("rate-limited", source, { seconds: Math.ceil((afterMs ?? 0) / 1000) }),
      afterMs,
    );
  }
  if (status >= 500)
    return again(new SourceError("failing", source, { status }), waitAsked(response, world.now()));
  if (!response.ok) throw new SourceError("refused", source, { status, answer: text.trim().slice(0, 300) });
  try {
    return { status: "answered", answer: form.read(text) };
  } catch (cause) {
    if (cause instanceof SourceError) return again(cause);
    // The registry's front end sometimes sends a page with status 200, and connections break off.
    return again(new SourceError("not-json", source, { start: text.trim().slice(0, 60) }, { cause }));
  }
}

/** Above what 1,000 records with large texts take, and below the longest string there can be. */
const longestAnswerBytes = 300 * 2 ** 20;

async function boundedText(response: Response, source: string): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > longestAnswerBytes) {
      throw new SourceError("too-large", source, { megabytes: Math.floor(longestAnswerBytes / 2 ** 20) });
    }
    pieces.push(decoder.decode(chunk, { stream: true }));
  }
  pieces.push(decoder.decode());
  return pieces.join("");
}

/** Retry-After is a number of seconds or a date. */
function waitAsked(response: Response, now: number): number | undefined {
  const asked = response.headers.get("retry-after");
  if (asked === null) return undefined;
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  const date = Date.parse(asked);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** `fetch` says "fetch failed" of everything; what happened is in the cause. */
function rootOf(cause: unknown): string {
  const inner = (cause as { cause?: { code?: string; message?: string } }).cause;
  return inner?.code ?? inner?.message ?? (cause as Error).message;
}
