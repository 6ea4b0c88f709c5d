/** The part of a request for samples that lies inside the channel. `to` is exclusive, never before `from`. */
export function sampleRange(
  sampleCount: number,
  fromSample: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const wantedFrom = Number.isFinite(fromSample) ? Math.trunc(fromSample) : 0;
  const wantedTo = wantedFrom + (Number.isNaN(count) ? 0 : Math.trunc(count));
  const from = Math.min(sampleCount, Math.max(0, wantedFrom));
  return { from, to: Math.max(from, Math.min(sampleCount, wantedTo)) };
}
