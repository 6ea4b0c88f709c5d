/**
 * The envelope of a channel in one line of text: eight heights on a logarithmic scale above the noise, and a dot where nothing was measured.
 */
const HEIGHTS = "▁▂▃▄▅▆▇█";
const MASKED = "·";
const SILENT = " ";

/** `width` characters. `noise` and `values` are root mean squares. */
export function envelopeLine(values: Float32Array, noise: number, width: number): string {
  const columns = Math.max(1, Math.min(width, values.length));
  const levels = Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * values.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / columns));
    return largest(values, from, to);
  });
  const top = Math.max(...levels.filter((level) => level >= 0), noise * 2);
  return levels.map((level) => sign(level, noise, top)).join("");
}

function largest(values: Float32Array, from: number, to: number): number {
  let most = Number.NaN;
  for (let i = from; i < to; i++) if (values[i] >= 0 && !(most >= values[i])) most = values[i];
  return most;
}

function sign(level: number, noise: number, top: number): string {
  if (!(level >= 0)) return MASKED;
  const floor = Math.max(noise, top / 1000);
  if (level <= 1.3 * floor) return SILENT;
  const share = Math.log(level / floor) / Math.log(top / floor);
  return HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, Math.floor(share * HEIGHTS.length)))];
}
