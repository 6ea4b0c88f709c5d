/** What is not known, each with the sources of the statements that say that it is uncertain. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { useMemo } from "react";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Sources } from "./Cited.tsx";
import { sourcesOfMarks } from "./sources-of-marks.ts";

export function Questions({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb }).page;
  const { language } = useSettings();
  const sources = useMemo(() => sourcesOfMarks(knowledge), [knowledge]);
  return (
    <ol className="statements">
      {knowledge.page.questions.map(({ id, text }) => (
        <li key={id}>
          <strong>{words.uncertain}:</strong> {text[language]} <span className="marks">{id}</span>{" "}
          <Sources keys={sources.get(id) ?? []} />
        </li>
      ))}
    </ol>
  );
}
