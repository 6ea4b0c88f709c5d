/** Names one after the other: with commas, or with semicolons where a name has a comma of its own (`calcium, total`). */
export function writtenList(names: readonly string[]): string {
  return names.join(names.some((name) => name.includes(",")) ? "; " : ", ");
}
