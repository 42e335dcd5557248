import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { ClientMessages, type FromClient } from "./messages.ts";

/** A message as the protocol has it: a letter, the length of what follows including itself, the rest. */
function message(letter: string, body = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function opening(code: number, body = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length);
  head.writeInt32BE(code, 4);
  return Buffer.concat([head, body]);
}

const startup = opening(196608, Buffer.from("user\0postgres\0\0"));

/** What became of the bytes, each exchange told by its letters. */
function told(pieces: readonly Buffer[]): string[] {
  const messages = new ClientMessages();
  const letters = ({ kind, ...rest }: FromClient) =>
    "messages" in rest
      ? rest.messages.map((bytes) => (bytes[0] === 0 ? "startup" : String.fromCharCode(bytes[0]!))).join("") +
        (rest.ends === "flush" ? "..." : "")
      : kind;
  return pieces.flatMap((piece) => [...messages.add(piece)].map(letters));
}

test("a parameterised query is one exchange, from Parse to Sync", () => {
  const query = ["P", "B", "D", "E", "S"].map((letter) => message(letter));
  expect(told([startup, ...query, message("Q"), message("X")])).toEqual(["startup", "PBDES", "Q", "goodbye"]);
});

test("a flush asks for answers without ending the exchange", () => {
  expect(told([startup, message("P"), message("H"), message("S")])).toEqual(["startup", "PH...", "S"]);
});

test("an offer of encryption is told apart from the start that follows it", () => {
  expect(told([Buffer.concat([opening(80877103), startup])])).toEqual(["encryption-offer", "startup"]);
});

test("a request to cancel, another protocol and a length below its own header all end the connection", () => {
  expect(told([opening(80877102, Buffer.alloc(8))])).toEqual(["goodbye"]);
  expect(told([opening(131072)])).toEqual(["goodbye"]);
  expect(told([Buffer.alloc(8)])).toEqual(["goodbye"]);
});

test("exchanges are the same however the network cuts the bytes", () => {
  const bytes = Buffer.concat([
    startup,
    ...["P", "B", "E", "S", "Q"].map((letter, index) => message(letter, Buffer.alloc(index * 37, letter))),
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
      const ends = [...cuts, bytes.length].sort((a, b) => a - b);
      const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
      expect(told(pieces)).toEqual(["startup", "PBES", "Q"]);
    }),
  );
});

test("a message in many pieces is put together once, not again with each piece", () => {
  const concat = vi.spyOn(Buffer, "concat");
  try {
    const messages = new ClientMessages();
    const large = message("Q", Buffer.alloc(4_000_000));
    const found = [...messages.add(startup)];
    concat.mockClear();
    for (let at = 0; at < large.length; at += 65_536)
      found.push(...messages.add(large.subarray(at, at + 65_536)));
    expect(found.map(({ kind }) => kind)).toEqual(["exchange", "exchange"]);
    const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
    expect(copied).toBeLessThan(2 * large.length);
  } finally {
    concat.mockRestore();
  }
});
