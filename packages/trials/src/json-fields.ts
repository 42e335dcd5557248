/**
 * Fields of a record as they come: every one may be absent, of another type, or blank. Reading them never throws, and
 * takes own properties only, so that a record cannot borrow one ("constructor") from the language.
 */

export type JsonObject = Readonly<Record<string, unknown>>;
export const absent: JsonObject = {};

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function object(parent: JsonObject, key: string): JsonObject {
  const value = own(parent, key);
  return isObject(value) ? value : absent;
}

export function objects(parent: JsonObject, key: string): JsonObject[] {
  const value = own(parent, key);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function text(parent: JsonObject, key: string): string | undefined {
  const value = own(parent, key);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

export function texts(parent: JsonObject, key: string): string[] {
  const value = own(parent, key);
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => (typeof item === "string" && item.trim() !== "" ? [item.trim()] : []));
}

/** A property that is left out when there is no value. */
export function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  // A computed key widens to `string` in the compiler's eyes.
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: Value };
}
