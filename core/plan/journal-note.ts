/**
 * A short note that can be pasted into a journal: what was found, what it is thought to be and why, what is planned.
 *
 * It says only what the consultation says, in whole sentences, and ends with the version of the knowledge, so that a later reader
 * can find out what it rested on.
 */
import type { Language } from "../issue/text.ts";
import { writeNumber, writeUnit } from "../quantity/write-quantity.ts";
import type { Report, ReportedFinding, ReportedHypothesis, ReportedTreatment } from "./report.ts";
import { TREATMENT_WORDS, URGENCY_WORDS, VERDICT_WORDS } from "./words.ts";

/** Lines of at most one paragraph each, ending with a line break. `date` is an ISO date. */
export function journalNote(report: Report, language: Language, date: string): string {
  const words = WORDS[language];
  const isDrug = ({ id }: ReportedFinding) => id.startsWith("taking-");
  const given = report.findings.filter(({ origin }) => origin !== "derived");
  const present = given.filter((finding) => finding.value !== "absent" && !isDrug(finding));
  const absent = given.filter((finding) => finding.value === "absent" && !isDrug(finding));
  const drugs = given.filter((finding) => isDrug(finding) && finding.value === "present");
  const paragraphs = [
    `${words.title} ${date}`,
    report.redFlags
      .map(
        (flag) =>
          `${words.redFlag}: ${flag.label}. ${flag.action} ${sentence(URGENCY_WORDS[flag.urgency][language])}`,
      )
      .join("\n"),
    labelled(
      words.findings,
      present.map((finding) => findingText(finding, language)),
    ),
    labelled(
      words.absent,
      absent.map(({ label }) => lowered(label)),
    ),
    labelled(
      words.drugs,
      drugs.map(({ label }) => lowered(label)),
    ),
    hypothesisLines(words.phenomenon, report.phenomena, language),
    hypothesisLines(words.cause, report.causes, language),
    labelled(
      words.order,
      report.investigations.filter(({ status }) => status === "indicated").map(({ label }) => lowered(label)),
    ),
    labelled(
      words.notNeeded,
      report.investigations
        .filter(({ status }) => status === "not-needed")
        .map(({ label }) => lowered(label)),
    ),
    treatmentLine(words.treatment, report.treatments, ["first-line", "consider"], language),
    treatmentLine(words.check, report.treatments, ["check-first"], language),
    treatmentLine(words.avoid, report.treatments, ["contraindicated", "avoid", "not-recommended"], language),
    `${words.madeWith} ${report.knowledge.version} (${report.knowledge.hash.slice(0, 12)}). ${words.caution}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n")}\n`;
}

function labelled(label: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${label}: ${items.join(", ")}.`;
}

function findingText({ label, value, unit }: ReportedFinding, language: Language): string {
  if (value === "present") return lowered(label);
  const shown = typeof value === "number" ? writeNumber(value, language) : value;
  return `${lowered(label)} ${shown}${unit ? ` ${writeUnit(unit, language)}` : ""}`.trim();
}

function hypothesisLines(label: string, all: readonly ReportedHypothesis[], language: Language): string {
  return all
    .filter(({ verdict }) => verdict === "established" || verdict === "likely" || verdict === "conflicting")
    .map((one) => {
      const reasons = one.for.map(({ because }) => because).join(" ");
      return `${label}: ${lowered(one.label)} (${VERDICT_WORDS[one.verdict][language]}). ${reasons}`.trim();
    })
    .join("\n");
}

function treatmentLine(
  label: string,
  all: readonly ReportedTreatment[],
  verdicts: readonly ReportedTreatment["verdict"][],
  language: Language,
): string {
  const items = all
    .filter(({ verdict }) => verdicts.includes(verdict))
    .map((one) => `${lowered(one.label)} (${TREATMENT_WORDS[one.verdict][language]})`);
  return labelled(label, items);
}

/** Abbreviations and names keep their capital: `CK`, `McArdle`, `D-vitamin`. */
function lowered(label: string): string {
  return /^[A-ZÆØÅ][a-zæøå]+(\s|$|,|-)/.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

const WORDS = {
  en: {
    title: "Assessment of muscle cramps,",
    redFlag: "RED FLAG",
    findings: "Findings",
    absent: "Not found",
    drugs: "Drugs",
    phenomenon: "Phenomenon",
    cause: "Cause",
    order: "To be ordered",
    notNeeded: "Not needed",
    treatment: "Treatment",
    check: "To be checked before treatment",
    avoid: "Not to be given",
    madeWith: "Written with Krampe, knowledge",
    caution: "A proposal; the clinician decides.",
  },
  nb: {
    title: "Vurdering av muskelkramper,",
    redFlag: "RØDT FLAGG",
    findings: "Funn",
    absent: "Ikke funnet",
    drugs: "Legemidler",
    phenomenon: "Fenomen",
    cause: "Årsak",
    order: "Rekvireres",
    notNeeded: "Ikke nødvendig",
    treatment: "Behandling",
    check: "Må avklares før behandling",
    avoid: "Bør ikke gis",
    madeWith: "Skrevet med Krampe, kunnskap",
    caution: "Et forslag; klinikeren avgjør.",
  },
} as const;
