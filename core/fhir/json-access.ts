/** Reading untrusted JSON: every step may find something else than it expects, and then finds nothing. */

export type Json = Readonly<Record<string, unknown>>;

export function isMap(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function map(value: unknown, key: string): Json | undefined {
  const inner = isMap(value) ? value[key] : undefined;
  return isMap(inner) ? inner : undefined;
}

export function text(value: unknown, key: string): string | undefined {
  const inner = isMap(value) ? value[key] : undefined;
  return typeof inner === "string" && inner !== "" ? inner : undefined;
}

export function number(value: unknown, key: string): number | undefined {
  const inner = isMap(value) ? value[key] : undefined;
  return typeof inner === "number" && Number.isFinite(inner) ? inner : undefined;
}

/** The maps in a list; a single map counts as a list of one, as some servers send it. */
export function maps(value: unknown, key: string): readonly Json[] {
  const inner = isMap(value) ? value[key] : undefined;
  if (isMap(inner)) return [inner];
  if (!Array.isArray(inner)) return [];
  return inner.every(isMap) ? inner : inner.filter(isMap);
}
