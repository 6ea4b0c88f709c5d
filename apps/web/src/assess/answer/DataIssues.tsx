/** What was wrong, or decided on the reader's behalf, in what was entered and read. */
import type { ReportedIssue } from "@krampe/core/plan/report.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { Disclosure } from "./Disclosure.tsx";

/** The rest is folded away, as is what is for information only. */
const MOST_SHOWN = 5;

export function DataIssues() {
  const words = useWords({ en, nb }).data;
  const { report } = useAssessing();
  const { issues } = report;
  if (issues.length === 0) return null;
  const first = issues.filter(({ severity }) => severity !== "information").slice(0, MOST_SHOWN);
  const rest = issues.filter((issue) => !first.includes(issue));
  return (
    <section className="data-issues" aria-labelledby="data-heading">
      <h3 id="data-heading">{words.heading}</h3>
      {first.length > 0 && <IssueList issues={first} />}
      {rest.length > 0 && (
        <Disclosure summary={words.details(rest.length)}>
          <IssueList issues={rest} />
        </Disclosure>
      )}
    </section>
  );
}

export function IssueList({ issues }: { readonly issues: readonly ReportedIssue[] }) {
  const words = useWords({ en, nb }).data;
  return (
    <ul className="issues">
      {issues.map(({ code, severity, message, suggestion }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two issues may be alike in everything else
        <li key={`${code}-${index}`} data-severity={severity}>
          <strong>{words.severity[severity]}:</strong> {message} {suggestion}
        </li>
      ))}
    </ul>
  );
}
