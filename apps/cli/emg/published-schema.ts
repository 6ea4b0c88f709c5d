/**
 * A JSON Schema as other programs can load it: what refers to itself is defined once, at the root, and found by its place.
 * Typebox defines it again wherever it is used, under one `$id`, which validators refuse.
 */
type Part = null | boolean | number | string | readonly Part[] | { readonly [key: string]: Part };

export function publishedSchema(schema: object): object {
  const definitions: Record<string, Part> = {};
  const moved = (part: Part): Part => {
    if (Array.isArray(part)) return part.map(moved);
    if (part === null || typeof part !== "object") return part;
    const { $defs, $id: _, ...rest } = part as { readonly [key: string]: Part };
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Part>))
      definitions[name] ??= moved(definition);
    return Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [
        key,
        key === "$ref" && typeof value === "string" && !value.startsWith("#")
          ? `#/$defs/${value}`
          : moved(value),
      ]),
    );
  };
  const root = moved(JSON.parse(JSON.stringify(schema)) as Part);
  return { ...(root as object), ...(Object.keys(definitions).length > 0 && { $defs: definitions }) };
}
