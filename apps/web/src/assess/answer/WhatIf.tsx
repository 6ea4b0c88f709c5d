/** While a *what if* goes on: which answers were changed, and what moved against the patient as it was. */
import { Button } from "@digdir/designsystemet-react";
import { useMemo } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { type Assessing, useAssessing } from "../assessing.ts";
import { consultPatient } from "../patient/consult-patient.ts";
import type { Patient } from "../patient/patient.ts";
import { dispatch } from "../patient/session-store.ts";
import { whatMoved } from "../patient/what-moved.ts";
import { writtenValue } from "../written-finding.ts";
import { writtenMove } from "./written-move.ts";

/** The panel goes away with its buttons: the focus stays in the answer. */
function end(kind: "keep-what-if" | "leave-what-if"): void {
  dispatch({ kind });
  document.getElementById("answer")?.focus({ preventScroll: true });
}

export function WhatIf({ before }: { readonly before: Patient }) {
  const words = useWords({ en, nb });
  const assessing = useAssessing();
  const { compiled, consultation, language, today } = assessing;
  const old = useMemo(() => consultPatient(before, compiled, today).consultation, [before, compiled, today]);
  const moves = whatMoved(old, consultation);
  const changed = changedFindings(old.findings, assessing);
  return (
    <section className="what-if" aria-labelledby="what-if-heading">
      <h3 id="what-if-heading" tabIndex={-1}>
        {words.whatIf.heading}
      </h3>
      <p>{words.whatIf.text}</p>
      {changed.length === 0 ? (
        <p className="quiet">{words.whatIf.none}</p>
      ) : (
        <>
          <p className="grounds-heading">{words.whatIf.answers}</p>
          <ul>
            {changed.map(({ id, label, from, to }) => (
              <li key={id}>{words.moved.verdict(label, from, to)}</li>
            ))}
          </ul>
          <p className="grounds-heading">{words.moved.heading}</p>
          {moves.length === 0 && <p className="quiet">{words.moved.nothing}</p>}
          <ul className="what-if-moves">
            {moves.map((move) => (
              <li key={`${move.kind}-${"id" in move ? move.id : ""}`} data-kind={move.kind} data-to={move.to}>
                {writtenMove(move, words.moved, language)}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="buttons">
        <Button data-size="sm" onClick={() => end("keep-what-if")}>
          {words.whatIf.keep}
        </Button>
        <Button data-size="sm" variant="secondary" onClick={() => end("leave-what-if")}>
          {words.whatIf.leave}
        </Button>
      </div>
    </section>
  );

  function changedFindings(findings: Assessing["consultation"]["findings"], now: Assessing) {
    const given = (all: typeof findings) =>
      new Map(all.filter(({ origin }) => origin !== "derived").map((one) => [one.id, one]));
    const [then, after] = [given(findings), given(now.consultation.findings)];
    return [...new Set([...then.keys(), ...after.keys()])].flatMap((id) => {
      const definition = now.definition(id);
      if (!definition) return [];
      const write = (one: (typeof findings)[number] | undefined) =>
        one ? writtenValue(one.value, definition, language) : words.whatIf.unknown;
      const [from, to] = [write(then.get(id)), write(after.get(id))];
      return from === to ? [] : [{ id, label: definition.label[language], from, to }];
    });
  }
}
