/**
 * The plain way to tell units apart, as it is found in many scripts: a threshold, principal components, k-means.
 *
 * Band-pass 300–3000 Hz, peaks over four times the noise (median of the absolute values over 0.6745) with a dead time of
 * 1.5 ms, waveforms of 4 ms around each peak, three principal components, k-means (k-means++ with ten seeded starts).
 * It is told the true number of units, which separation is not.
 */
import { waveformsAround } from "../../core/measurement/separation/deflections.ts";
import { principalCoordinates } from "../../core/measurement/separation/principal-components.ts";
import { filterZeroPhase } from "../../core/signal/biquad-cascade.ts";
import { butterworthBandPass } from "../../core/signal/butterworth.ts";
import { noiseLevel } from "../../core/signal/noise-level.ts";
import { type Random, seededRandom } from "../../core/signal/random.ts";

export function baselineUnits(
  channel: Float32Array,
  samplingFrequencyHz: number,
  unitCount: number,
): number[][] {
  const band = butterworthBandPass(2, 300, Math.min(3000, 0.45 * samplingFrequencyHz), samplingFrequencyHz);
  const samples = filterZeroPhase(band, channel);
  const limit = 4 * noiseLevel(samples);
  const apart = Math.round(0.0015 * samplingFrequencyHz);
  const peaks: number[] = [];
  for (let index = 1; index < samples.length - 1; index++) {
    const value = Math.abs(samples[index]);
    if (value < limit || value < Math.abs(samples[index - 1]) || value <= Math.abs(samples[index + 1]))
      continue;
    const last = peaks[peaks.length - 1];
    if (last !== undefined && index - last < apart) {
      if (value > Math.abs(samples[last])) peaks[peaks.length - 1] = index;
    } else peaks.push(index);
  }
  if (peaks.length < unitCount) return [];
  const waveforms = waveformsAround([samples], peaks, Math.round(0.002 * samplingFrequencyHz));
  const labels = kMeans(principalCoordinates(waveforms, 3), unitCount, seededRandom("baseline"));
  return Array.from({ length: unitCount }, (_, unit) =>
    peaks.filter((_, index) => labels[index] === unit).map((peak) => peak / samplingFrequencyHz),
  );
}

function kMeans(points: readonly Float32Array[], count: number, random: Random): Int32Array {
  let best = new Int32Array(points.length);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < 10; start++) {
    const centres = spreadOut(points, count, random);
    const labels = new Int32Array(points.length);
    let cost = 0;
    for (let round = 0; round < 50; round++) {
      cost = 0;
      points.forEach((point, index) => {
        const distances = centres.map((centre) => squared(point, centre));
        labels[index] = distances.indexOf(Math.min(...distances));
        cost += distances[labels[index]];
      });
      centres.forEach((centre, label) => {
        const members = points.filter((_, index) => labels[index] === label);
        if (members.length === 0) return;
        for (let axis = 0; axis < centre.length; axis++)
          centre[axis] = members.reduce((sum, point) => sum + point[axis], 0) / members.length;
      });
    }
    if (cost >= least) continue;
    least = cost;
    best = labels;
  }
  return best;
}

function spreadOut(points: readonly Float32Array[], count: number, random: Random): Float32Array[] {
  const centres = [Float32Array.from(random.pick(points))];
  while (centres.length < count) {
    const distances = points.map((point) => Math.min(...centres.map((centre) => squared(point, centre))));
    let draw = random.uniform() * distances.reduce((sum, value) => sum + value, 0);
    let chosen = 0;
    while (chosen < points.length - 1 && draw > distances[chosen]) draw -= distances[chosen++];
    centres.push(Float32Array.from(points[chosen]));
  }
  return centres;
}

function squared(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] - b[index]) ** 2;
  return sum;
}
