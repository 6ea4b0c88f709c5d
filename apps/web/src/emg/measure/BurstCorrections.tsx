/** What the reader may change of the chosen burst: its onset and offset, or that it is one; and stepping through them. */
import type { Burst } from "@krampe/core/measurement/types/channel.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useSettled, useStore } from "../bench/store.ts";
import { bench, view } from "../bench/workbench.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { writtenMoment } from "../traces/written-scale.ts";
import { moveChosenEdge, rejectChosenBurst } from "./burst-keys.ts";
import { stepBurst } from "./stepping.ts";

export function BurstCorrections({ bursts }: { readonly bursts: readonly Burst[] }) {
  const words = useWords({ en, nb }).corrections;
  const { language } = useSettings();
  const { chosenBurstS } = useStore(bench);
  const { cursorS } = useSettled(view, 60);
  const index = bursts.findIndex(({ onsetS }) => onsetS === chosenBurstS);
  const cursor = writtenMoment(cursorS, 0.001, language);
  return (
    <section className="emg-correct" aria-labelledby="emg-correct-burst">
      <h3 id="emg-correct-burst">{words.burstHeading}</h3>
      <p role="status">{index < 0 ? words.noBurst : words.burstChosen(index + 1, bursts.length)}</p>
      <div className="emg-correct-actions">
        <SmallButton onClick={() => stepBurst(bursts, -1)}>{words.previousBurst}</SmallButton>
        <SmallButton onClick={() => stepBurst(bursts, 1)}>{words.nextBurst}</SmallButton>
        <SmallButton disabled={index < 0} onClick={() => moveChosenEdge("onset")}>
          {words.onsetTo(cursor)}
        </SmallButton>
        <SmallButton disabled={index < 0} onClick={() => moveChosenEdge("offset")}>
          {words.offsetTo(cursor)}
        </SmallButton>
        <SmallButton disabled={index < 0} onClick={rejectChosenBurst}>
          {words.rejectBurst}
        </SmallButton>
      </div>
    </section>
  );
}
