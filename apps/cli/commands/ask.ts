/** `krampe ask FILE…`: what to find out next, and what each answer would change. */
import { parseArgs } from "node:util";
import { hasError } from "@krampe/core/issue/issue.ts";
import { consult } from "@krampe/core/plan/consultation.ts";
import { reportOf } from "@krampe/core/plan/report.ts";
import { questionsText } from "@krampe/core/plan/report-text.ts";
import type { Command } from "../command.ts";
import { compiledKnowledge } from "../compiled-knowledge.ts";
import { issueLines } from "../print-issues.ts";
import { patientChoice, readPatient } from "../read-patient.ts";

export const askCommand: Command = {
  name: "ask",
  summary: {
    en: "What to find out next, and what it would change",
    nb: "Hva som bør finnes ut nå, og hva det ville endre",
  },
  usage: {
    en: "krampe ask FILE… [--most N] [--lang nb|en] [--format text|json] [--patient ID] [--at DATE]\n\nCheapest first: ask, examine, blood, ECG, EMG, imaging. N is 12 if not given.",
    nb: "krampe ask FIL… [--most N] [--lang nb|en] [--format text|json] [--patient ID] [--at DATE]\n\nDet billigste først: spør, undersøk, blodprøve, EKG, EMG, bilder. N er 12 om ikke annet er sagt.",
  },
  async run(args, io) {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        lang: { type: "string" },
        at: { type: "string" },
        patient: { type: "string" },
        format: { type: "string", default: "text" },
        most: { type: "string", default: "12" },
      },
    });
    const most = Number(values.most);
    if (
      positionals.length === 0 ||
      !Number.isInteger(most) ||
      most < 1 ||
      !["text", "json"].includes(values.format)
    ) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const choice = patientChoice(values);
    if (!choice) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const compiled = compiledKnowledge(io);
    if (!compiled) return 2;
    const read = await readPatient(positionals, compiled, io, choice);
    const { ask } = reportOf(consult(compiled, read.findings), io.language, read.issues);
    if (values.format === "json") io.out(`${JSON.stringify(ask, null, 2)}\n`);
    else io.out(questionsText(ask, io.language, most));
    io.error(
      issueLines(
        read.issues.filter(({ severity }) => severity !== "information"),
        io.language,
      ),
    );
    return hasError(read.issues) ? 2 : 0;
  },
};
