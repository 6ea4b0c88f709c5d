/**
 * Draws as a canvas does, and keeps what was drawn as the parts of an SVG: the same picture, sharp at any size.
 *
 * Rectangles of one colour that follow each other become one path. Patterns cannot be made: whoever asks for one gets none and fills
 * thinly instead. Clips are rectangles.
 */
import type { Pen } from "./pen.ts";

export type SvgPart =
  | {
      readonly kind: "fill";
      readonly path: string;
      readonly colour: string;
      readonly opacity: number;
      readonly clip?: string;
    }
  | {
      readonly kind: "stroke";
      readonly path: string;
      readonly colour: string;
      readonly opacity: number;
      readonly width: number;
      readonly dashes: string;
      readonly clip?: string;
    }
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly colour: string;
      readonly anchor: "start" | "middle" | "end";
      readonly size: number;
      readonly isBold: boolean;
    };

const ANCHORS: Readonly<Record<string, "start" | "middle" | "end">> = {
  left: "start",
  start: "start",
  center: "middle",
  right: "end",
  end: "end",
};

export class SvgPen implements Pen {
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  font = "12px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  readonly #parts: SvgPart[] = [];
  readonly #measuring: CanvasRenderingContext2D | null;
  #path: string[] = [];
  #dashes = "";
  #clip: string | undefined;

  constructor() {
    this.#measuring = document.createElement("canvas").getContext("2d");
  }

  get parts(): readonly SvgPart[] {
    return this.#parts;
  }

  setTransform(): void {}
  clearRect(): void {}
  createPattern(): null {
    return null;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const colour = String(this.fillStyle);
    const path = box(x, y, width, height);
    const last = this.#parts.at(-1);
    const goesOn =
      last?.kind === "fill" &&
      last.colour === colour &&
      last.opacity === this.globalAlpha &&
      last.clip === this.#clip;
    if (goesOn) this.#parts[this.#parts.length - 1] = { ...last, path: last.path + path };
    else this.#parts.push({ kind: "fill", path, colour, opacity: this.globalAlpha, ...this.#clipped() });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#stroked(box(x, y, width, height));
  }

  beginPath(): void {
    this.#path = [];
  }

  moveTo(x: number, y: number): void {
    this.#path.push(`M${short(x)} ${short(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.#path.push(`${this.#path.length === 0 ? "M" : "L"}${short(x)} ${short(y)}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.#path.push(box(x, y, width, height));
  }

  clip(): void {
    this.#clip = this.#path.join("");
  }

  stroke(): void {
    if (this.#path.length > 0) this.#stroked(this.#path.join(""));
  }

  fill(): void {
    const colour = String(this.fillStyle);
    const path = `${this.#path.join("")}Z`;
    this.#parts.push({ kind: "fill", path, colour, opacity: this.globalAlpha, ...this.#clipped() });
  }

  save(): void {}

  restore(): void {
    this.#clip = undefined;
  }

  setLineDash(dashes: number[]): void {
    this.#dashes = dashes.join(" ");
  }

  measureText(text: string): TextMetrics {
    if (!this.#measuring) throw new Error("a canvas could not be made");
    this.#measuring.font = this.font;
    return this.#measuring.measureText(text);
  }

  fillText(text: string, x: number, y: number): void {
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(this.font)?.[1] ?? 12);
    this.#parts.push({
      kind: "text",
      text,
      x: Number(short(x)),
      // All texts of the page stand around their middle; renderers of SVG do not agree about that.
      y: Number(short(this.textBaseline === "middle" ? y + 0.35 * size : y)),
      colour: String(this.fillStyle),
      anchor: ANCHORS[this.textAlign] ?? "start",
      size,
      isBold: /^(?:bold|[6-9]00)\b/.test(this.font),
    });
  }

  #stroked(path: string): void {
    this.#parts.push({
      kind: "stroke",
      path,
      colour: String(this.strokeStyle),
      opacity: this.globalAlpha,
      width: this.lineWidth,
      dashes: this.#dashes,
      ...this.#clipped(),
    });
  }

  #clipped(): { readonly clip?: string } {
    return this.#clip === undefined ? {} : { clip: this.#clip };
  }
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
