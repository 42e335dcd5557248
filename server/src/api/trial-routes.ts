/** Search over all trials, and one trial whole: for clinicians' and coordinators' own systems. */
import { createHash } from "node:crypto";
import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { annotatedKinds, endsEarly, readTrialSearch, searchParameters } from "trials";
import { say, searchProblemWords } from "visit";
import { type PageAnswers, paths } from "./contract.ts";
import { problem } from "./problem.ts";
import { ProblemSchema } from "./schemas.ts";

type TrialAnswers = Pick<PageAnswers, "search" | "searchIsReady" | "trial" | "eligibilityHistory">;

/**
 * JSON that anybody may keep, as long as it is asked about each time. The tag is made here, from the text in one piece:
 * left to the middleware, which reads the answer again as a stream, it costs as much as finding the trials.
 */
function fresh(answer: object): readonly [body: string, status: 200, headers: Record<string, string>] {
  const body = JSON.stringify(answer);
  const tag = createHash("sha1").update(body).digest("hex");
  return [body, 200, { "content-type": "application/json", "cache-control": "no-cache", etag: `"${tag}"` }];
}

export function trialRoutes(app: OpenAPIHono, answers: TrialAnswers): void {
  app.get(paths.search, async (c) => {
    const address = new URL(c.req.url);
    const reading = readTrialSearch(address.searchParams);
    if (reading.status === "refused") {
      const problems = reading.problems.map((one) => ({
        pointer: `/${one.parameter}`,
        code: one.code,
        detail: searchProblemWords(one, say("en"), "en"),
      }));
      return problem("bad-search", { problems });
    }
    const found = await answers.search(reading.search);
    const words = say("en");
    const notes = [
      ...(endsEarly(found) ? [words("search.ends", { count: found.total.count })] : []),
      ...(answers.searchIsReady() ? [] : [words("search.readying")]),
    ];
    const [body, status, headers] = fresh({
      ...found,
      ...(notes.length > 0 && { note: notes.join(" ") }),
    });
    return c.body(body, status, { ...headers, ...links(address, found.page, found.lastPage) });
  });
  const aboutOne = <Answer extends object>(
    path: string,
    answer: (registryId: string) => Promise<Answer | undefined>,
    numberOf: (answer: Answer) => string,
  ) =>
    app.get(path.replace("{registryId}", ":registryId"), async (c) => {
      const asked = (c.req.param("registryId") ?? "").toUpperCase();
      const found = await answer(asked);
      if (!found) return problem("not-found", { detail: noSuchTrial });
      const number = numberOf(found);
      // An older number leads to the present one, as in the registry itself.
      if (number !== asked) return c.redirect(path.replace("{registryId}", encodeURIComponent(number)), 301);
      return c.body(...fresh(found));
    });
  aboutOne(paths.trial, answers.trial, ({ trial }) => trial.registryId);
  aboutOne(paths.eligibilityChanges, answers.eligibilityHistory, ({ registryId }) => registryId);
  app.openAPIRegistry.registerPath(searchRoute);
  app.openAPIRegistry.registerPath(trialRoute);
  app.openAPIRegistry.registerPath(eligibilityChangesRoute);
}

const noSuchTrial =
  "The store has no trial of that number. Check it, or search for it; the store may not have been filled yet.";

/** Where the pages before and after are (RFC 8288). */
function links(address: URL, page: number, lastPage: number): { readonly link?: string } {
  const at = (to: number, rel: string) => {
    const there = new URL(address);
    there.searchParams.set("page", String(to));
    return `<${there.pathname}${there.search}>; rel="${rel}"`;
  };
  const found = [
    ...(page > 1 ? [at(page - 1, "prev")] : []),
    ...(page < lastPage ? [at(page + 1, "next")] : []),
  ];
  return found.length > 0 ? { link: found.join(", ") } : {};
}

const described: Readonly<Record<(typeof searchParameters)[number], readonly [type: string, text: string]>> =
  {
    words: [
      "string",
      'Words that must all be there; "phrases", rehab* for beginnings, OR, and -word for what must not.',
    ],
    condition: ["string", "Words looked for in conditions, keywords and titles."],
    intervention: ["string", "Words looked for in interventions and titles."],
    near: ["string", "Latitude and longitude in degrees, such as 45.5,-73.6; with km."],
    km: ["number", "Kilometres around near."],
    country: ["string", "ISO 3166-1 alpha-2, such as CA."],
    ageYears: ["integer", "An age that the trial's limits let in."],
    ageMonths: ["integer", "The same in completed months; goes before ageYears."],
    sex: ["string", "female or male: trials that take it, or do not say."],
    status: ["string", 'A word of the registry, such as RECRUITING, any number of times; or "open".'],
    phase: ["string", "A word of the registry, such as PHASE2, any number of times."],
    type: ["string", "INTERVENTIONAL, OBSERVATIONAL or EXPANDED_ACCESS, any number of times."],
    sort: ["string", "relevance (the default) or newest."],
    page: ["integer", "From 1; beyond the last page the last one is given."],
    pageSize: ["integer", "1 to 100; 20 where left out."],
  };

const problemContent = { content: { "application/problem+json": { schema: ProblemSchema } } };

const ofTrial = { params: z.object({ registryId: z.string().openapi({ example: "NCT01147653" }) }) };
const movedTo = { description: "It has another number now; Location leads there." };
const asBefore = { description: "As before: the ETag sent as If-None-Match still holds." };
const noneOfThatNumber = { description: "The store has none of that number.", ...problemContent };

const searchRoute = createRoute({
  method: "get",
  path: paths.search,
  summary: "Search all trials by words, condition, intervention, place, age, status and phase",
  description:
    "What is asked is not stored or written to a log. A listing in a registry is no approval, and a result is no advice.",
  parameters: searchParameters.map((name) => ({
    name,
    in: "query" as const,
    description: described[name][1],
    schema: { type: described[name][0] as "string" },
  })),
  responses: {
    200: {
      description: "A page of results with counts; Link names the pages before and after.",
      content: {
        "application/json": {
          schema: z
            .looseObject({
              total: z.object({ count: z.number().int(), isExact: z.boolean() }),
              hits: z.array(z.looseObject({ registryId: z.string(), title: z.string() })),
              facets: z.looseObject({}),
              page: z.number().int(),
              lastPage: z.number().int().openapi({
                description: "The last page there is; of more than 500 matches only 500 are ranked.",
              }),
              note: z.string().optional().openapi({
                description:
                  "What to know about this list: that it ends before all that match, or that some trials are not in the search yet.",
              }),
            })
            .openapi("TrialSearchPage"),
        },
      },
    },
    304: asBefore,
    400: { description: "Some parameters could not be read; each is named.", ...problemContent },
  },
});

const ReasonSchema = z
  .object({
    kind: z.enum(["search", "record"]),
    name: z.string(),
    field: z.string().nullable(),
    words: z.string().nullable(),
    firstSeen: z.iso.date(),
    lastSeen: z.iso.date(),
  })
  .openapi("TrialReason", {
    description:
      "Why a trial is in the list: a search of the registry that finds it, or words of its record.",
  });

const trialRoute = createRoute({
  method: "get",
  path: paths.trial,
  summary: "One trial: its fields, its criteria as read, and the registry's words",
  request: ofTrial,
  responses: {
    200: {
      description: "The trial.",
      content: {
        "application/json": {
          schema: z
            .looseObject({
              trial: z.looseObject({ registryId: z.string() }),
              lines: z.array(z.looseObject({})),
              reasons: z.array(ReasonSchema),
            })
            .openapi("Trial"),
        },
      },
    },
    301: movedTo,
    304: asBefore,
    404: noneOfThatNumber,
  },
});

const ComparedLineSchema = z
  .object({
    section: z.enum(["inclusion", "exclusion", "unsectioned"]),
    text: z.string().openapi({ description: "The registry's words, unescaped." }),
  })
  .openapi("ComparedLine");
const both = { before: ComparedLineSchema, after: ComparedLineSchema };
const CriterionChangeSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("added"), after: ComparedLineSchema }),
    z.object({ kind: z.literal("removed"), before: ComparedLineSchema }),
    z.object({ kind: z.literal("moved"), ...both }),
    z.object({
      kind: z.literal("changed"),
      ...both,
      movements: z
        .array(
          z.looseObject({
            kind: z.enum(annotatedKinds),
            what: z.enum(["lowest", "highest", "limit", "window", "effect", "named", "not-named"]),
          }),
        )
        .openapi({ description: "What moved, as our rules read it; empty where only the wording changed." }),
    }),
  ])
  .openapi("CriterionChange");

const eligibilityChangesRoute = createRoute({
  method: "get",
  path: paths.eligibilityChanges,
  summary: "How the eligibility text of a trial changed, criterion by criterion",
  description:
    "Texts are kept from the day on which the trial came into the store. The reading is by rule; the registry's words count.",
  request: ofTrial,
  responses: {
    200: {
      description: "The changes, the newest first; none where the text never changed.",
      content: {
        "application/json": {
          schema: z
            .object({
              registryId: z.string(),
              steps: z.array(
                z.object({
                  lastSeenBefore: z.string().openapi({ description: "The last day of the words before." }),
                  firstSeenAfter: z.string().optional().openapi({
                    description: "The first day of the words after; absent where older words came back.",
                  }),
                  changes: z.array(CriterionChangeSchema),
                  more: z.number().int().openapi({ description: "Changes beyond those told." }),
                  same: z.number().int().openapi({ description: "Lines that both texts have." }),
                  cut: z.boolean().openapi({ description: "The texts are longer than what is compared." }),
                }),
              ),
              hasOlder: z
                .boolean()
                .openapi({ description: "There were changes before the oldest of these." }),
            })
            .openapi("EligibilityHistory"),
        },
      },
    },
    301: movedTo,
    304: asBefore,
    404: noneOfThatNumber,
  },
});
