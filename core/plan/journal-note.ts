/**
 * A short note that can be pasted into a journal: what was found, what it is thought to be and why, what is planned.
 *
 * It says only what the consultation says, in whole sentences, and ends with the version of the knowledge, so that a later reader
 * can find out what it rested on.
 */
import type { Language } from "../issue/text.ts";
import { AGE, SEX } from "../knowledge/knowledge.ts";
import { labelledValue } from "./labelled-value.ts";
import type { Report, ReportedFinding, ReportedHypothesis } from "./report.ts";
import type { TreatmentVerdict } from "./treatments.ts";
import { TREATMENT_WORDS, URGENCY_WORDS, VERDICT_WORDS } from "./words.ts";
import { writtenList } from "./written-list.ts";

/**
 * Lines of at most one paragraph each, ending with a line break. `date` is an ISO date. `drugs` are the names of what is taken.
 */
export function journalNote(
  report: Report,
  language: Language,
  date: string,
  drugs: readonly string[],
): string {
  const words = WORDS[language];
  const given = report.findings.filter(({ origin }) => origin !== "derived");
  const isPerson = ({ id }: ReportedFinding) => id === AGE || id === SEX;
  const present = given.filter(
    (finding) => finding.value !== "absent" && !isDrug(finding) && !isPerson(finding),
  );
  const person = given.filter(isPerson).map(({ text }) => lowered(text));
  const absent = given.filter((finding) => finding.value === "absent" && !isDrug(finding));
  const paragraphs = [
    `${words.title} ${writtenDay(date, language)}`,
    report.redFlags
      .map(
        (flag) =>
          `${words.redFlag}: ${flag.label}. ${flag.action} ${sentenceCase(URGENCY_WORDS[flag.urgency][language])}.`,
      )
      .join("\n"),
    labelled(words.findings, [...person, ...present.map(findingText)]),
    labelled(
      words.absent,
      absent.map(({ label }) => lowered(label)),
    ),
    labelled(words.drugs, drugs),
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
    ...(
      ["first-line", "consider", "check-first", "contraindicated", "avoid", "not-recommended"] as const
    ).map((verdict) =>
      labelled(sentenceCase(TREATMENT_WORDS[verdict][language]), treatmentsOf(report, verdict)),
    ),
    labelled(
      words.notUsed,
      report.issues
        .filter(({ severity }) => severity !== "information")
        .map(({ message }) => withoutStop(message)),
    ),
    `${words.madeWith} ${report.knowledge.version} (${report.knowledge.hash.slice(0, 12)}). ${words.caution}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n")}\n`;
}

function isDrug({ id }: ReportedFinding): boolean {
  return id.startsWith("taking-");
}

/** As it is written in a Norwegian record; in English as ISO writes it, which is read the same everywhere. */
function writtenDay(isoDate: string, language: Language): string {
  const [year, month, day] = isoDate.split("-");
  return language === "nb" && day !== undefined ? `${day}.${month}.${year}` : isoDate;
}

function labelled(label: string, items: readonly string[]): string {
  return items.length === 0 ? "" : `${label}: ${writtenList(items)}.`;
}

function findingText({ label, value, text }: ReportedFinding): string {
  return value === "present" ? lowered(label) : labelledValue(lowered(label), text);
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

/** With what to check first, the findings that would settle it. */
function treatmentsOf({ treatments, findings }: Report, verdict: TreatmentVerdict): string[] {
  const known = new Set(findings.map(({ id }) => id));
  return treatments
    .filter((one) => one.verdict === verdict)
    .map(({ label, check }) => {
      const because = check
        .filter((reason) => !reason.findings.every((id) => known.has(id)))
        .map((reason) => reason.because);
      return because.length === 0
        ? lowered(label)
        : `${lowered(label)} (${because.map(withoutStop).join("; ")})`;
    });
}

function withoutStop(sentence: string): string {
  return lowered(sentence.replace(/\.$/, ""));
}

/** A label inside a sentence. Abbreviations and names keep their capital: `CK`, `McArdle`, `D-vitamin`, `Brodys sykdom`. */
export function lowered(label: string): string {
  const isWord = /^[A-ZÆØÅ][a-zæøå]+(\s|$|,|-)/.test(label) && !NAMED_AFTER_SOMEONE.test(label);
  return isWord ? label[0].toLowerCase() + label.slice(1) : label;
}

/** `Lambert-Eaton syndrome`, `Chvostek sign`, `Brodys sykdom`. In English some that are named after nobody keep a capital too. */
const NAMED_AFTER_SOMEONE =
  /^\p{Lu}\p{Ll}+(-\p{Lu}\p{Ll}{2}| (disease|syndrome|sign)(?!\p{L})|s (sykdom|syndrom|tegn)(?!\p{L}))/u;

function sentenceCase(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
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
    notUsed: "About the data",
    madeWith: "Written with Krampe, knowledge",
    caution: "A proposal; the clinician decides. Not for clinical use as distributed.",
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
    notUsed: "Om opplysningene",
    madeWith: "Skrevet med Krampe, kunnskap",
    caution: "Et forslag; klinikeren avgjør. Ikke til klinisk bruk slik den leveres.",
  },
} as const;
