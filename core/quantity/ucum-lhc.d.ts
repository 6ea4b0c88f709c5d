declare module "@lhncbc/ucum-lhc" {
  /** The part of the library that Krampe uses; the library has no types of its own. */
  export class UcumLhcUtils {
    static getInstance(): UcumLhcUtils;
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      suggest?: boolean,
      molecularWeight?: number | null,
    ): { status: "succeeded" | "failed" | "error"; toVal: number | null; msg: string[] };
    validateUnitString(unit: string, suggest?: boolean): { status: "valid" | "invalid" | "error" };
  }
}
