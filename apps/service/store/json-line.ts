/** One line of JSON. Unlike JSON.stringify alone, no reader finds a line end inside: some also split at U+2028 and U+2029. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}
