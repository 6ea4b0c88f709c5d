/** The motor units of the chosen channel: when each fires, how fast, what its potential looks like, and corrections. */
import { Button } from "@digdir/designsystemet-react";
import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import { useCallback } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { measurementOf } from "../bench/corrections.ts";
import { useStore } from "../bench/store.ts";
import { bench, measure, SEPARATED_S, view } from "../bench/workbench.ts";
import type { Screen } from "../traces/draw-signal.ts";
import type { Ink } from "../traces/ink.ts";
import { TimedCanvas } from "../traces/TimedCanvas.tsx";
import { writtenSpan } from "../traces/written-scale.ts";
import { drawFiring, firingHeight, rowAt } from "./draw-firing.ts";
import { Potentials } from "./Potentials.tsx";
import { UnitCorrections } from "./UnitCorrections.tsx";
import { UnitTable } from "./UnitTable.tsx";

export function FiringPanel() {
  const words = useWords({ en, nb }).firing;
  const now = useStore(bench);
  const measured = measurementOf(now, now.selected);
  const one = now.measuring.get(now.selected);
  const channel = now.header?.channels[now.selected];
  if (!measured || !channel || channel.clock === "assumed") return null;
  const isRunning = one?.state === "running";
  return (
    <section className="emg-panel" aria-labelledby="emg-firing">
      <div className="emg-panel-head">
        <h2 id="emg-firing">{words.heading(channel.label || channel.id)}</h2>
        {!isRunning && <MoreUnits measured={measured} channel={now.selected} />}
      </div>
      {measured.units.length > 0 ? (
        <Firing measured={measured} channel={now.selected} />
      ) : (
        <p>{isRunning ? words.working : measured.separated.length > 0 ? words.none : words.notLooked}</p>
      )}
    </section>
  );
}

interface Properties {
  readonly measured: ChannelMeasurement;
  readonly channel: number;
}

/** Long recordings are told apart in part. */
function MoreUnits({ measured, channel }: Properties) {
  const words = useWords({ en, nb }).firing;
  const { language } = useSettings();
  const { separated } = measured;
  const lookedS = separated.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  const wantedS = lookedS === 0 ? SEPARATED_S : 3 * Math.max(SEPARATED_S, lookedS);
  return (
    <p className="emg-inline">
      {words.looked(writtenSpan(lookedS, language))}{" "}
      <Button data-size="sm" variant="secondary" onClick={() => measure(channel, wantedS)}>
        {words.more(writtenSpan(wantedS, language))}
      </Button>
    </p>
  );
}

function Firing({ measured, channel }: Properties) {
  const words = useWords({ en, nb }).firing;
  const { language } = useSettings();
  const { chosenUnit } = useStore(bench);
  const { units, separated } = measured;
  const chosen = units.some(({ id }) => id === chosenUnit) ? chosenUnit : undefined;
  const draw = useCallback(
    (screen: Screen, ink: Ink) =>
      drawFiring(screen, { units, separated, chosen, view: view.get(), ink, language }),
    [units, separated, chosen, language],
  );
  return (
    <>
      <TimedCanvas
        label={words.picture(units.length)}
        height={firingHeight(units.length)}
        draw={draw}
        onClicked={(y) => {
          const row = rowAt(y, units.length);
          if (row !== undefined) bench.set({ chosenUnit: units[row].id });
        }}
      />
      <p className="emg-quiet">{words.caption}</p>
      <Potentials measured={measured} channel={channel} chosen={chosen} />
      <UnitTable measured={measured} />
      <UnitCorrections units={units} chosen={chosen} amplitudeUnit={measured.amplitudeUnit} />
    </>
  );
}
