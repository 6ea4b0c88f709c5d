/** Where the page errs or the literature disagrees: what it says, how it is read, and the sources of the statements that say so. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { useMemo } from "react";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Sources } from "./Cited.tsx";
import { PAGE } from "./page-source.ts";
import { sourcesOfMarks } from "./sources-of-marks.ts";

export function Disagreements({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb }).page;
  const { language } = useSettings();
  const sources = useMemo(() => sourcesOfMarks(knowledge), [knowledge]);
  return (
    <ul className="disagreements">
      {knowledge.page.errors.map(({ id, where, problem, reading }) => (
        <li key={id}>
          <p className="page-claim">
            <strong>{words.says}:</strong> {problem[language]}{" "}
            <span className="marks">
              {id} {where.join(" ")}
            </span>{" "}
            <Sources keys={[PAGE]} />
          </p>
          <p>
            <strong>{words.reading}:</strong> {reading[language]} <Sources keys={sources.get(id) ?? []} />
          </p>
        </li>
      ))}
    </ul>
  );
}
