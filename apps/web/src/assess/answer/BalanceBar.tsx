/**
 * The balance that made the verdict: the points of the arguments against to the left of the line, of those for to the right.
 *
 * The points are those of the published rule (core/assessment/verdict.ts). A decisive argument fills its side. More than ten points
 * are drawn as ten.
 */
import type { Tally } from "@krampe/core/assessment/verdict.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";

const MOST_POINTS = 10;
const WIDTH = 92;
const HEIGHT = 12;

export function BalanceBar({ tally }: { readonly tally: Tally }) {
  const words = useWords({ en, nb }).hypotheses;
  const middle = WIDTH / 2;
  const length = (points: number, decisive: number) =>
    decisive > 0 ? middle : (Math.min(points, MOST_POINTS) / MOST_POINTS) * middle;
  const against = length(tally.against, tally.decisiveAgainst);
  const label = words.balance(tally.for, tally.against);
  return (
    <svg
      className="balance"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <title>{label}</title>
      <rect className="balance-room" x="0" y="3" width={WIDTH} height="6" rx="3" />
      <rect className="balance-against" x={middle - against} y="3" width={against} height="6" />
      <rect
        className="balance-for"
        x={middle}
        y="3"
        width={length(tally.for, tally.decisiveFor)}
        height="6"
      />
      <path className="balance-line" d={`M${middle} 0v${HEIGHT}`} />
    </svg>
  );
}
