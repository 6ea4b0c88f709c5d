/** Samples of a table in a text file: rows are parsed in blocks, the latest few blocks kept. */
import type { Issue } from "../issue/issue.ts";
import { keepingLatest } from "./keeping-latest.ts";
import type { ByteSource, OpenRecording } from "./recording.ts";
import { caution } from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { eachRow, parseRow, ROWS_PER_BLOCK, type TextIndex } from "./text-index.ts";
import type { TextLayout } from "./text-layout.ts";
import type { RowGap } from "./text-timing.ts";

/** About 16 MB of parsed rows. */
const VALUES_KEPT = 2 ** 22;

export function rowReader(
  source: ByteSource,
  layout: TextLayout,
  signals: readonly number[],
  index: TextIndex,
  gaps: readonly RowGap[],
  issues: Issue[],
): OpenRecording["readSamples"] {
  const blockAt = rowBlocks(source, layout, signals, index, issues);
  const stretches = stretchesOf(gaps, index.rowCount);
  const last = stretches[stretches.length - 1];
  const sampleCount = last.firstSample + last.rowCount;
  return async (channelIndex, fromSample, count) => {
    const { from, to } = sampleRange(sampleCount, fromSample, count);
    const target = new Float32Array(to - from).fill(Number.NaN);
    for (const stretch of stretches) {
      const start = Math.max(from, stretch.firstSample);
      const end = Math.min(to, stretch.firstSample + stretch.rowCount);
      const toRow = stretch.firstRow - stretch.firstSample;
      for (let sample = start; sample < end; ) {
        const row = sample + toRow;
        const block = await blockAt(Math.floor(row / ROWS_PER_BLOCK));
        const inBlock = row % ROWS_PER_BLOCK;
        const here = Math.min(end - sample, ROWS_PER_BLOCK - inBlock);
        const column = block.subarray(channelIndex * ROWS_PER_BLOCK, (channelIndex + 1) * ROWS_PER_BLOCK);
        target.set(column.subarray(inBlock, inBlock + here), sample - from);
        sample += here;
      }
    }
    return target;
  };
}

/** Rows without a gap between them. */
interface Stretch {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly firstSample: number;
}

function stretchesOf(gaps: readonly RowGap[], rowCount: number): Stretch[] {
  const starts = [{ row: 0, missingSamples: 0 }, ...gaps];
  let missing = 0;
  return starts.map((start, index) => {
    missing += start.missingSamples;
    const end = starts[index + 1]?.row ?? rowCount;
    return { firstRow: start.row, rowCount: end - start.row, firstSample: start.row + missing };
  });
}

/** Columns one after the other, 1024 values each, of one block of rows. */
function rowBlocks(
  source: ByteSource,
  layout: TextLayout,
  signals: readonly number[],
  index: TextIndex,
  issues: Issue[],
): (block: number) => Promise<Float32Array> {
  const blocksKept = Math.max(2, Math.floor(VALUES_KEPT / (signals.length * ROWS_PER_BLOCK)));
  return keepingLatest(blocksKept, async (block) => {
    const from = index.blockOffsets[block];
    const to = index.blockOffsets[block + 1] ?? index.end;
    const bytes = await source.read(from, to - from);
    const values = new Float32Array(signals.length * ROWS_PER_BLOCK).fill(Number.NaN);
    const row = new Float64Array(layout.columns.length);
    let inBlock = 0;
    let short = 0;
    eachRow(bytes, layout, (start, end) => {
      if (parseRow(bytes, start, end, layout, row) < row.length) short++;
      for (let signal = 0; signal < signals.length; signal++) {
        values[signal * ROWS_PER_BLOCK + inBlock] = row[signals[signal]];
      }
      return ++inBlock < ROWS_PER_BLOCK;
    });
    if (short > 0) tellOfShortRows(source.name, issues);
    return values;
  });
}

function tellOfShortRows(file: string, issues: Issue[]): void {
  if (issues.some((issue) => issue.code === "text-rows-short")) return;
  issues.push(
    caution("text-rows-short", file, {
      en: "Some rows have fewer columns than the others; what they lack is missing.",
      nb: "Noen rader har færre kolonner enn de andre; det de mangler, er manglende verdier.",
    }),
  );
}
