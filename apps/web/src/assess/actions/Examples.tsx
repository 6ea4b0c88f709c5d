/** Example patients to load. */

import addressOfExamples from "krampe:examples";
import { Button } from "@digdir/designsystemet-react";
import type { Text } from "@krampe/core/issue/text.ts";
import { Suspense, use } from "react";
import { FailedPart } from "../../app/FailedPart.tsx";
import { fetchJson, once } from "../../knowledge/fetched-knowledge.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { announce } from "../announce/announce.ts";
import { useAssessing } from "../assessing.ts";
import { dispatch } from "../patient/session-store.ts";
import { Dialog } from "./Dialog.tsx";
import { patientOfExample } from "./example-patient.ts";

export interface Example {
  readonly id: string;
  readonly content: { readonly name: Text; readonly why: Text } & Readonly<Record<string, unknown>>;
}

const examples = once(() => fetchJson<readonly Example[]>(addressOfExamples));

examples().catch(() => {
  // Asked for again where they are shown.
});

export function ExampleList({ onLoaded }: { readonly onLoaded?: () => void }) {
  const words = useWords({ en, nb });
  const { compiled, language, today } = useAssessing();
  return (
    <ul className="examples">
      {use(examples()).map((example) => (
        <li key={example.id}>
          <Button
            variant="tertiary"
            data-size="sm"
            onClick={() => {
              dispatch({ kind: "load", patient: patientOfExample(example, compiled, today) });
              announce(words.actions.loaded(example.content.name[language]), { saidOnly: true });
              onLoaded?.();
            }}
          >
            {example.content.name[language]}
          </Button>
          <p className="quiet">{example.content.why[language]}</p>
        </li>
      ))}
    </ul>
  );
}

export function ExamplesDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords({ en, nb }).examplesDialog;
  return (
    <Dialog heading={words.heading} onClose={onClose}>
      <FailedPart>
        <Suspense fallback={null}>
          <ExampleList onLoaded={onClose} />
        </Suspense>
      </FailedPart>
    </Dialog>
  );
}
