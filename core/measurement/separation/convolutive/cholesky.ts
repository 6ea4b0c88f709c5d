/**
 * The triangular factor of a symmetric positive definite matrix, and what is solved with it.
 */

export interface Cholesky {
  readonly size: number;
  /** Lower triangle, row after row: `factor[row × size + column]`; A = L·Lᵀ. */
  readonly factor: Float64Array;
}

/** `ridge` is added to the diagonal, as a part of its mean. */
export function cholesky(matrix: Float64Array, size: number, ridge: number): Cholesky {
  const factor = matrix.slice();
  let trace = 0;
  for (let row = 0; row < size; row++) trace += matrix[row * size + row];
  const added = Math.max(1e-12, (ridge * trace) / size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factor[row * size + column] + (row === column ? added : 0);
      for (let k = 0; k < column; k++) sum -= factor[row * size + k] * factor[column * size + k];
      factor[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / factor[column * size + column];
    }
  }
  return { size, factor };
}

/** Solves L·x = b. */
export function solveLower({ size, factor }: Cholesky, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let row = 0; row < size; row++) {
    let sum = x[row];
    for (let k = 0; k < row; k++) sum -= factor[row * size + k] * x[k];
    x[row] = sum / factor[row * size + row];
  }
  return x;
}

/** Solves Lᵀ·x = b. */
export function solveUpper({ size, factor }: Cholesky, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let row = size - 1; row >= 0; row--) {
    x[row] /= factor[row * size + row];
    const value = x[row];
    for (let k = 0; k < row; k++) x[k] -= factor[row * size + k] * value;
  }
  return x;
}
