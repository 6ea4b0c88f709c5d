/**
 * Reads MATLAB 5 MAT-files (saved with -v6 or -v7, compressed or not).
 *
 * Numbers stay in the file until asked for. Which arrays are signals is decided in array-recording.ts.
 *
 * Source: MathWorks, MAT-File Format (level 5).
 */
import { failure, type Issue, type Result } from "../issue/issue.ts";
import { type NamedArray, openArrays } from "./array-recording.ts";
import { latin1 } from "./byte-view.ts";
import { type MatNumbers, readMatVariables } from "./mat5-elements.ts";
import type { ByteSource, OpenOptions, OpenRecording } from "./recording.ts";
import { caution, unknownEncoding } from "./recording-issue.ts";
import { bytesPerSample, storedNumberReader } from "./sample-encoding.ts";
import { tellingDamage } from "./telling-damage.ts";

const PIECE_BYTES = 2 ** 18;

export function looksLikeMat5(head: Uint8Array): boolean {
  if (head.length < 128 || latin1(head, 0, 6) !== "MATLAB") return false;
  const mark = latin1(head, 126, 128);
  return (mark === "IM" || mark === "MI") && !/^MATLAB 7\.3/.test(latin1(head, 0, 10));
}

export async function openMat5(source: ByteSource, options: OpenOptions): Promise<Result<OpenRecording>> {
  const head = await source.read(0, 128);
  const littleEndian = latin1(head, 126, 128) === "IM";
  const version = head[littleEndian ? 125 : 124];
  if (version !== 1) return failure(unknownEncoding(source.name, `MAT ${version}`));
  const { variables, damaged } = await readMatVariables(source, littleEndian);
  const numbers = variables.filter((variable) => variable.kind === "numbers");
  const single = new Map<string, number>();
  for (const variable of numbers) {
    if (variable.dims.every((dim) => dim === 1))
      single.set(variable.name, (await readRun(variable, 0, 1, 1, { pieces: 0 }))[0]);
  }
  const damage = { pieces: 0 };
  const opened = await openArrays(
    {
      name: source.name,
      format: "MAT 5",
      arrays: numbers.filter(({ dims }) => dims.some((dim) => dim > 1)).map((one) => namedArray(one, damage)),
      texts: new Map(
        variables.flatMap((variable) => (variable.kind === "text" ? [[variable.name, variable.text]] : [])),
      ),
      numbers: single,
      issues: damaged ? [cut(source.name)] : [],
    },
    options,
  );
  return tellingDamage(opened, () => damage.pieces > 0);
}

/** Pieces of compressed data that could not be read so far. */
interface Damage {
  pieces: number;
}

function namedArray(variable: MatNumbers, damage: Damage): NamedArray {
  const { name, dims } = variable;
  return {
    name,
    dims,
    readAlong: (axis, other, from, count) => {
      const strideOf = (dim: number) => dims.slice(0, dim).reduce((product, length) => product * length, 1);
      const otherAxis = dims.findIndex((length, dim) => dim !== axis && length > 1);
      const start = otherAxis < 0 ? 0 : other * strideOf(otherAxis);
      return readRun(variable, start + from * strideOf(axis), count, strideOf(axis), damage);
    },
  };
}

/** `count` numbers, `stride` apart, in pieces. */
async function readRun(
  variable: MatNumbers,
  start: number,
  count: number,
  stride: number,
  damage: Damage,
): Promise<Float64Array> {
  const { source, offset, encoding } = variable;
  const width = bytesPerSample(encoding);
  const values = new Float64Array(count).fill(Number.NaN);
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / (width * stride)));
  for (let done = 0; done < count; done += perPiece) {
    const here = Math.min(perPiece, count - done);
    const at = offset + (start + done * stride) * width;
    const bytes = await source.read(at, ((here - 1) * stride + 1) * width);
    const numberAt = storedNumberReader(bytes, encoding);
    for (let i = 0; i < here; i++) {
      const place = i * stride * width;
      if (place + width > bytes.length) {
        damage.pieces++;
        break;
      }
      values[done + i] = numberAt(place);
    }
  }
  return values;
}

function cut(file: string): Issue {
  return caution("mat-damaged", file, {
    en: "The file ends, or makes no sense, before its last variable; what came before is read.",
    nb: "Filen slutter, eller gir ikke mening, før siste variabel; det som kom før, er lest.",
  });
}
