/** A text as PostgreSQL can keep it: what no database of texts takes (NUL, half of a surrogate pair) becomes the replacement character. */

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\uFFFD");
}

/** As JSON, with every text in it made storable. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, one) => (typeof one === "string" ? storableText(one) : one));
}
