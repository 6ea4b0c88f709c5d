/** On a small screen: the answer in one line at the bottom, and the way to it and back. */
import { URGENCY_WORDS, VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { Flag } from "../intake/FindingRow.tsx";
import { useIsShown } from "./use-is-shown.ts";

export function PhoneBar() {
  const words = useWords({ en, nb }).phone;
  const { consultation, report, language } = useAssessing();
  const atAnswer = useIsShown("answer", "-40% 0px -40% 0px");
  const [top] = consultation.assessment.phenomena;
  const supported = top && ["established", "likely", "conflicting", "possible"].includes(top.verdict);
  const flags = report.redFlags.length;
  return (
    <nav className="phone-bar" aria-label={words.summary} data-flags={flags > 0 || undefined}>
      <p>
        {flags > 0 && (
          <strong>
            <Flag /> {words.flags(flags)}: {URGENCY_WORDS[report.urgency][language]}
          </strong>
        )}
        {supported && (
          <span>
            {top.hypothesis.label[language]}: {VERDICT_WORDS[top.verdict][language]}
          </span>
        )}
      </p>
      <button type="button" onClick={() => goTo(atAnswer ? "intake" : "answer")}>
        {atAnswer ? words.toPatient : words.toAnswer}
      </button>
    </nav>
  );
}

function goTo(id: string): void {
  const target = document.getElementById(id);
  target?.scrollIntoView({ block: "start" });
  target?.focus({ preventScroll: true });
}
