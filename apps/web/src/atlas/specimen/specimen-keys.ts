/** What the keys do while a specimen's screen has the focus: the same as on the workbench. */
import { stepFrom } from "../../emg/traces/scale-steps.ts";
import { DIVISIONS, divisionS, panned, swept, within } from "../../emg/traces/time-window.ts";
import { lanesOf, listening, type Specimen } from "./specimen.ts";

/** True: the key was for the screen. */
export function pressKey(specimen: Specimen, key: string, withShift: boolean): boolean {
  const now = specimen.view.get();
  const move = (byS: number) => specimen.view.set(panned(now, byS));
  const division = withShift ? now.spanS : divisionS(now.spanS);
  switch (key) {
    case " ":
      specimen.toggle();
      return true;
    case "ArrowRight":
      move(division);
      return true;
    case "ArrowLeft":
      move(-division);
      return true;
    case "PageDown":
      move(now.spanS);
      return true;
    case "PageUp":
      move(-now.spanS);
      return true;
    case "Home":
    case "End": {
      const toS = key === "Home" ? 0 : now.durationS;
      specimen.view.set(within({ ...now, fromS: toS, cursorS: toS }));
      return true;
    }
    case "+":
    case "=":
      sweep(specimen, -1);
      return true;
    case "-":
      sweep(specimen, 1);
      return true;
    case "0":
      specimen.view.set(within({ ...now, fromS: 0, spanS: now.durationS }));
      return true;
    case "ArrowUp":
    case "ArrowDown": {
      const perDivision = lanesOf(specimen.state.get(), listening.get().negativeUp)[0]?.perDivision;
      if (perDivision !== undefined)
        specimen.state.set({ perDivision: stepFrom(perDivision, key === "ArrowUp" ? -1 : 1) });
      return true;
    }
    case "[":
    case "]": {
      const { channel, made } = specimen.state.get();
      const last = (made?.samples.length ?? 1) - 1;
      specimen.state.set({ channel: Math.max(0, Math.min(last, channel + (key === "]" ? 1 : -1))) });
      return true;
    }
    default:
      return false;
  }
}

/** Less (−1) or more time a division. */
export function sweep(specimen: Specimen, by: 1 | -1): void {
  const now = specimen.view.get();
  specimen.view.set(swept(now, DIVISIONS * stepFrom(divisionS(now.spanS), by)));
}
