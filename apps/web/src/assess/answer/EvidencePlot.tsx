/** One result of a study: the effect and its interval against *no effect*, and the same in words. */
import { lowered } from "@krampe/core/plan/journal-note.ts";
import type { ReportedEvidence } from "@krampe/core/plan/report.ts";
import { writeNumber } from "@krampe/core/quantity/write-quantity.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { evidenceScale, readingOf } from "./evidence-scale.ts";
import { GroundsDisclosure } from "./Reason.tsx";

const WIDTH = 320;
const HEIGHT = 64;
const LINE = 33;

export function EvidencePlot({ evidence }: { readonly evidence: ReportedEvidence }) {
  const words = useWords({ en, nb }).evidence;
  const { language } = useSettings();
  const { outcome, population, comparator, text, certainty, n, trials, effect } = evidence;
  const about = [
    words.against(lowered(comparator)),
    n !== undefined && words.participants(writeNumber(n, language)),
    trials !== undefined && words.trials(trials),
    words.certainty[certainty],
  ];
  return (
    <li className="evidence">
      <p className="evidence-outcome">{outcome}</p>
      {effect && <EffectPlot evidence={evidence} effect={effect} />}
      <p>{text}</p>
      <p className="quiet">
        {population}; {about.filter(Boolean).join(", ")}
      </p>
      <GroundsDisclosure grounds={evidence} />
    </li>
  );
}

export function EffectPlot({
  evidence,
  effect,
}: {
  readonly evidence: Pick<ReportedEvidence, "outcome">;
  readonly effect: NonNullable<ReportedEvidence["effect"]>;
}) {
  const words = useWords({ en, nb }).evidence;
  const { language } = useSettings();
  const scale = evidenceScale(effect);
  const reading = readingOf(effect);
  const number = (value: number) => writeNumber(value, language);
  const x = (place: number) => place * WIDTH;
  const { low, high } = effect;
  const interval =
    low !== undefined && high !== undefined ? words.interval(number(low), number(high)) : words.noInterval;
  const said = {
    favours: words.favours,
    harms: words.harms,
    crosses: words.crosses,
    "no-interval": undefined,
  }[reading];
  const label = [
    words.label(
      evidence.outcome,
      `${number(effect.value)} ${effect.unit}`,
      interval,
      number(effect.noEffect),
    ),
    said,
  ];
  const [left, right] = scale.better === "left" ? [words.better, words.worse] : [words.worse, words.better];
  return (
    <figure className="evidence-plot" data-reading={reading}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={label.filter(Boolean).join("; ")}
        focusable="false"
      >
        <title>{label.filter(Boolean).join("; ")}</title>
        <path className="plot-axis" d={`M4 ${LINE}H${WIDTH - 4}`} />
        <path className="plot-none" d={`M${x(scale.noEffect)} 16V${HEIGHT - 16}`} />
        {scale.low !== undefined && scale.high !== undefined && (
          <path
            className="plot-interval"
            d={`M${x(scale.low)} ${LINE - 6}v12M${x(scale.low)} ${LINE}H${x(scale.high)}M${x(scale.high)} ${LINE - 6}v12`}
          />
        )}
        <rect className="plot-value" x={x(scale.value) - 5} y={LINE - 5} width="10" height="10" />
        <text className="plot-side" x="4" y={HEIGHT - 3} textAnchor="start">
          ← {left}
        </text>
        <text className="plot-side" x={WIDTH - 4} y={HEIGHT - 3} textAnchor="end">
          {right} →
        </text>
        <text
          className="plot-side"
          x={Math.min(Math.max(x(scale.noEffect), 60), WIDTH - 60)}
          y="11"
          textAnchor="middle"
        >
          {words.noEffect} ({number(effect.noEffect)})
        </text>
      </svg>
      <figcaption>
        <strong>
          {number(effect.value)} {effect.unit}
        </strong>
        , {interval}
        {said && <span className="quiet"> · {said}</span>}
      </figcaption>
    </figure>
  );
}
