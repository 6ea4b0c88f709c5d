/** The answer's side: what is dangerous, what it is, why, what to find out, order, try and leave. */
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { AssessingContext, useAssessing } from "../assessing.ts";
import { isEmpty } from "../patient/patient.ts";
import { useSession } from "../patient/session-store.ts";
import { type AskFilter, AskNext } from "./AskNext.tsx";
import { DataIssues } from "./DataIssues.tsx";
import { couldRaise } from "./effects-of-answer.ts";
import { Hypotheses } from "./Hypotheses.tsx";
import { RedFlags } from "./RedFlags.tsx";
import { SaidMoves } from "./SaidMoves.tsx";
import { Start } from "./Start.tsx";
import { Tests } from "./Tests.tsx";
import { Treatments } from "./Treatments.tsx";
import { useAfterPaint } from "./use-after-paint.ts";
import { WhatIf } from "./WhatIf.tsx";

export function Answer({ onOpen }: { readonly onOpen: () => void }) {
  const words = useWords({ en, nb });
  const { patient } = useAssessing();
  const { before } = useSession();
  return (
    <section className="answer" aria-labelledby="answer-heading" id="answer" tabIndex={-1}>
      <h2 id="answer-heading" className="ds-sr-only">
        {words.answer}
      </h2>
      <SaidMoves />
      {before && <WhatIf before={before} />}
      {isEmpty(patient) ? <Start onOpen={onOpen} /> : <Assessed />}
    </section>
  );
}

function Assessed() {
  const assessing = useAssessing();
  const [filter, setFilter] = useState<AskFilter>("all");
  // What an answer moves is painted first; what to ask, order and try follows at once, but after it.
  const later = useAfterPaint(assessing);
  const questions = later.report.ask;
  function askRedFlags() {
    setFilter("red-flags");
    const heading = document.getElementById("ask-heading");
    heading?.scrollIntoView({ block: "start" });
    heading?.focus({ preventScroll: true });
  }
  return (
    <>
      <RedFlags openCount={questions.filter(couldRaise).length} onAsk={askRedFlags} />
      <HowSoon />
      <DataIssues />
      <Hypotheses kind="phenomenon" />
      <Hypotheses kind="cause" />
      <AssessingContext value={later}>
        <AskNext questions={questions} filter={filter} onFilter={setFilter} />
        <Tests />
        <Treatments />
      </AssessingContext>
    </>
  );
}

function HowSoon() {
  const words = useWords({ en, nb });
  const { report, language } = useAssessing();
  return (
    <p className="how-soon" data-urgency={report.urgency}>
      {words.urgency}: <strong>{URGENCY_WORDS[report.urgency][language]}</strong>
    </p>
  );
}
