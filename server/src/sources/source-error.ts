/** A source could not be read, with a code from a closed list; the words for people are the caller's. */
const sourceErrorCodes = [
  "unreachable", // no answer, also after trying again: reason
  "rate-limited", // too many requests, and told to wait longer than we do: seconds
  "failing", // the server has a fault of its own, also after trying again: status
  "refused", // the question was refused: status, answer
  "not-json", // a page or half an answer came instead of data, also after trying again: start
  "too-large", // the answer is longer than we take in: megabytes
  "field-unknown", // a field we ask for is not among the registry's: field
  "failed-to-answer", // it answered that it failed, also after trying again: answer
  "too-many", // more found than the source gives out: found, most
  "incomplete", // it gave out fewer than it found: found, got
  "unexpected-shape", // data came in a shape that we do not know: reason
] as const;

export type SourceErrorCode = (typeof sourceErrorCodes)[number];

export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly code: SourceErrorCode;
  /** The source's address, without what was asked. */
  readonly source: string;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(
    code: SourceErrorCode,
    source: string,
    values: Readonly<Record<string, string | number>>,
    options?: ErrorOptions,
  ) {
    super(`${source}: ${code}`, options);
    this.code = code;
    this.source = source;
    this.values = values;
  }
}
