/** The contract's shapes for the OpenAPI description. Packs are described as far as a client needs to find its way. */
import { z } from "@hono/zod-openapi";
import { type Problem, problemCodes } from "./contract.ts";

export const ProblemSchema: z.ZodType<Problem> = z
  .object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(problemCodes),
    detail: z.string().openapi({ description: "What was wrong, what was expected and what to do." }),
    problems: z
      .array(
        z.object({
          pointer: z.string().openapi({ description: "JSON Pointer to the fact; empty for the whole." }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .exactOptional(),
  })
  .openapi("Problem");

export const HealthSchema = z
  .object({
    status: z.literal("ok"),
    version: z.string(),
    trials: z.object({ all: z.number().int(), cerebralPalsy: z.number().int() }),
  })
  .openapi("Health");

export const PlacesSchema = z
  .object({
    places: z.array(z.object({ name: z.string(), latitude: z.number(), longitude: z.number() })),
  })
  .openapi("KnownPlaces");

export const EvidencePackSchema = z
  .looseObject({ format: z.literal(1), dataSet: z.looseObject({ version: z.string(), date: z.string() }) })
  .openapi("EvidencePack");

export const SummarySchema = z
  .looseObject({ format: z.literal(1), title: z.string(), purpose: z.string() })
  .openapi("VisitSummary");
