/** Sampling frequencies that a recorder can have; anything else in a file is a mistake. From one sample in three hours to 100 MHz. */
export function isCredibleFrequency(frequencyHz: number): boolean {
  return frequencyHz >= 1e-4 && frequencyHz <= 1e8;
}
