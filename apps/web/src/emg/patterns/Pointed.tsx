/** Under the screen: why a part of it is marked, and the way back to the reasons. */
import { Button } from "@digdir/designsystemet-react";
import { useEffect, useRef } from "react";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { useStore } from "../bench/store.ts";
import { bench } from "../bench/workbench.ts";
import { writtenPart } from "./PartLinks.tsx";
import { pointAtNothing } from "./point-at.ts";

export function Pointed() {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  const { pointed } = useStore(bench);
  const back = useRef<HTMLButtonElement>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!pointed) return;
    back.current?.focus({ preventScroll: true });
    const screen = document.querySelector(".emg-screen");
    const isSeen = (screen?.getBoundingClientRect().top ?? 0) >= 0;
    if (!isSeen || (place.current?.getBoundingClientRect().bottom ?? 0) > window.innerHeight)
      screen?.scrollIntoView({ block: "start" });
  }, [pointed]);
  if (!pointed) return null;
  const goBack = () => {
    const from = document.getElementById(pointed.fromId);
    pointAtNothing();
    from?.scrollIntoView({ block: "center" });
    from?.focus({ preventScroll: true });
  };
  return (
    <div ref={place} className="emg-pointed">
      <p id="emg-pointed">
        <strong className="emg-pointed-part">{writtenPart(pointed.part, words, language)}</strong>{" "}
        {pointed.argument.because[language]}
      </p>
      <Button ref={back} data-size="sm" variant="secondary" aria-describedby="emg-pointed" onClick={goBack}>
        {words.backToReasons}
      </Button>
      <Button data-size="sm" variant="tertiary" onClick={pointAtNothing}>
        {words.unmark}
      </Button>
    </div>
  );
}
