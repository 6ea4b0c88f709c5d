/**
 * The patterns of a recording as rows of the measurement's table: one for each entry of the timeline, and the summary.
 *
 * `of` is `pattern` (or `summary`), `id` the pattern, `measure` its verdict, `low` and `high` the beginning and end in
 * seconds, `value` the balance of the arguments.
 */
import { csvRow } from "../../measurement/report/measurement-csv.ts";
import type { PatternNames } from "../types/named-pattern.ts";

export function patternCsv(recording: string, { patterns, summary }: PatternNames): string {
  return [
    ...patterns.map(({ channel, id, verdict, balance, fromS, toS }) =>
      csvRow([recording, channel, "pattern", id, verdict, balance, fromS, toS, "s", undefined, undefined]),
    ),
    ...(patterns.length > 0
      ? [
          csvRow([
            recording,
            "",
            "summary",
            summary.id,
            summary.verdict,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
            undefined,
          ]),
        ]
      : []),
  ].join("");
}
