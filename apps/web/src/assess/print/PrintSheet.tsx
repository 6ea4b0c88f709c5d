/** One page for paper: what was found, what it is thought to be and why, what to do. Shown only when the page is printed. */
import { lowered } from "@krampe/core/plan/journal-note.ts";
import type { ReportedHypothesis, ReportedTreatment } from "@krampe/core/plan/report.ts";
import { TREATMENT_WORDS, URGENCY_WORDS, VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { useDeferredValue } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing } from "../assessing.ts";
import { isEmpty } from "../patient/patient.ts";
import { writtenDate, writtenValue } from "../written-finding.ts";

/** What fits on one page; what is left out is on the screen and in the note. */
const MOST = { hypotheses: 5, reasons: 4, tests: 16, treatments: 8 };

export function PrintSheet() {
  const assessing = useDeferredValue(useAssessing());
  return isEmpty(assessing.patient) ? null : <Sheet />;
}

function Sheet() {
  const words = useWords({ en, nb });
  const { report, findings, definition, language, today } = useDeferredValue(useAssessing());
  const given = [...findings.values()].filter(({ origin }) => origin !== "derived");
  const write = (wanted: "absent" | "other") =>
    given.flatMap(({ id, value }) => {
      const about = definition(id);
      const isDrug = id.startsWith("taking-");
      if (!about || (value.kind === "absent") !== (wanted === "absent")) return [];
      if (isDrug && wanted === "absent") return [];
      const shown =
        value.kind === "present" || wanted === "absent" ? "" : ` ${writtenValue(value, about, language)}`;
      return [`${lowered(about.label[language])}${shown}`];
    });
  const tests = report.investigations.filter(({ status }) => status === "indicated");
  const treatments = (verdicts: readonly ReportedTreatment["verdict"][]) =>
    report.treatments.filter(({ verdict }) => verdicts.includes(verdict)).slice(0, MOST.treatments);
  return (
    <section className="print-sheet" aria-hidden="true">
      <h1>
        {words.print.heading} <small>{writtenDate(today, language)}</small>
      </h1>
      {report.redFlags.map((flag) => (
        <p key={flag.id} className="print-flag">
          <strong>
            {words.redFlags.word.toUpperCase()}: {flag.label}
          </strong>{" "}
          ({URGENCY_WORDS[flag.urgency][language]}). {flag.action}
        </p>
      ))}
      <p>
        <strong>{words.urgency}:</strong> {URGENCY_WORDS[report.urgency][language]}
      </p>
      <p>
        <strong>{words.print.findings}:</strong> {write("other").join(", ")}.
      </p>
      {write("absent").length > 0 && (
        <p>
          <strong>{words.print.absent}:</strong> {write("absent").join(", ")}.
        </p>
      )}
      <PrintedHypotheses heading={words.hypotheses.phenomena} all={report.phenomena} />
      <PrintedHypotheses heading={words.hypotheses.causes} all={report.causes} />
      {tests.length > 0 && (
        <p>
          <strong>{words.tests.order}:</strong>{" "}
          {tests
            .slice(0, MOST.tests)
            .map(({ label }) => label)
            .join(", ")}
          {tests.length > MOST.tests && " …"}.
        </p>
      )}
      <PrintedTreatments heading={words.treatments.try} all={treatments(["first-line", "consider"])} />
      <PrintedTreatments heading={words.treatments.check} all={treatments(["check-first"])} />
      <PrintedTreatments
        heading={words.treatments.avoid}
        all={treatments(["contraindicated", "avoid", "not-recommended"])}
      />
      <footer>
        Krampe, {report.knowledge.version} ({report.knowledge.hash.slice(0, 12)}). {words.print.page}
      </footer>
    </section>
  );
}

function PrintedHypotheses({
  heading,
  all,
}: {
  readonly heading: string;
  readonly all: readonly ReportedHypothesis[];
}) {
  const words = useWords({ en, nb }).hypotheses;
  const { language } = useAssessing();
  const shown = all
    .filter(({ verdict }) => ["established", "likely", "conflicting", "possible"].includes(verdict))
    .slice(0, MOST.hypotheses);
  return (
    <>
      <h2>{heading}</h2>
      {shown.length === 0 && <p>{words.nothing}</p>}
      <ul>
        {shown.map((one) => (
          <li key={one.id}>
            <strong>{one.label}</strong>: {VERDICT_WORDS[one.verdict][language]}.{" "}
            {one.verdict !== "possible" &&
              one.for
                .slice(0, MOST.reasons)
                .map(({ because }) => because)
                .join(" ")}
          </li>
        ))}
      </ul>
    </>
  );
}

function PrintedTreatments({
  heading,
  all,
}: {
  readonly heading: string;
  readonly all: readonly ReportedTreatment[];
}) {
  const { language } = useAssessing();
  if (all.length === 0) return null;
  return (
    <p>
      <strong>{heading}:</strong>{" "}
      {all.map(({ label, verdict }) => `${label} (${TREATMENT_WORDS[verdict][language]})`).join(", ")}.
    </p>
  );
}
