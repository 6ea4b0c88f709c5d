/** The envelope of the chosen channel in a lane of its own, over the time on the screen. */
import { useCallback } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { measurementOf } from "../bench/corrections.ts";
import { useStore } from "../bench/store.ts";
import { bench, view } from "../bench/workbench.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import { TimedCanvas } from "../traces/TimedCanvas.tsx";
import { drawEnvelopeLane, ENVELOPE_LANE_PX } from "./draw-envelope-lane.ts";

export function EnvelopeLane() {
  const catalogue = useWords({ en, nb });
  const { perDivision, envelope: words } = catalogue;
  const { language } = useSettings();
  const now = useStore(bench);
  const { header, selected, showsEnvelope, showsBursts } = now;
  const channel = header?.channels[selected];
  const measured = measurementOf(now, selected);
  const draw = useCallback(
    (screen: Screen, ink: Ink) => {
      if (measured && channel)
        drawEnvelopeLane(screen, {
          measured,
          startS: channel.startS,
          bursts: showsBursts ? measured.bursts : [],
          view: view.get(),
          ink,
          language,
          perDivision,
        });
    },
    [measured, channel, showsBursts, language, perDivision],
  );
  if (!showsEnvelope || !measured || !channel) return null;
  const [shorterMs, longerMs] = measured.activity.envelopes
    .map(({ scaleMs }) => Math.round(scaleMs))
    .sort((a, b) => a - b);
  return (
    <div className="emg-envelope">
      <TimedCanvas label={words.label(channel.label || channel.id)} height={ENVELOPE_LANE_PX} draw={draw} />
      <p className="emg-quiet">{words.caption(shorterMs, longerMs)}</p>
    </div>
  );
}
