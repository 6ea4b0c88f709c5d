/** A specimen on the page: heard and seen in step, with the sweep and the loudness of an EMG machine, and the truth under it when it may be told. */
import { Button } from "@digdir/designsystemet-react";
import { useEffect, useId, useRef } from "react";
import { useSettled, useStore } from "../../emg/bench/store.ts";
import { IssueList } from "../../emg/source/IssueList.tsx";
import { INKS } from "../../emg/traces/ink.ts";
import { followPointers } from "../../emg/traces/pointers.ts";
import { divisionS } from "../../emg/traces/time-window.ts";
import { writtenAmplitude, writtenMoment } from "../../emg/traces/written-scale.ts";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { rasterHeight } from "./draw-raster.ts";
import { LookControls } from "./LookControls.tsx";
import { lanesOf, listening, type Specimen, screenHeight } from "./specimen.ts";
import { pressKey } from "./specimen-keys.ts";
import { keepDrawn } from "./specimen-screen.ts";

interface Properties {
  readonly specimen: Specimen;
  readonly label: string;
  /** Without it, nothing shows what was simulated. */
  readonly truth?: { readonly nameOf: (pattern: string) => string };
  /** Without the note that the needle was moved: not every recording holds it, so it would tell. */
  readonly hidesNeedle?: boolean;
  /** Fewer knobs: for two beside each other. */
  readonly isSmall?: boolean;
}

export function SpecimenView({ specimen, label, truth, hidesNeedle = false, isSmall = false }: Properties) {
  const words = useWords({ en, nb }).specimen;
  const { language } = useSettings();
  const state = useStore(specimen.state);
  const { made, isBusy, isPlaying, issues } = state;
  const { negativeUp } = useStore(listening);
  const frame = useRef<HTMLDivElement>(null);
  const traces = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLCanvasElement>(null);
  const overview = useRef<HTMLCanvasElement>(null);
  const raster = useRef<HTMLCanvasElement>(null);
  const probe = useRef<HTMLDivElement>(null);
  const nameOf = truth?.nameOf;
  const showsTruth = made !== undefined && nameOf !== undefined && made.truth.units.length > 0;

  useEffect(() => {
    if (!frame.current) return undefined;
    return followPointers(frame.current, specimen.view, (share) => {
      const channels = specimen.state.get().made?.samples.length ?? 1;
      specimen.state.set({ channel: Math.min(channels - 1, Math.max(0, Math.floor(share * channels))) });
    });
  }, [specimen]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas of the truth comes and goes with it
  useEffect(() => {
    if (!traces.current || !cursor.current || !overview.current || !probe.current) return undefined;
    return keepDrawn(
      specimen,
      {
        traces: traces.current,
        cursor: cursor.current,
        overview: overview.current,
        raster: raster.current,
        probe: probe.current,
      },
      { language, events: words.events, nameOf: nameOf ?? (() => ""), hidesNeedle },
    );
  }, [specimen, language, words, nameOf, showsTruth, hidesNeedle]);

  const lanes = lanesOf(state, negativeUp);
  return (
    <div className="specimen" data-busy={isBusy} data-playing={isPlaying}>
      <div className="specimen-bar">
        <Button data-size="sm" disabled={!made} onClick={() => specimen.toggle()}>
          <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false" className="emg-icon">
            <path d={isPlaying ? "M4 3h4v14H4zM12 3h4v14h-4z" : "M5 2.5l12 7.5-12 7.5z"} />
          </svg>
          {isPlaying ? words.pause : words.listen}
          <span className="ds-sr-only"> {label}</span>
        </Button>
        <LookControls specimen={specimen} isSmall={isSmall} />
      </div>
      <div className="emg-screen specimen-screen" style={{ height: screenHeight(made?.samples.length ?? 1) }}>
        <TimeSlider specimen={specimen} frame={frame} label={label}>
          <canvas ref={traces} />
          <canvas ref={cursor} />
        </TimeSlider>
        <div ref={probe} className="emg-inks" aria-hidden="true">
          {INKS.map((name) => (
            <span key={name} className={`emg-ink-${name}`} />
          ))}
        </div>
        {lanes.map(({ index, top, perDivision, channel, isSelected }) => (
          <span key={index} className="specimen-lane" data-chosen={isSelected} style={{ top: top + 4 }}>
            {lanes.length > 1 && <strong>{channel.label}</strong>}{" "}
            {words.scale(writtenAmplitude(perDivision, "uV", language))}
          </span>
        ))}
        {!made && issues.length === 0 && <p className="specimen-wait">{words.making}</p>}
      </div>
      {showsTruth && (
        <canvas
          ref={raster}
          className="specimen-raster"
          style={{ height: rasterHeight(made.truth) }}
          role="img"
          aria-label={words.rasterLabel(made.truth.units.length)}
        />
      )}
      <Overview specimen={specimen} canvas={overview} />
      {issues.length > 0 && <IssueList issues={issues} />}
    </div>
  );
}

interface TimeSliderProperties {
  readonly specimen: Specimen;
  readonly frame: React.RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly children: React.ReactNode;
}

/** Says where in time the screen is, once it stands still. */
function TimeSlider({ specimen, frame, label, children }: TimeSliderProperties) {
  const words = useWords({ en, nb }).specimen;
  const { language } = useSettings();
  const { fromS, spanS, durationS } = useSettled(specimen.view);
  const keys = useId();
  const moment = (seconds: number) => writtenMoment(seconds, divisionS(spanS) / 10, language);
  return (
    <>
      <div
        ref={frame}
        className="emg-frame"
        role="slider"
        tabIndex={0}
        aria-label={words.screenLabel(label)}
        aria-describedby={keys}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, durationS - spanS)}
        aria-valuenow={fromS}
        aria-valuetext={words.stretch(moment(fromS), moment(fromS + spanS), moment(durationS))}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          if (pressKey(specimen, event.key, event.shiftKey)) event.preventDefault();
        }}
      >
        {children}
      </div>
      <span id={keys} className="ds-sr-only">
        {words.keys}
      </span>
    </>
  );
}

/** Under a pointer it leads to the stretch that is pressed; the slider above does the same for keys. */
function Overview({
  specimen,
  canvas,
}: {
  readonly specimen: Specimen;
  readonly canvas: React.RefObject<HTMLCanvasElement | null>;
}) {
  const to = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const { durationS } = specimen.view.get();
    specimen.look(((event.clientX - box.left) / box.width) * durationS);
  };
  return (
    <canvas
      ref={canvas}
      className="specimen-overview"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        to(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) to(event);
      }}
    />
  );
}
