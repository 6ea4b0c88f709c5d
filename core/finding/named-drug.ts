/** One drug of a list or a record, as its source names it, and the drug classes (findings) that it certainly belongs to. */
export interface NamedDrug {
  readonly name: string;
  readonly classes: readonly string[];
}
