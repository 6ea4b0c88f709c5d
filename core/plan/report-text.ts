/** A report as plain text for a terminal: what is dangerous first, then what it is, why, what to ask, order, try and avoid. */
import type { Language } from "../issue/text.ts";
import type {
  Report,
  ReportedHypothesis,
  ReportedQuestion,
  ReportedReason,
  ReportedTreatment,
} from "./report.ts";
import {
  OBTAIN_WORDS,
  STATUS_WORDS,
  TREATMENT_WORDS,
  URGENCY_WORDS,
  VERDICT_WORDS,
  VERIFIED_WORDS,
} from "./words.ts";

const MOST_QUESTIONS = 6;

export function reportText(report: Report, language: Language): string {
  const say = (key: keyof typeof HEADINGS) => HEADINGS[key][language];
  const sections = [
    `${say("urgency")}: ${URGENCY_WORDS[report.urgency][language]}`,
    section(
      say("redFlags"),
      report.redFlags.map(
        (flag) =>
          `!! ${flag.label}: ${flag.because}\n   → ${flag.action} (${URGENCY_WORDS[flag.urgency][language]})${sources(flag.source)}`,
      ),
    ),
    section(
      say("emg"),
      report.findings
        .filter(({ origin, from }) => origin === "emg" && from !== undefined)
        .map(({ label, text, from = [] }) => `${label}: ${text} (${from.join(", ")})`),
    ),
    section(say("phenomena"), hypotheses(report.phenomena, language)),
    section(say("causes"), hypotheses(report.causes, language)),
    section(say("ask"), questionLines(report.ask.slice(0, MOST_QUESTIONS), language)),
    section(say("tests"), tests(report, language)),
    section(
      say("treatments"),
      report.treatments.filter(isForTrying).map((one) => treatmentLines(one, language)),
    ),
    section(
      say("avoid"),
      report.treatments.filter((one) => !isForTrying(one)).map((one) => treatmentLines(one, language)),
    ),
    section(
      say("issues"),
      report.issues.map(({ message, suggestion }) => `• ${[message, suggestion].filter(Boolean).join(" ")}`),
    ),
    `${say("knowledge")} ${report.knowledge.version} (${report.knowledge.hash.slice(0, 12)}). ${say("notDevice")}`,
  ];
  return `${sections.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What to ask next, alone. */
export function questionsText(
  questions: readonly ReportedQuestion[],
  language: Language,
  most: number,
): string {
  return `${questionLines(questions.slice(0, most), language).join("\n")}\n`;
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : `${heading}\n${lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join("\n")}`;
}

/** What has something speaking for it; and, in one line, what the arguments speak against. */
function hypotheses(all: readonly ReportedHypothesis[], language: Language): string[] {
  const supported = all.filter(({ verdict }) =>
    ["established", "likely", "conflicting", "possible"].includes(verdict),
  );
  const unlikely = all.filter(({ verdict }) => verdict === "unlikely" || verdict === "excluded");
  const lines = supported.map((one) => {
    const reasons = [
      ...one.for.map((reason) => `   + ${reasonLine(reason, language)}`),
      ...one.against.map((reason) => `   − ${reasonLine(reason, language)}`),
    ];
    return [`${one.label}: ${VERDICT_WORDS[one.verdict][language]}`, ...reasons].join("\n");
  });
  if (supported.length === 0) lines.push(HEADINGS.nothing[language]);
  if (unlikely.length > 0) {
    const names = unlikely.map(({ label, verdict }) => `${label} (${VERDICT_WORDS[verdict][language]})`);
    lines.push(`${HEADINGS.against[language]}: ${names.join(", ")}`);
  }
  return lines;
}

function reasonLine({ because, source, verified }: ReportedReason, language: Language): string {
  const mark = verified === "seen" ? "" : `; ${VERIFIED_WORDS[verified][language]}`;
  const named = source.filter((key) => key !== "recalled" && key !== "derived");
  const cited = named.length > 0 || mark !== "" ? ` [${named.join(", ")}${mark}]`.replace("[; ", "[") : "";
  return `${because}${cited}`;
}

function questionLines(questions: readonly ReportedQuestion[], language: Language): string[] {
  return questions.map(({ question, obtain, changes, finding }) => {
    const way = OBTAIN_WORDS[obtain as keyof typeof OBTAIN_WORDS][language];
    const flags = [
      ...new Set(changes.filter(({ kind }) => kind === "red-flag").map(({ label }) => `!! ${label}`)),
    ];
    const others = changes
      .filter(({ kind }) => kind !== "red-flag")
      .map(({ label, answer, to }) => `${label} → ${wordOf(to, language)} (${answerWord(answer, language)})`);
    const shown = [...flags, ...others];
    const more = shown.length > 3 ? ` +${shown.length - 3}` : "";
    return `${way}: ${question} [${finding}]\n   ${shown.slice(0, 3).join("; ")}${more}`;
  });
}

function wordOf(verdict: string, language: Language): string {
  const words = { ...VERDICT_WORDS, ...TREATMENT_WORDS } as Readonly<
    Record<string, { en: string; nb: string }>
  >;
  return words[verdict]?.[language] ?? verdict;
}

function answerWord(answer: string, language: Language): string {
  if (answer === "present") return { en: "if yes", nb: "hvis ja" }[language];
  if (answer === "absent") return { en: "if no", nb: "hvis nei" }[language];
  return { en: `if ${answer}`, nb: `hvis ${language === "nb" ? answer.replace(".", ",") : answer}` }[
    language
  ];
}

/** Tests that share status and reason share a line. */
function tests(report: Report, language: Language): string[] {
  const lines = new Map<string, string[]>();
  for (const { label, status, because, urgency, preparation } of report.investigations) {
    if (status === "depends") continue;
    const when =
      status === "indicated" && urgency !== "routine" ? `, ${URGENCY_WORDS[urgency][language]}` : "";
    const reason = because[0] ? ` ${reasonLine(because[0], language)}` : "";
    const before = status === "indicated" && preparation ? ` ${preparation}` : "";
    const told = `${STATUS_WORDS[status][language]}${when}.${reason}${before}`;
    lines.set(told, [...(lines.get(told) ?? []), label]);
  }
  return [...lines].map(([told, labels]) => `${labels.join(", ")}: ${told}`);
}

function isForTrying({ verdict }: ReportedTreatment): boolean {
  return verdict === "first-line" || verdict === "consider" || verdict === "check-first";
}

function treatmentLines(treatment: ReportedTreatment, language: Language): string {
  const { label, verdict, otherwise, because, check, dose, stopRule } = treatment;
  const otherwiseWord = otherwise
    ? ` (${HEADINGS.otherwise[language]} ${TREATMENT_WORDS[otherwise][language]})`
    : "";
  return [
    `${label}: ${TREATMENT_WORDS[verdict][language]}${otherwiseWord}`,
    ...because.map((reason) => `   ${reasonLine(reason, language)}`),
    ...check.map(({ because: why, findings }) => `   ? ${why} [${findings.join(", ")}]`),
    ...(dose && isForTrying(treatment)
      ? dose.map(({ text }) => `   ${HEADINGS.literature[language]}: ${text}`)
      : []),
    ...(stopRule && isForTrying(treatment) ? [`   ${stopRule.text}`] : []),
  ].join("\n");
}

function sources(keys: readonly string[]): string {
  return keys.length === 0 ? "" : ` [${keys.join(", ")}]`;
}

const HEADINGS = {
  urgency: { en: "How soon", nb: "Hvor raskt" },
  redFlags: { en: "RED FLAGS", nb: "RØDE FLAGG" },
  emg: { en: "WHAT THE MUSCLE SAYS (EMG)", nb: "HVA MUSKELEN SIER (EMG)" },
  phenomena: { en: "WHAT IT IS", nb: "HVA DET ER" },
  causes: { en: "WHY", nb: "HVORFOR" },
  ask: { en: "FIND OUT NEXT", nb: "FINN UT NÅ" },
  tests: { en: "TESTS", nb: "UNDERSØKELSER" },
  treatments: { en: "WHAT TO TRY", nb: "HVA SOM KAN PRØVES" },
  avoid: { en: "WHAT TO LEAVE", nb: "HVA SOM BØR UNNGÅS" },
  issues: { en: "ABOUT THE DATA", nb: "OM OPPLYSNINGENE" },
  knowledge: { en: "Knowledge", nb: "Kunnskap" },
  notDevice: {
    en: "For clinicians; not for clinical use as distributed.",
    nb: "For klinikere; ikke til klinisk bruk slik den leveres.",
  },
  nothing: {
    en: "Nothing is supported by what is known so far.",
    nb: "Ingenting støttes av det som er kjent så langt.",
  },
  against: { en: "Speaks against", nb: "Taler imot" },
  otherwise: { en: "otherwise", nb: "ellers" },
  literature: {
    en: "Dose in the literature (information, not advice)",
    nb: "Dose i litteraturen (til orientering, ikke råd)",
  },
} as const;
