/** `krampe assess FILE…`: a case or a record in, an assessment out. */
import { parseArgs } from "node:util";
import { hasError } from "@krampe/core/issue/issue.ts";
import { readPatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import { journalNote } from "@krampe/core/plan/journal-note.ts";
import { reportOf } from "@krampe/core/plan/report.ts";
import { reportText } from "@krampe/core/plan/report-text.ts";
import { takenDrugs } from "@krampe/core/plan/taken-drugs.ts";
import type { Command } from "../command.ts";
import { compiledKnowledge } from "../compiled-knowledge.ts";
import { issueLines } from "../print-issues.ts";
import { patientChoice, readPatient } from "../read-patient.ts";

export const assessCommand: Command = {
  name: "assess",
  summary: {
    en: "Assess a patient: case (YAML, JSON) or record (FHIR)",
    nb: "Vurder en pasient: kasus (YAML, JSON) eller journal (FHIR)",
  },
  usage: {
    en: `krampe assess FILE… [--lang nb|en] [--format text|json|note] [--patient ID] [--at DATE] [--context WORDS]

FILE   a case (map of finding ids to values), a FHIR R4 Bundle or resource, or NDJSON; '-' is standard input.
       Several files are about the same patient; --patient chooses one of several in a record.
       An EMG recording (EDF, WAV, CSV …) is measured, its patterns are named, and what they say counts as findings.
--context  of the recordings: needle or surface; rest, effort or stretch; shortened (comma-separated)
--at   assess as of that day (YYYY-MM-DD): for records that end in the past.
Exit   0 assessed, 2 something in the input could not be used (the rest was).`,
    nb: `krampe assess FIL… [--lang nb|en] [--format text|json|note] [--patient ID] [--at DATO] [--context ORD]

FIL    et kasus (funn-id til verdi), en FHIR R4 Bundle eller ressurs, eller NDJSON; «-» er standard inn.
       Flere filer gjelder samme pasient; --patient velger én av flere i en journal.
       Et EMG-opptak (EDF, WAV, CSV …) blir målt, mønstrene navngitt, og det de sier, teller som funn.
--context  for opptakene: needle eller surface; rest, effort eller stretch; shortened (kommaskilt)
--at   vurder per den dagen (ÅÅÅÅ-MM-DD): for journaler som slutter i fortiden.
Slutt  0 vurdert, 2 noe i inndata kunne ikke brukes (resten ble brukt).`,
  },
  async run(args, io) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: "string" },
        at: { type: "string" },
        context: { type: "string", default: "" },
        patient: { type: "string" },
        format: { type: "string", default: "text" },
      },
    });
    if (positionals.length === 0 || !["text", "json", "note"].includes(values.format)) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const choice = patientChoice(values);
    if (!choice) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const context = readPatternContext(values.context);
    if (!context.ok) {
      io.error(issueLines(context.issues, io.language));
      return 2;
    }
    const compiled = compiledKnowledge(io);
    if (!compiled) return 2;
    const read = await readPatient(positionals, compiled, io, { ...choice, context: context.value });
    const report = reportOf(consult(compiled, read.findings), io.language, read.issues);
    const date = io.now().toISOString().slice(0, 10);
    if (values.format === "json") io.out(`${JSON.stringify(report, null, 2)}\n`);
    else if (read.findings.length > 0 || !hasError(read.issues)) {
      const drugs = () => takenDrugs(read.drugs, read.findings, compiled, io.language);
      io.out(
        values.format === "note"
          ? journalNote(report, io.language, date, drugs())
          : reportText(report, io.language),
      );
    }
    if (values.format !== "json")
      io.error(
        issueLines(
          read.issues.filter(({ severity }) => severity !== "information"),
          io.language,
        ),
      );
    return hasError(read.issues) ? 2 : 0;
  },
};
