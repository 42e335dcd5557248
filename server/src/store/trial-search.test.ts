import fc from "fast-check";
import { sql } from "kysely";
import type { TrialSearch } from "trials";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { engines, type TestEngine } from "./engines-for-tests.ts";
import { openStore, type Store } from "./open.ts";
import { countsFor, inUsualForms } from "./search-plan.ts";
import { termOf, termText } from "./search-terms.ts";
import { searchTrials } from "./trial-search.ts";
import { countUnknownToSearch, indexSomeForSearch, refreshSearchCounts } from "./trial-search-rows.ts";
import { analyzeTrials, saveTrials } from "./trials.ts";

interface Facts {
  readonly title: string;
  readonly conditions?: readonly string[];
  readonly keywords?: readonly string[];
  readonly interventions?: readonly string[];
  readonly summary?: string;
  readonly eligibility?: string;
  readonly status?: string;
  readonly phases?: readonly string[];
  readonly minimumAge?: string;
  readonly maximumAge?: string;
  readonly sex?: string;
  readonly updated?: string;
  readonly sites?: readonly (readonly [city: string, country: string, lat: number, lon: number])[];
}

const record = (registryId: string, facts: Facts) => ({
  protocolSection: {
    identificationModule: { nctId: registryId, briefTitle: facts.title },
    statusModule: {
      overallStatus: facts.status,
      lastUpdatePostDateStruct: facts.updated && { date: facts.updated },
    },
    descriptionModule: { briefSummary: facts.summary },
    conditionsModule: { conditions: facts.conditions, keywords: facts.keywords },
    designModule: { studyType: "INTERVENTIONAL", phases: facts.phases },
    armsInterventionsModule: { interventions: facts.interventions?.map((name) => ({ type: "OTHER", name })) },
    eligibilityModule: {
      eligibilityCriteria: facts.eligibility,
      sex: facts.sex,
      minimumAge: facts.minimumAge,
      maximumAge: facts.maximumAge,
    },
    contactsLocationsModule: {
      locations: facts.sites?.map(([city, country, lat, lon]) => ({
        facility: `${city} Hospital`,
        city,
        country,
        geoPoint: { lat, lon },
      })),
    },
  },
});

const trials: Readonly<Record<string, Facts>> = {
  NCT00000001: {
    title: "Cord Blood Infusion in Children With Spastic Diplegia",
    conditions: ["Cerebral Palsy, Spastic, Diplegic"],
    interventions: ["Autologous umbilical cord blood"],
    status: "RECRUITING",
    phases: ["PHASE1", "PHASE2"],
    minimumAge: "1 Year",
    maximumAge: "6 Years",
    updated: "2026-05-01",
    sites: [
      ["Durham", "United States", 35.994, -78.8986],
      ["Boston", "United States", 42.3584, -71.0598],
    ],
  },
  NCT00000002: {
    title: "Botulinum Toxin Before Treadmill Training",
    conditions: ["Cerebral Palsy"],
    interventions: ["Botulinum toxin type A", "Treadmill training"],
    summary: "Children of both sexes walk on a treadmill after injections.",
    eligibility: "Inclusion Criteria:\n\n* GMFCS level I-III\n* No orthopaedic surgery in the last year",
    status: "COMPLETED",
    updated: "2020-03",
    sex: "ALL",
    sites: [["Leuven", "Belgium", 50.8796, 4.7009]],
  },
  NCT00000003: {
    title: "Adults With Gait Disorders",
    conditions: ["Gait, Hemiplegic"],
    summary: "Treadmill training in a clinic. Toxin was not given.",
    status: "RECRUITING",
    minimumAge: "18 Years",
    updated: "2026-01-10",
    sex: "FEMALE",
    sites: [["Maastricht", "Netherlands", 50.8514, 5.691]],
  },
  NCT00000004: {
    title: "Hypoxic-Ischaemic Encephalopathy: Cooling of Newborns",
    conditions: ["HIE"],
    status: "TERMINATED",
    updated: "2011",
    maximumAge: "6 Hours",
  },
  NCT00000005: { title: "<script>alert(1)</script> Guillain-Barré & the 50% rule", status: "A_NEW_STATUS" },
};

const copies = Object.entries(trials).map(([registryId, facts]) => ({
  registryId,
  record: JSON.stringify(record(registryId, facts)),
  origin: "registry" as const,
  asOf: "2026-11-22",
  asOfMeans: "copy" as const,
  status: facts.status ?? null,
  lastUpdate: facts.updated ?? null,
  isCerebralPalsy: true,
  contentHash: registryId,
}));

describe.each(engines)("on $name", ({ missing, start }) => {
  describe.skipIf(missing)("the search over all trials", () => {
    let engine: TestEngine;
    let store: Store;

    beforeAll(async () => {
      engine = await start();
      store = await openStore(await engine.place());
      await store.db
        .transaction()
        .execute((trx) => saveTrials(trx, copies, new Date("2026-11-22T10:00:00Z")));
      await analyzeTrials(store.db);
    });
    afterAll(async () => {
      await store?.close();
      await engine?.stop();
    });

    const search = (asked: Partial<TrialSearch>) =>
      searchTrials(store.db, { sort: "relevance", page: 1, pageSize: 20, ...asked });
    const ids = async (asked: Partial<TrialSearch>) =>
      (await search(asked)).hits.map(({ registryId }) => Number(registryId.slice(-2)));

    test("finds trials that have all the words, those first that have them in their title", async () => {
      expect(await ids({ words: "treadmill toxin" })).toEqual([2, 3]);
    });

    test("finds a trial by its number, however it is written", async () => {
      expect(await ids({ words: "nct00000003" })).toEqual([3]);
    });

    test("finds forms of cerebral palsy by its name, and not the other way round", async () => {
      expect((await ids({ words: "cerebral palsy" })).sort()).toEqual([1, 2]);
      expect(await ids({ words: "spastic diplegia" })).toEqual([1]);
    });

    test("finds what is called otherwise, and spelled otherwise", async () => {
      expect(await ids({ words: "Botox" })).toEqual([2]);
      expect(await ids({ words: "hypoxic ischemic" })).toEqual([4]);
      expect(await ids({ words: "orthopedic surgery" })).toEqual([2]);
      expect(await ids({ words: "guillain barre" })).toEqual([5]);
      expect(await ids({ words: "UCB" })).toEqual([]);
    });

    test("takes quotes for phrases, a minus for what must not be there, OR for either, a star for the rest", async () => {
      expect(await ids({ words: '"treadmill training" -botulinum' })).toEqual([3]);
      expect(await ids({ words: '"training treadmill"' })).toEqual([]);
      expect((await ids({ words: "cord OR cooling" })).sort()).toEqual([1, 4]);
      expect(await ids({ words: "tread* leuven" })).toEqual([2]);
      expect((await ids({ words: "-cerebral" })).length).toBeGreaterThan(0);
    });

    test("says so when it had to make do with some of the words", async () => {
      const page = await search({ words: "treadmill zeppelin" });
      expect(page.matching).toBe("some");
      expect(page.hits.map(({ registryId }) => registryId)).toEqual(["NCT00000002", "NCT00000003"]);
    });

    test("is left with nothing in its index that is still to be put in its place", async () => {
      const { rows } = await sql<{ pages: number }>`
        select gin_clean_pending_list('trial_search_words')::integer as pages`.execute(store.db);
      expect(rows).toEqual([{ pages: 0 }]);
    });

    test("says which words it did not look for", async () => {
      expect((await search({ words: "the treadmill" })).ignoredWords).toEqual(["the"]);
      expect((await search({ words: " ??? " })).ignoredWords).toEqual(["???"]);
      expect((await search({ words: " " })).ignoredWords).toEqual([]);
    });

    test("looks for a condition among conditions and titles only, and likewise for an intervention", async () => {
      expect((await ids({ condition: "cerebral palsy" })).sort()).toEqual([1, 2]);
      expect(await ids({ condition: "botulinum" })).toEqual([2]);
      expect(await ids({ condition: "umbilical" })).toEqual([]);
      expect(await ids({ intervention: "treadmill" })).toEqual([2]);
    });

    test("filters by status, phase, country, sex and age", async () => {
      expect((await ids({ statuses: ["RECRUITING", "TERMINATED"] })).sort()).toEqual([1, 3, 4]);
      expect(await ids({ phases: ["PHASE2"] })).toEqual([1]);
      expect(await ids({ country: "be" })).toEqual([2]);
      expect(await ids({ country: "us", statuses: ["RECRUITING", "COMPLETED"] })).toEqual([1]);
      expect(await ids({ country: "be", statuses: ["RECRUITING"] })).toEqual([]);
      expect((await ids({ sex: "male" })).sort()).toEqual([1, 2, 4, 5]);
      expect((await ids({ ageMonths: 7 * 12 - 1 })).sort()).toEqual([1, 2, 5]);
      expect((await ids({ ageMonths: 7 * 12 })).sort()).toEqual([2, 5]);
    });

    test("finds trials near a place, with the nearest site and how far it is", async () => {
      // Great-circle distance on a sphere of 6,371.0088 km, computed by hand from the two positions: 70 km.
      const page = await search({
        near: { latitude: 50.8796, longitude: 4.7009, kilometres: 100 },
        words: "training",
      });
      expect(page.hits.map(({ nearest }) => [nearest?.city, Math.round(nearest?.kilometres ?? 0)])).toEqual([
        ["Leuven", 0],
        ["Maastricht", 70],
      ]);
      expect(await ids({ near: { latitude: 50.8796, longitude: 4.7009, kilometres: 60 } })).toEqual([2]);
      const anywhere = { latitude: 89, longitude: 170, kilometres: 20_000 };
      expect((await ids({ near: anywhere })).sort()).toEqual([1, 2, 3]);
    });

    test("lists the newest first when asked to, trials without a date last", async () => {
      expect(await ids({ sort: "newest" })).toEqual([1, 3, 2, 4, 5]);
    });

    test("gives pages that follow one another, and counts beside them", async () => {
      const first = await search({ sort: "newest", pageSize: 2 });
      const last = await search({ sort: "newest", pageSize: 2, page: 3 });
      expect([first, last].map(({ hits }) => hits.length)).toEqual([2, 1]);
      expect(first.total).toEqual({ count: 5, isExact: true });
      expect(first.lastPage).toBe(3);
      expect(first.facets.statuses[0]).toEqual({ value: "RECRUITING", count: 2 });
      expect(first.facets.countries).toContainEqual({ value: "US", count: 1 });
    });

    test("marks the words in the registry's text, and finds them further down where the title has none", async () => {
      const [hit] = (await search({ words: "orthopedic" })).hits;
      const marked = hit?.snippets.flatMap(({ from, text, marks }) =>
        marks.map(([a, b]) => [from, text.slice(a, b)]),
      );
      expect(marked).toEqual([["eligibility", "orthopaedic"]]);
      const [hostile] = (await search({ words: "script barre" })).hits;
      expect(hostile?.snippets[0]?.text).toBe("<script>alert(1)</script> Guillain-Barré & the 50% rule");
      expect(hostile?.snippets[0]?.marks.map(([a, b]) => hostile.title.slice(a, b))).toEqual([
        "script",
        "script",
        "Barré",
      ]);
    });

    test("answers any text at all", async () => {
      const signs = fc.constantFrom(
        ..."\"'\\()&|!:*<>-,.%_ \0\n\ud800é€漢OR",
        " OR ",
        "the ",
        "cord ",
        "palsy*",
        "-",
      );
      const typed = fc.oneof(
        fc.array(signs, { maxLength: 40 }).map((all) => all.join("")),
        fc.string({ unit: "binary" }),
      );
      await fc.assert(
        fc.asyncProperty(typed, typed, async (words, condition) => {
          expect((await search({ words, condition })).hits).toBeInstanceOf(Array);
        }),
        { numRuns: 100 },
      );
    });

    test("plans by the counts there are, also where another process counted anew", async () => {
      await search({ words: "treadmill" });
      const before = await countsFor(store.db, [], []);
      expect(before).toMatchObject({
        trials: 5,
        years: [{ mark: "y:2026" }, { mark: "y:2020" }, { mark: "y:2011" }],
      });
      await refreshSearchCounts(store.db);
      expect((await search({ words: "treadmill" })).total.count).toBe(2);
      expect((await countsFor(store.db, [], [])).version).not.toBe(before.version);
    });

    test("looks for the usual words of a beginning where any of the trials will do", async () => {
      const lexemes = new Map([["tox", "tox"]]);
      const term = termOf([{ words: ["tox"], isPrefix: true, isSynonym: false }], lexemes, "")!;
      const counts = await countsFor(store.db, [term], []);
      expect(termText(term)).toBe("(('tox':*))");
      expect(termText(inUsualForms(term, counts))).toBe("(('toxin'))");
    });

    test("finds trials that were stored before there was a search", async () => {
      await store.db.deleteFrom("trial_search").where("registry_id", "=", "NCT00000001").execute();
      expect(await countUnknownToSearch(store.db)).toBe(1);
      expect(await indexSomeForSearch(store.db, "")).toEqual({ count: 1, last: "NCT00000001" });
      expect(await indexSomeForSearch(store.db, "NCT00000001")).toMatchObject({ count: 0 });
      expect(await countUnknownToSearch(store.db)).toBe(0);
      expect(await ids({ words: "spastic diplegia" })).toEqual([1]);
    });
  });
});
