/**
 * Says to a screen reader what an answer moved, and shows it in one line.
 *
 * Only what is large is said (a red flag, how soon, what became or ceased to be likely), after a rest, so that someone who answers
 * quickly hears one sentence and not ten. A raised red flag is said at once.
 */
import type { Consultation } from "@krampe/core/plan/consultation.ts";
import { useEffect, useRef, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { isLarge, type Move, whatMoved } from "../patient/what-moved.ts";
import { writtenMove } from "./written-move.ts";

const REST_MS = 700;
const MOST_SAID = 3;

/** After more moves than this another patient is on the screen, and a count says nothing. */
const MOST_COUNTED = 25;

export function SaidMoves() {
  const words = useWords({ en, nb }).moved;
  const { consultation, language } = useAssessing();
  const [moves, setMoves] = useState<readonly Move[]>([]);
  const [raised, setRaised] = useState("");
  const told = useRef<Consultation>(consultation);
  const last = useRef<Consultation>(consultation);

  useEffect(() => {
    if (last.current === consultation) return;
    const flags = whatMoved(last.current, consultation).filter(
      (move) => move.kind === "red-flag" && move.to === "raised",
    );
    last.current = consultation;
    setRaised(flags.map((move) => writtenMove(move, words, language)).join(". "));
    const timer = setTimeout(() => {
      setMoves(whatMoved(told.current, consultation));
      told.current = consultation;
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [consultation, words, language]);

  const large = moves.filter(isLarge);
  const shown = (large.length > 0 ? large : moves).slice(0, MOST_SAID);
  const left = moves.length - shown.length;
  return (
    <>
      <p className="ds-sr-only" role="alert">
        {raised}
      </p>
      <p className="moves" role="status">
        {shown.length > 0 && (
          <>
            <span className="moves-heading">{words.heading}: </span>
            {shown.map((move) => writtenMove(move, words, language)).join(" · ")}
            {left > 0 && moves.length <= MOST_COUNTED && <span className="quiet"> {words.more(left)}</span>}
          </>
        )}
      </p>
    </>
  );
}
