/**
 * The few directions in which waveforms differ most.
 *
 * Subspace iteration on the second-moment matrix from a fixed start: deterministic, and exact enough for telling
 * waveforms apart. The mean is not taken off, so that a single shape is its own first component.
 */

/** `result[i]` are the coordinates of waveform i on at most `count` orthonormal components. */
export function principalCoordinates(waveforms: readonly Float32Array[], count: number): Float32Array[] {
  const size = waveforms[0]?.length ?? 0;
  const kept = Math.min(count, size);
  const basis = components(secondMoments(waveforms, size), size, kept);
  return waveforms.map((waveform) => {
    const coordinates = new Float32Array(kept);
    for (let component = 0; component < kept; component++) {
      let sum = 0;
      for (let index = 0; index < size; index++) sum += basis[component][index] * waveform[index];
      coordinates[component] = sum;
    }
    return coordinates;
  });
}

/** Very large waveforms (artefacts) are scaled down so that they do not take the components. */
function secondMoments(waveforms: readonly Float32Array[], size: number): Float64Array {
  const norms = waveforms.map((waveform) =>
    Math.sqrt(waveform.reduce((sum, value) => sum + value * value, 0)),
  );
  const usual = [...norms].sort((a, b) => a - b)[Math.floor(norms.length / 2)] ?? 1;
  const moments = new Float64Array(size * size);
  waveforms.forEach((waveform, which) => {
    const weight = Math.min(1, (3 * usual) / (norms[which] || 1)) ** 2;
    for (let row = 0; row < size; row++) {
      const value = weight * waveform[row];
      for (let column = row; column < size; column++)
        moments[row * size + column] += value * waveform[column];
    }
  });
  for (let row = 0; row < size; row++)
    for (let column = 0; column < row; column++) moments[row * size + column] = moments[column * size + row];
  return moments;
}

const ITERATIONS = 12;

function components(moments: Float64Array, size: number, count: number): Float64Array[] {
  const diagonal = Array.from({ length: size }, (_, index) => moments[index * size + index]);
  const order = diagonal.map((_, index) => index).sort((a, b) => diagonal[b] - diagonal[a] || a - b);
  let basis = Array.from({ length: count }, (_, component) => {
    const start = new Float64Array(size);
    for (let index = 0; index < size; index++) start[index] = 0.01 * Math.cos(1 + index * (component + 1));
    start[order[component]] += 1;
    return start;
  });
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    basis = basis.map((vector) => {
      const next = new Float64Array(size);
      for (let row = 0; row < size; row++) {
        let sum = 0;
        for (let column = 0; column < size; column++) sum += moments[row * size + column] * vector[column];
        next[row] = sum;
      }
      return next;
    });
    orthonormalise(basis);
  }
  return basis;
}

function orthonormalise(basis: Float64Array[]): void {
  basis.forEach((vector, which) => {
    for (let earlier = 0; earlier < which; earlier++) {
      let dot = 0;
      for (let index = 0; index < vector.length; index++) dot += vector[index] * basis[earlier][index];
      for (let index = 0; index < vector.length; index++) vector[index] -= dot * basis[earlier][index];
    }
    let norm = 0;
    for (const value of vector) norm += value * value;
    norm = Math.sqrt(norm) || 1;
    for (let index = 0; index < vector.length; index++) vector[index] /= norm;
  });
}
