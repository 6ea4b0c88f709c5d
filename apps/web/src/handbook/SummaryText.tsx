/** What sums an entry up, with where it comes from and the facts of the page that it carries. */
import type { Summary } from "@krampe/core/knowledge/knowledge.ts";
import { useSettings } from "../settings/settings.tsx";
import { Cited } from "./Cited.tsx";

export function SummaryText({ summary }: { readonly summary: Summary }) {
  const { language } = useSettings();
  return (
    <>
      <Cited by={summary}>{summary[language]}</Cited>
      {summary.facts.length > 0 && <span className="marks"> {summary.facts.join(" ")}</span>}
    </>
  );
}
