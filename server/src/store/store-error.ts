/** A store that cannot be used, with a code from a closed list; the words for people are the caller's. */
const storeErrorCodes = [
  "refused", // the server at DATABASE_URL does not answer: address
  "not-let-in", // it answers, but not to this user, password or database: address, reason
  "bad-address", // DATABASE_URL is no PostgreSQL address
  "held", // another process holds the data folder and does not answer: folder, pid
  "broken", // the embedded database does not open: folder, reason
  "unwritable", // the data folder cannot be made or written: folder, reason
  "newer", // the store was written by a later version of this program: migrations
] as const;

export type StoreErrorCode = (typeof storeErrorCodes)[number];

export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(
    code: StoreErrorCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`store: ${code}`, options);
    this.code = code;
    this.values = values;
  }
}
