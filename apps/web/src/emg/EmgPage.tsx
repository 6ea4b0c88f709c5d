/** EMG: a recording on the bench, to be seen, heard and measured. Files are read in this browser and stay there. */
import "./emg.css";
import { useEffect } from "react";
import { en } from "../language/emg/en.ts";
import { nb } from "../language/emg/nb.ts";
import { useWords } from "../language/words.ts";
import { takeReaderFile } from "./bench/open-files.ts";
import { useStore } from "./bench/store.ts";
import { bench } from "./bench/workbench.ts";
import { EnvelopeLane } from "./envelope/EnvelopeLane.tsx";
import { FiringPanel } from "./firing/FiringPanel.tsx";
import { MeasurementPanel } from "./measure/MeasurementPanel.tsx";
import { PairPanel } from "./pair/PairPanel.tsx";
import { PatternPanel } from "./patterns/PatternPanel.tsx";
import { Pointed } from "./patterns/Pointed.tsx";
import { PrintedReport } from "./report/PrintedReport.tsx";
import { Report } from "./report/Report.tsx";
import { stopPlaying } from "./sound/player.ts";
import { DropAnywhere, OpenPanel } from "./source/OpenPanel.tsx";
import { RecordingHead } from "./source/RecordingHead.tsx";
import { SpectrumPanel } from "./spectrum/SpectrumPanel.tsx";
import { ChannelPicker } from "./traces/ChannelPicker.tsx";
import { Controls } from "./traces/Controls.tsx";
import { Shown } from "./traces/Shown.tsx";
import { Traces } from "./traces/Traces.tsx";

export default function EmgPage() {
  const words = useWords({ en, nb });
  const { state, decided } = useStore(bench);
  useEffect(() => stopPlaying, []);
  useEffect(() => {
    if (state !== "open" || !decided) return;
    bench.set({ decided: undefined });
    takeReaderFile(decided);
  }, [state, decided]);
  return (
    <div className="emg">
      <DropAnywhere />
      <div className="emg-title">
        <h1 className="ds-heading">{words.heading}</h1>
        {state !== "open" && <p>{words.lead}</p>}
      </div>
      {state === "open" ? (
        <>
          <RecordingHead />
          <Traces />
          <EnvelopeLane />
          <Pointed />
          <Controls />
          <Shown />
          <ChannelPicker />
          <PatternPanel />
          <FiringPanel />
          <MeasurementPanel />
          <PairPanel />
          <SpectrumPanel />
          <Report />
          <p className="emg-quiet">{words.notNamed}</p>
          <PrintedReport />
        </>
      ) : (
        <OpenPanel />
      )}
    </div>
  );
}
