/** What sums an entry up, with where it comes from; where no source is told, that it sums up what the entry cites. */
import type { Summary } from "@krampe/core/knowledge/knowledge.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Cited } from "./Cited.tsx";

interface Properties {
  readonly summary: Summary;
  /** In a list only the sign is shown; the word is said, and shown under a pointer. */
  readonly isBrief?: boolean;
}

export function SummaryText({ summary, isBrief = false }: Properties) {
  const words = useWords({ en, nb }).entry;
  const { language } = useSettings();
  const { verified, source, facts } = summary;
  if (verified !== undefined)
    return (
      <>
        <Cited by={{ source, verified }}>{summary[language]}</Cited>
        {facts.length > 0 && <span className="marks"> {facts.join(" ")}</span>}
      </>
    );
  return (
    <>
      {summary[language]}{" "}
      <span className="verified" data-verified="derived" title={words.summed}>
        <span aria-hidden="true">◐</span>{" "}
        <span className={isBrief ? "ds-sr-only" : undefined}>{words.summed}</span>
      </span>
    </>
  );
}
