/** The results of the latest few calls of an asynchronous function, by number: what was fetched once is not fetched again. */
export function keepingLatest<T>(
  most: number,
  make: (index: number) => Promise<T>,
): (index: number) => Promise<T> {
  const kept = new Map<number, Promise<T>>();
  return (index) => {
    const known = kept.get(index);
    if (known) return known;
    const made = make(index);
    kept.set(index, made);
    // A medium that failed once may work the next time.
    made.catch(() => kept.delete(index));
    if (kept.size > most) kept.delete(kept.keys().next().value ?? index);
    return made;
  };
}
