/**
 * One PGlite is one PostgreSQL session; this lends it to several clients, one whole exchange at a time.
 *
 * Handing over between the messages of an exchange is not enough: the unnamed prepared statement belongs to the
 * session, so a second client's Parse between the first one's Parse and Bind makes the first run the second's
 * statement. (The socket server published beside PGlite does so whenever a message comes in two pieces, that is,
 * from 64 kB on: with it, 200 of 200 large inserts failed while another client asked `select $1`.)
 */
import type { Exchange } from "./messages.ts";

/** What is needed of PGlite. */
export interface Session {
  execProtocolRawStream(message: Uint8Array, options: { onRawData(data: Uint8Array): void }): Promise<void>;
  isInTransaction(): boolean;
  exec(sql: string): Promise<unknown>;
}

/** One client: an identity, and where its answers go. */
export interface Client {
  answer(data: Uint8Array): void;
}

interface Wish {
  readonly client: Client;
  readonly exchange: Exchange | "leave";
}

const sync = Uint8Array.of("S".charCodeAt(0), 0, 0, 0, 4);

export class Turns {
  readonly #session: Session;
  readonly #failed: (cause: unknown) => void;
  #wishes: Wish[] = [];
  /** Whoever has an open transaction or an unfinished exchange; everybody else waits. */
  #holder: Client | undefined;
  #gone = new WeakSet<Client>();
  #running: Promise<void> | undefined;

  /** @param failed is told when the session itself broke, after which nothing here can be trusted. */
  constructor(session: Session, failed: (cause: unknown) => void) {
    this.#session = session;
    this.#failed = failed;
  }

  ask(client: Client, exchange: Exchange): void {
    this.#wish({ client, exchange });
  }

  /** What the client had open is rolled back, what it still wanted is forgotten. */
  leave(client: Client): void {
    if (this.#gone.has(client)) return;
    this.#gone.add(client);
    this.#wishes = this.#wishes.filter((wish) => wish.client !== client);
    this.#wish({ client, exchange: "leave" });
  }

  /** Resolves when nothing is running and nobody's turn can come. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #wish(wish: Wish): void {
    this.#wishes.push(wish);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Lets `#running` be set before the first turn; it is cleared in the tick that finds no further one.
    await Promise.resolve();
    for (let wish = this.#next(); wish; wish = this.#next()) {
      try {
        if (wish.exchange === "leave") await this.#reset(wish.client);
        else await this.#serve(wish.client, wish.exchange);
      } catch (cause) {
        this.#failed(cause);
        break;
      }
    }
    this.#running = undefined;
  }

  #next(): Wish | undefined {
    const holder = this.#holder;
    const index = holder ? this.#wishes.findIndex(({ client }) => client === holder) : 0;
    return index < 0 ? undefined : this.#wishes.splice(index, 1)[0];
  }

  async #serve(client: Client, exchange: Exchange): Promise<void> {
    this.#holder = client;
    const onRawData = (data: Uint8Array) => {
      if (!this.#gone.has(client)) client.answer(data);
    };
    for (const message of exchange.messages)
      await this.#session.execProtocolRawStream(message, { onRawData });
    if (exchange.ends === "ready" && !this.#session.isInTransaction()) this.#holder = undefined;
  }

  async #reset(client: Client): Promise<void> {
    if (this.#holder !== client) return;
    // Ends an exchange that was only flushed; without it the session would skip everything that follows.
    await this.#session.execProtocolRawStream(sync, { onRawData() {} });
    if (this.#session.isInTransaction()) await this.#session.exec("ROLLBACK");
    this.#holder = undefined;
  }
}
