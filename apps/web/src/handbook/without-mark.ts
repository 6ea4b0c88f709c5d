/**
 * A statement without the word that is set before it as its mark.
 *
 * Many uncertain statements begin with the word themselves ("Uncertain: whether …"), since they are also read where no mark is set. Beside the
 * mark it would stand twice. A statement that begins otherwise is left as it is.
 */
export function withoutMark(text: string, mark: string): string {
  const own = `${mark}: `;
  return text.startsWith(own) ? text.slice(own.length) : text;
}
