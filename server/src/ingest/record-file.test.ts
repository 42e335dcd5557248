import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FromFile, recordsIn } from "./record-file.ts";

const study = (nctId: string, more: object = {}) => ({
  protocolSection: { identificationModule: { nctId, briefTitle: "é 𝄞" }, ...more },
});
const two = [study("NCT00000001"), study("NCT00000002")];
const lines = two.map((one) => JSON.stringify(one)).join("\n");

async function* cut(bytes: Buffer, ...at: number[]) {
  const ends = [...at, bytes.length].sort((a, b) => a - b);
  for (const [index, end] of ends.entries()) yield bytes.subarray(ends[index - 1] ?? 0, end);
}

async function read(content: string | Buffer, given?: string) {
  const found: FromFile[] = [];
  const day = { origin: "registry" as const, fileDay: "2026-11-22", ...(given && { given }) };
  for await (const one of recordsIn(cut(Buffer.from(content)), day)) found.push(one);
  return found;
}

const records = (found: FromFile[]) =>
  found.flatMap((one) => (one.kind === "record" ? [one.record.json] : []));
const refusals = (found: FromFile[]) => found.flatMap((one) => (one.kind === "refusal" ? [one.refusal] : []));

describe("the same records come from", () => {
  test.each([
    ["one study a line", lines],
    [
      "one study a line, with Windows line ends and empty lines",
      `\r\n${lines.replaceAll("\n", "\r\n\r\n")}\r\n`,
    ],
    ["a list", JSON.stringify(two)],
    ["an answer of the registry, over several lines", JSON.stringify({ studies: two }, null, 2)],
    ["a file with a byte order mark", `\ufeff${lines}`],
    ["a gzipped file", gzipSync(lines)],
  ])("%s", async (_, content) => {
    const found = await read(content);
    expect(records(found)).toEqual(two);
    expect(refusals(found)).toEqual([]);
  });

  test("a file cut anywhere, in the middle of a letter too", async () => {
    const bytes = Buffer.from(lines);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 6 }), async (at) => {
        const found = [];
        for await (const one of recordsIn(cut(bytes, ...at), { origin: "registry", fileDay: "2026-11-22" })) {
          found.push(one);
        }
        expect(records(found)).toEqual(two);
      }),
    );
  });
});

test("one study by itself is a file too", async () => {
  expect(records(await read(JSON.stringify(two[0], null, 2)))).toEqual([two[0]]);
});

test("a line's own text is kept to the letter", async () => {
  const text = '{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, "odd": 1.0}}';
  expect(await read(`${text}\n${text}`)).toMatchObject([{ record: { text } }, { record: { text } }]);
});

test("a damaged line is told by its number and stops none of the others, wherever it stands", async () => {
  const [a, b] = lines.split("\n");
  for (const [content, line] of [
    [`${a}\n{"prot\n${b}`, 2],
    [`{"prot\n${lines}`, 1],
    [`${lines}\n{`, 3],
  ] as const) {
    const found = await read(content);
    expect(records(found)).toEqual(two);
    expect(refusals(found)).toEqual([{ at: { line }, because: { code: "line-not-json", values: { line } } }]);
  }
});

describe("a file that is none of ours is told by what it is:", () => {
  test.each([
    ["empty", "", "file-empty"],
    ["blank", " \n\n ", "file-empty"],
    ["a page of HTML", "<!doctype html>", "file-is-html"],
    ["broken JSON", '{"studies": [\n{"protocolSection": ', "file-not-json"],
    ["some other JSON", '{"name": "cordwise"}', "file-of-another-shape"],
  ])("%s", async (_, content, code) => {
    expect(refusals(await read(content))).toMatchObject([{ because: { code } }]);
  });

  test("a binary file", async () => {
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]);
    await expect(read(picture)).rejects.toMatchObject({ problem: { code: "file-not-text" } });
    await expect(read(Buffer.from("PK\u0003\u0004\0\0"))).rejects.toMatchObject({
      problem: { code: "file-not-text" },
    });
  });

  test("a gzip file that was cut short", async () => {
    await expect(read(gzipSync(lines.repeat(100)).subarray(0, 60))).rejects.toMatchObject({
      problem: { code: "file-not-unpacked" },
    });
  });
});

describe("the day of a copy is", () => {
  const dated = study("NCT00000001", { statusModule: { lastUpdatePostDateStruct: { date: "2024-05-03" } } });
  const held = { ...dated, derivedSection: { miscInfoModule: { versionHolder: "2024-06-10" } } };
  const dayOf = async (one: object, given?: string) =>
    (await read(JSON.stringify(one), given)).map(
      (found) => found.kind === "record" && found.record.copy.asOf,
    );

  test("what whoever loads it says", async () => {
    expect(await dayOf(held, "2024-06-20")).toEqual(["2024-06-20"]);
  });
  test("else the day of the data that the registry wrote into it", async () => {
    expect(await dayOf(held)).toEqual(["2024-06-10"]);
  });
  test("else the day of its last change, for no copy is older", async () => {
    expect(await dayOf(dated)).toEqual(["2024-05-03"]);
  });
  test("else the day of the file", async () => {
    expect(await dayOf(study("NCT00000001"))).toEqual(["2026-11-22"]);
  });
});
