/** Records with hostile text come through the store whole, hide none of the others, and take no longer than others do. */
import { compareEligibility, compileTrial, readRecord } from "trials";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ownMachineManners } from "../sources/clinicaltrials-gov.ts";
import { hostileTexts } from "../sources/corpus-for-tests.ts";
import { startRegistry } from "../sources/registry-for-tests.ts";
import { engines, type TestEngine } from "../store/engines-for-tests.ts";
import { eligibilityTexts, reasonsOf } from "../store/keeping-up.ts";
import { openStore, type Store } from "../store/open.ts";
import { cerebralPalsyTrials, countTrials } from "../store/trials.ts";
import { type Incoming, loadRecords } from "./load.ts";
import { sync } from "./sync.ts";

const megabytes = (count: number, text: string) => text.repeat(Math.ceil((count * 2 ** 20) / text.length));
const texts: Readonly<Record<string, string>> = {
  ...hostileTexts,
  "10 MB in one line": megabytes(10, "cerebral palsy GMFCS I-III, "),
  "10 MB of lines": megabytes(10, "* Age 2 to 6 years\n"),
  "10 MB of one letter": megabytes(10, "a"),
};

/** A record that has the text wherever a text can be. */
const hostile = (nctId: string, text: string, date = "2026-11-01") => ({
  protocolSection: {
    identificationModule: {
      nctId,
      briefTitle: text.slice(0, 100_000),
      officialTitle: text.slice(0, 100_000),
      nctIdAliases: [text.slice(0, 100_000)],
      secondaryIdInfos: [{ id: text.slice(0, 100_000) }],
    },
    statusModule: { overallStatus: text.slice(0, 100_000), lastUpdatePostDateStruct: { date } },
    sponsorCollaboratorsModule: { leadSponsor: { name: text.slice(0, 100_000) } },
    conditionsModule: {
      conditions: ["Cerebral Palsy", text.slice(0, 100_000)],
      keywords: [text.slice(0, 100_000)],
    },
    designModule: { studyType: text.slice(0, 1000), phases: [text.slice(0, 1000)] },
    armsInterventionsModule: { interventions: [{ type: text.slice(0, 1000), name: text.slice(0, 100_000) }] },
    eligibilityModule: {
      eligibilityCriteria: text,
      sex: text.slice(0, 1000),
      minimumAge: text.slice(0, 100_000),
    },
    contactsLocationsModule: {
      locations: [{ country: text.slice(0, 100_000), facility: text.slice(0, 1000) }],
    },
  },
  [text.slice(0, 50)]: null,
  __proto__: { polluted: true },
});

const now = () => new Date("2026-11-22T10:00:00Z");
const names = Object.keys(texts);
const idOf = (at: number) => `NCT${10_000_000 + at}`;

describe.each(engines)("on $name", ({ missing, start }) => {
  describe.skipIf(missing)("records with hostile text", () => {
    let engine: TestEngine;
    let store: Store;
    beforeAll(async () => {
      engine = await start();
      store = await openStore(await engine.place());
    }, 240_000);
    afterAll(async () => {
      await store?.close();
      await engine?.stop();
    }, 60_000);

    test("are stored to the letter, one beside the other", async () => {
      const incoming = names.map((name, at): Incoming => {
        const json = hostile(idOf(at), texts[name]!);
        return {
          kind: "record",
          record: { at: { index: at }, json, copy: { origin: "registry", asOf: "2026-11-20" } },
        };
      });
      const about = { source: "a test", origin: "registry", now } as const;
      expect(await loadRecords(store.db, incoming, about)).toMatchObject({ added: names.length, refused: 0 });
      const stored = await cerebralPalsyTrials(store.db);
      expect(stored).toHaveLength(names.length);
      for (const [at, { registryId, record }] of stored.entries()) {
        expect(registryId).toBe(idOf(at));
        expect(record === JSON.stringify(hostile(idOf(at), texts[names[at]!]!))).toBe(true);
      }
      for (const [at] of names.entries()) {
        for (const { words } of await reasonsOf(store.db, idOf(at))) {
          expect((words ?? "").length).toBeLessThanOrEqual(1000);
        }
      }
    }, 240_000);

    test("are read for a pack, whatever they hold", async () => {
      for (const { record, origin, asOf } of await cerebralPalsyTrials(store.db)) {
        const reading = readRecord(JSON.parse(record), { origin, asOf });
        expect(reading.status).toBe("read");
        if (reading.status === "read") compileTrial(reading.trial);
      }
    }, 240_000);

    test("come by a sync as well, and what they replace is kept", async () => {
      const registry = await startRegistry();
      registry.pageSize = 5;
      registry.publish(
        "2026-11-21T09:00:04",
        names.map((name, at) => hostile(idOf(at), `${texts[name]} cerebral palsy`, "2026-11-21")),
      );
      const report = await sync(store.db, {
        baseUrl: registry.baseUrl,
        world: { fetch, now: Date.now, sleep: async () => {}, random: () => 0.5 },
        manners: ownMachineManners("Cordwise/test"),
        scope: "all",
        now,
      }).finally(() => registry.stop());
      expect(report).toMatchObject({ changed: names.length, refused: 0 });
      expect(await countTrials(store.db)).toMatchObject({ all: names.length });
      for (const [at, name] of names.entries()) {
        const kept = await eligibilityTexts(store.db, idOf(at), 9);
        expect(kept.map(({ text }) => text.length)).toEqual([
          texts[name]!.length,
          texts[name]!.length + " cerebral palsy".length,
        ]);
        const [before, after] = kept;
        const { changes } = compareEligibility(before!.text, after!.text);
        expect(JSON.stringify(changes).length).toBeLessThan(2_000_000);
      }
    }, 240_000);
  });
});
