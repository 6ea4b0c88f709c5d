/** A stable, unique id for each channel: its label, with `#2`, `#3` … where a label returns. */
export function channelIds(labels: readonly string[]): string[] {
  const used = new Set<string>();
  return labels.map((label, index) => {
    const base = label.trim() || `channel ${index + 1}`;
    let id = base;
    for (let copy = 2; used.has(id); copy++) id = `${base}#${copy}`;
    used.add(id);
    return id;
  });
}
