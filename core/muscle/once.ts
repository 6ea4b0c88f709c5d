/** A function that reckons when first asked, and remembers the answer. */
export function once<T>(reckon: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: reckon() };
    return known.value;
  };
}
