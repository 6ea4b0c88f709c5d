/** One page for paper: what was found, what it is thought to be and why, what to do. Shown only when the page is printed. */
import { lowered } from "@krampe/core/plan/journal-note.ts";
import { labelledValue } from "@krampe/core/plan/labelled-value.ts";
import type {
  ReportedHypothesis,
  ReportedInvestigation,
  ReportedTreatment,
} from "@krampe/core/plan/report.ts";
import { TREATMENT_WORDS, URGENCY_WORDS, VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { writtenList } from "@krampe/core/plan/written-list.ts";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { type Assessing, useAssessing } from "../assessing.ts";
import { isEmpty } from "../patient/patient.ts";
import { usedDrugs } from "../used-drugs.ts";
import { writtenDate, writtenValue } from "../written-finding.ts";

/** What fits on one page; what is left out is on the screen and in the note. */
const MOST = { findings: 40, hypotheses: 5, reasons: 4, tests: 16, treatments: 8 };

/** Made when the page is first printed, for nobody sees it before. */
export function PrintSheet() {
  const assessing = useAssessing();
  return useIsPrinted() && !isEmpty(assessing.patient) ? <Sheet /> : null;
}

function useIsPrinted(): boolean {
  const [printed, setPrinted] = useState(false);
  useEffect(() => {
    const media = matchMedia("print");
    // It must stand there before the browser goes on to print.
    const print = () => flushSync(() => setPrinted(true));
    const after = () => setPrinted(false);
    const changed = () => media.matches && setPrinted(true);
    window.addEventListener("beforeprint", print);
    window.addEventListener("afterprint", after);
    media.addEventListener("change", changed);
    return () => {
      window.removeEventListener("beforeprint", print);
      window.removeEventListener("afterprint", after);
      media.removeEventListener("change", changed);
    };
  }, []);
  return printed;
}

function Sheet() {
  const words = useWords({ en, nb });
  const assessing = useAssessing();
  const { report, language, today } = assessing;
  const tests = (wanted: ReportedInvestigation["status"]) =>
    report.investigations.filter(({ status }) => status === wanted).map(({ label }) => label);
  // In the order in which the verdicts are given: what harms most is never what is left out.
  const treatments = (verdicts: readonly ReportedTreatment["verdict"][]) =>
    verdicts
      .flatMap((wanted) => report.treatments.filter(({ verdict }) => verdict === wanted))
      .slice(0, MOST.treatments);
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
      <Line heading={words.urgency} items={[URGENCY_WORDS[report.urgency][language]]} />
      <Line heading={words.print.findings} items={writtenFindings(assessing, "there")} />
      <Line heading={words.print.absent} items={writtenFindings(assessing, "absent")} />
      <PrintedDrugs />
      <PrintedHypotheses heading={words.hypotheses.phenomena} all={report.phenomena} />
      <PrintedHypotheses heading={words.hypotheses.causes} all={report.causes} />
      <h2>{words.print.plan}</h2>
      <Line heading={words.tests.order} items={tests("indicated").map(lowered)} most={MOST.tests} />
      <Line heading={words.print.notNeeded} items={tests("not-needed").map(lowered)} most={MOST.tests} />
      <PrintedTreatments all={treatments(["first-line", "consider"])} />
      <PrintedChecks all={treatments(["check-first"])} />
      <PrintedTreatments all={treatments(["contraindicated", "avoid", "not-recommended"])} />
      <footer>
        Krampe, {report.knowledge.version} ({report.knowledge.hash.slice(0, 12)}). {words.print.page}
      </footer>
    </section>
  );
}

/** The person first, then in the order of the knowledge. Drugs have a line of their own. */
function writtenFindings(
  { findings, definition, language }: Assessing,
  wanted: "there" | "absent",
): string[] {
  const isPerson = (id: string) => definition(id)?.group === "person";
  const given = [...findings.values()]
    .filter(
      ({ origin, value }) => origin !== "derived" && (value.kind === "absent") === (wanted === "absent"),
    )
    .sort((a, b) => Number(isPerson(b.id)) - Number(isPerson(a.id)));
  return given.flatMap(({ id, value }) => {
    const about = definition(id);
    if (!about || about.drugs.length > 0) return [];
    const label = lowered(about.label[language]);
    if (value.kind !== "quantity" && value.kind !== "choice") return [label];
    const shown = lowered(writtenValue(value, about, language));
    // "72 years, woman" needs no names.
    return [about.group === "person" ? shown : labelledValue(label, shown)];
  });
}

function Line({
  heading,
  items,
  most = MOST.findings,
}: {
  readonly heading: string;
  readonly items: readonly string[];
  readonly most?: number;
}) {
  const words = useWords({ en, nb }).print;
  if (items.length === 0) return null;
  const left = items.length - most;
  const shown = left > 0 ? [...items.slice(0, most), words.more(left)] : items;
  return (
    <p>
      <strong>{heading}:</strong> {writtenList(shown)}.
    </p>
  );
}

function PrintedDrugs() {
  const words = useWords({ en, nb }).print;
  const assessing = useAssessing();
  const { patient, language } = assessing;
  const used = usedDrugs(assessing, language);
  const none = patient.drugsWhole && patient.drugs.length === 0 ? [words.noDrugs] : [];
  return <Line heading={words.drugs} items={used.length > 0 ? used : none} />;
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
            {one.verdict !== "possible" && <Because hypothesis={one} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Because({ hypothesis }: { readonly hypothesis: ReportedHypothesis }) {
  const written = (reasons: ReportedHypothesis["for"]) =>
    reasons
      .slice(0, MOST.reasons)
      .map(({ because }) => because)
      .join(" ");
  return (
    <>
      {hypothesis.for.length > 0 && `+ ${written(hypothesis.for)} `}
      {hypothesis.against.length > 0 && `− ${written(hypothesis.against)}`}
    </>
  );
}

/** A line for each verdict. */
function PrintedTreatments({ all }: { readonly all: readonly ReportedTreatment[] }) {
  const { language } = useAssessing();
  return [...new Set(all.map(({ verdict }) => verdict))].map((verdict) => (
    <Line
      key={verdict}
      heading={sentenceCase(TREATMENT_WORDS[verdict][language])}
      items={all.filter((one) => one.verdict === verdict).map(({ label }) => lowered(label))}
    />
  ));
}

function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Each with the findings that must be known first. */
function PrintedChecks({ all }: { readonly all: readonly ReportedTreatment[] }) {
  const words = useWords({ en, nb }).treatments;
  const { definition, language } = useAssessing();
  const items = all.map(({ label, check }) => {
    const ids = [...new Set(check.flatMap(({ findings }) => findings))];
    return `${lowered(label)} (${writtenList(ids.map((id) => lowered(definition(id)?.label[language] ?? id)))})`;
  });
  return <Line heading={words.check} items={items} />;
}
