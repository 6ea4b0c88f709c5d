/** The picture as part of the page. */
import type { SvgPart } from "../traces/svg-pen.ts";
import type { TracePicture } from "./trace-picture.ts";

export function TraceSvg({ picture, label }: { readonly picture: TracePicture; readonly label: string }) {
  const keyed = picture.parts.map((part, position) => ({ part, key: `${position} ${part.kind}` }));
  return (
    <svg viewBox={`0 0 ${picture.width} ${picture.height}`} role="img" aria-label={label}>
      {keyed.map(({ part, key }) => (
        <Part key={key} part={part} />
      ))}
    </svg>
  );
}

/** Clips are left out: on paper a trace may leave its lane by a hair. */
function Part({ part }: { readonly part: SvgPart }) {
  if (part.kind === "fill") return <path d={part.path} fill={part.colour} fillOpacity={part.opacity} />;
  if (part.kind === "stroke")
    return (
      <path
        d={part.path}
        fill="none"
        stroke={part.colour}
        strokeOpacity={part.opacity}
        strokeWidth={part.width}
        strokeDasharray={part.dashes || undefined}
        strokeLinejoin="round"
      />
    );
  return (
    <text
      x={part.x}
      y={part.y}
      fill={part.colour}
      textAnchor={part.anchor}
      fontSize={part.size}
      fontWeight={part.isBold ? 600 : 400}
    >
      {part.text}
    </text>
  );
}
