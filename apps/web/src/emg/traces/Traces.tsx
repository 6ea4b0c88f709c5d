/** The screen: all chosen channels over time, to be moved by pointer and keys. A slider for those who do not see it. */
import { useEffect, useRef } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { chooseChannel, screenHeight } from "../bench/scales.ts";
import { useSettled, useStore } from "../bench/store.ts";
import { bench, view } from "../bench/workbench.ts";
import { togglePlaying } from "../sound/player.ts";
import { burstAt, burstEndAt } from "./burst-ends.ts";
import { INKS } from "./ink.ts";
import { lanesOf } from "./lanes.ts";
import { followPointers } from "./pointers.ts";
import { pressKey } from "./screen-keys.ts";
import { divisionS } from "./time-window.ts";
import { TraceScreen } from "./trace-screen.ts";
import { writtenAmplitude, writtenMoment } from "./written-scale.ts";

export function Traces() {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const now = useStore(bench);
  const frame = useRef<HTMLDivElement>(null);
  const traces = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLCanvasElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const screen = useRef<TraceScreen>(undefined);
  const height = screenHeight(now.shown.length);
  const hasClock = !now.header?.channels.some(({ clock }) => clock === "assumed");
  const { kinds } = words.spans;

  useEffect(() => {
    if (!frame.current || !traces.current || !cursor.current || !probe.current) return undefined;
    const made = new TraceScreen(
      { frame: frame.current, traces: traces.current, cursor: cursor.current, probe: probe.current },
      { language: "en", kinds: en.spans.kinds, hasClock: true },
    );
    screen.current = made;
    const clicked = (share: number, lanesPx: number) => {
      const { shown } = bench.get();
      const lane = shown[Math.floor(share * shown.length)];
      if (lane === undefined) return;
      const burst = burstAt(view.get().cursorS, share * lanesPx);
      chooseChannel(lane);
      if (burst) bench.set({ chosenBurstS: burst.onsetS });
    };
    const stop = followPointers(frame.current, view, clicked, burstEndAt);
    return () => {
      stop();
      made.end();
      screen.current = undefined;
    };
  }, []);

  useEffect(() => screen.current?.say({ language, kinds, hasClock }), [language, kinds, hasClock]);

  return (
    <div className="emg-screen" style={{ height }}>
      <TimeSlider frame={frame}>
        <canvas ref={traces} />
        <canvas ref={cursor} />
      </TimeSlider>
      <div ref={probe} className="emg-inks" aria-hidden="true">
        {INKS.map((name) => (
          <span key={name} className={`emg-ink-${name}`} />
        ))}
      </div>
      {lanesOf(now, height).map((lane) => (
        <button
          key={lane.index}
          type="button"
          className="emg-lane"
          aria-pressed={lane.isSelected}
          style={{ top: lane.top + 4 }}
          onClick={() => chooseChannel(lane.index)}
        >
          <strong>{lane.channel.label || lane.channel.id}</strong>
          <span>
            {writtenAmplitude(lane.perDivision, lane.channel.unit, language)}
            {words.perDivision}
          </span>
          {lane.centre !== 0 && (
            <span>{words.centre(writtenAmplitude(lane.centre, lane.channel.unit, language))}</span>
          )}
        </button>
      ))}
      {now.drawable < 1 && (
        <progress className="emg-progress" value={now.drawable} max={1} aria-label={words.reading} />
      )}
    </div>
  );
}

interface TimeSliderProperties {
  readonly frame: React.RefObject<HTMLDivElement | null>;
  readonly children: React.ReactNode;
}

/** Says where in time the screen is, once it stands still. */
function TimeSlider({ frame, children }: TimeSliderProperties) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { fromS, spanS, durationS } = useSettled(view);
  const hasClock = useStore(bench).header?.channels.some(({ clock }) => clock === "assumed") !== true;
  const step = divisionS(spanS);
  const moment = (seconds: number) => writtenMoment(seconds, step / 10, language, hasClock);
  return (
    <div
      ref={frame}
      className="emg-frame"
      role="slider"
      tabIndex={0}
      aria-label={words.screen.label}
      aria-describedby="emg-keys emg-shown"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, durationS - spanS)}
      aria-valuenow={fromS}
      aria-valuetext={words.screen.stretch(moment(fromS), moment(fromS + spanS), moment(durationS))}
      onKeyDown={(event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === " ") togglePlaying();
        else if (!pressKey(event.key, event.shiftKey)) return;
        event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}
