/**
 * The client's side of PostgreSQL's wire protocol 3.0, as far as it takes to know where one exchange ends.
 * Source: PostgreSQL 18 documentation, chapter 54, "Frontend/Backend Protocol".
 */

/** What a client asks to have run before it waits for the server again. */
export interface Exchange {
  readonly messages: readonly Uint8Array[];
  /** A flush wants answers without ending the exchange: the session must stay with this client. */
  readonly ends: "ready" | "flush";
}

export type FromClient =
  | ({ readonly kind: "exchange" } & Exchange)
  /** The client offers encryption; the one-byte answer N declines it and the client goes on in the clear. */
  | { readonly kind: "encryption-offer" }
  | { readonly kind: "goodbye" };

const protocol3 = 196608;
const sslRequest = 80877103;
const gssRequest = 80877104;
const startupHeader = 8;

const [query, sync, functionCall, flush, terminate] = [..."QSFHX"].map((letter) => letter.charCodeAt(0));

/** Puts a client's bytes together again, however the network cut them, and gives them out by exchanges. */
export class ClientMessages {
  #pieces: Buffer[] = [];
  #length = 0;
  /** How long the message is whose header is there already; 0 between messages. */
  #wanted = 0;
  #started = false;
  #pending: Uint8Array[] = [];

  *add(bytes: Buffer): Generator<FromClient> {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (next !== "incomplete exchange") yield next;
    }
  }

  #next(): FromClient | "incomplete exchange" | undefined {
    const header = this.#started ? 5 : startupHeader;
    // A message of megabytes comes in hundreds of pieces: joined with each of them, its bytes would be copied as often.
    if (this.#length < Math.max(header, this.#wanted)) return undefined;
    const start = this.#joined();
    const length = this.#started ? 1 + start.readInt32BE(1) : start.readInt32BE(0);
    // A length below its own header would stand still for ever.
    if (length < header) return this.#goodbye();
    this.#wanted = length;
    if (this.#length < length) return undefined;
    this.#wanted = 0;
    const message = new Uint8Array(start.subarray(0, length));
    this.#pieces = [start.subarray(length)];
    this.#length -= length;
    return this.#started ? this.#typed(message) : this.#startup(message, start.readInt32BE(4));
  }

  #startup(message: Uint8Array, code: number): FromClient {
    if (code === sslRequest || code === gssRequest) return { kind: "encryption-offer" };
    // Cancel requests end here too: the one session is busy with the very query they would stop.
    if (code !== protocol3) return this.#goodbye();
    this.#started = true;
    return { kind: "exchange", messages: [message], ends: "ready" };
  }

  #typed(message: Uint8Array): FromClient | "incomplete exchange" {
    const type = message[0];
    if (type === terminate) return this.#goodbye();
    this.#pending.push(message);
    const ends =
      type === query || type === sync || type === functionCall ? "ready" : type === flush && "flush";
    if (!ends) return "incomplete exchange";
    const messages = this.#pending;
    this.#pending = [];
    return { kind: "exchange", messages, ends };
  }

  /** What may follow is not read. */
  #goodbye(): FromClient {
    this.#pieces = [];
    this.#length = 0;
    return { kind: "goodbye" };
  }

  /** Joined once a header is there, and once more where its message was cut. */
  #joined(): Buffer {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0]!;
  }
}
