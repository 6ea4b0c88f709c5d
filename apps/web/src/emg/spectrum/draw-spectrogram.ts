/** Power as the strength of the ink: from the paper's colour 50 dB below the strongest to the full colour of the trace. */
import type { Ink } from "../traces/ink.ts";
import type { Spectrogram } from "../worker/emg-messages.ts";

const RANGE_DB = 50;

export function drawSpectrogram(
  canvas: HTMLCanvasElement,
  { columns, rows, decibels }: Spectrogram,
  ink: Ink,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const [paper, full] = [colourParts(ink.paper), colourParts(ink.trace)];
  let strongest = Number.NEGATIVE_INFINITY;
  for (const value of decibels) if (value > strongest) strongest = value;
  const image = context.createImageData(columns, rows);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) {
      const value = decibels[column * rows + row];
      const share = Number.isNaN(value) ? 0 : Math.max(0, 1 + (value - strongest) / RANGE_DB);
      const at = 4 * ((rows - 1 - row) * columns + column);
      for (let part = 0; part < 3; part++)
        image.data[at + part] = paper[part] + share * (full[part] - paper[part]);
      image.data[at + 3] = 255;
    }
  context.putImageData(image, 0, 0);
}

/** Whatever way the colour is written. */
function colourParts(colour: string): Uint8ClampedArray {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d");
  if (!context) return new Uint8ClampedArray(4);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}
