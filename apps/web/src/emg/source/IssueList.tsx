/** What is wrong with a file, or was decided on the reader's behalf, each with what to do about it. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";

const ORDER = ["error", "warning", "information"] as const;

export function IssueList({ issues }: { readonly issues: readonly Issue[] }) {
  const words = useWords({ en, nb }).issues;
  const { language } = useSettings();
  const different = new Map(issues.map((issue) => [JSON.stringify(issue), issue]));
  const sorted = [...different].sort(([, a], [, b]) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <ul className="emg-issues">
      {sorted.map(([key, { severity, message, suggestion, place }]) => (
        <li key={key} data-severity={severity}>
          <strong>{words[severity]}</strong>
          <span>
            {place?.file && <span className="emg-file">{place.file}: </span>}
            {message[language]} {suggestion?.[language]}
          </span>
        </li>
      ))}
    </ul>
  );
}
