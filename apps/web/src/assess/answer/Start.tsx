/** The answer's side before anything is known: how to begin, and examples. */
import { Button } from "@digdir/designsystemet-react";
import { Suspense } from "react";
import { FailedPart } from "../../app/FailedPart.tsx";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { ExampleList } from "../actions/Examples.tsx";
import { KeptPatient } from "../actions/KeptPatient.tsx";

export function Start({ onOpen }: { readonly onOpen: () => void }) {
  const words = useWords({ en, nb });
  return (
    <section className="start" aria-labelledby="start-heading">
      <h3 id="start-heading">{words.start.heading}</h3>
      <p>{words.start.text}</p>
      <p>{words.start.steps}</p>
      <KeptPatient />
      <h4 className="subheading">{words.start.examples}</h4>
      <FailedPart quiet>
        <Suspense fallback={null}>
          <ExampleList />
        </Suspense>
      </FailedPart>
      <p className="quiet">{words.start.files}</p>
      <Button variant="secondary" data-size="sm" onClick={onOpen}>
        {words.actions.open}
      </Button>
    </section>
  );
}
