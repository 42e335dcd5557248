/** A schema with the sentence that its JSON Schema carries: what the fact is, its unit and range. */
import * as z from "zod/mini";

export function described<T extends z.ZodMiniType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}
