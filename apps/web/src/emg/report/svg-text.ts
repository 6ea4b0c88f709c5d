/** The picture as the text of an SVG file. */
import type { SvgPart } from "../traces/svg-pen.ts";
import type { TracePicture } from "./trace-picture.ts";

/** `description` says in words what the picture shows. */
export function svgText({ width, height, parts }: TracePicture, title: string, description: string): string {
  const clips = [...new Set(parts.flatMap((part) => ("clip" in part && part.clip ? [part.clip] : [])))];
  const clipOf = (part: SvgPart) =>
    "clip" in part && part.clip ? ` clip-path="url(#c${clips.indexOf(part.clip)})"` : "";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    ...clips.map((clip, index) => `<clipPath id="c${index}"><path d="${clip}"/></clipPath>`),
    ...parts.map((part) => partText(part, clipOf(part))),
    "</svg>",
    "",
  ].join("\n");
}

function partText(part: SvgPart, clip: string): string {
  if (part.kind === "text")
    return `<text x="${part.x}" y="${part.y}" fill="${part.colour}" text-anchor="${part.anchor}" font-size="${part.size}"${part.isBold ? ' font-weight="600"' : ""}>${escaped(part.text)}</text>`;
  if (part.kind === "fill")
    return `<path d="${part.path}" fill="${part.colour}" fill-opacity="${part.opacity}"${clip}/>`;
  const dashes = part.dashes === "" ? "" : ` stroke-dasharray="${part.dashes}"`;
  return `<path d="${part.path}" fill="none" stroke="${part.colour}" stroke-opacity="${part.opacity}" stroke-width="${part.width}" stroke-linejoin="round"${dashes}${clip}/>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
