/** `krampe emg FILE…`: recordings in, measurements out. */
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasError, type Issue } from "@krampe/core/issue/issue.ts";
import { csvHead } from "@krampe/core/measurement/report/measurement-csv.ts";
import { EmgSchema } from "@krampe/core/pattern/pattern-names-schema.ts";
import { makeFolder } from "@krampe/service/store/make-folder.ts";
import { cannotWrite } from "../cannot-write.ts";
import type { Command, Io } from "../command.ts";
import { emgOptions } from "../emg/emg-options.ts";
import type { EmgFormat, EmgOutcome } from "../emg/measure-set.ts";
import { measureSets } from "../emg/measure-sets.ts";
import { type ProgressLine, progressLine } from "../emg/progress-line.ts";
import { publishedSchema } from "../emg/published-schema.ts";
import { type RecordingSet, recordingSets } from "../emg/recording-sets.ts";
import { knowledgeOnDisk } from "../knowledge-on-disk.ts";
import { issueLines } from "../print-issues.ts";

const EXTENSION: Readonly<Record<EmgFormat, string>> = { text: ".txt", json: ".json", csv: ".csv" };

export const emgCommand: Command = {
  name: "emg",
  summary: { en: "Measure EMG recordings and name their patterns", nb: "Mål EMG-opptak og navngi mønstrene" },
  usage: {
    en: `krampe emg FILE… [--channels A,B,…] [--agonist A --antagonist B] [--context WORDS] [--format text|json|csv] [--out DIR]

FILE          a recording in any format Krampe reads, a header with its data beside it, a zip, or a folder
              (everything in it, on all cores). A file that cannot be read does not stop the others.
--channels    labels, or places counted from 1; all that can hold muscle activity if left out
--agonist     with --antagonist: how these two muscles work together (both can be given several times)
--context     what the signal cannot know, comma-separated: needle or surface; rest, effort or stretch; shortened
--format      text to read, json (one object; a list for several recordings), csv (one number a row)
--out DIR     write a file for each recording instead of printing
--band L-H    analyse L to H Hz (20-5000, or what the recording allows)
--interval MS shortest time between two discharges (2.5)
--rate HZ     sampling frequency of files that do not state it
--separate S  tell motor units apart in at most so many seconds of each channel (5; slow; 0: not at all)
--together    channels of one electrode (A,B,C or all): units are told apart from all of them at once
--envelopes   none, slow or all, in JSON (slow)
--jobs N      threads (all cores)
--schema      print the JSON Schema of the JSON, and nothing else
Exit          0 measured, 2 something could not be read or measured (the rest was).`,
    nb: `krampe emg FIL… [--channels A,B,…] [--agonist A --antagonist B] [--context ORD] [--format text|json|csv] [--out MAPPE]

FIL           et opptak i et format Krampe leser, en hodefil med dataene ved siden av, en zip eller en mappe
              (alt i den, på alle kjerner). En fil som ikke kan leses, stopper ikke de andre.
--channels    navn, eller plass talt fra 1; alle som kan ha muskelaktivitet om ingen er nevnt
--agonist     sammen med --antagonist: hvordan de to musklene arbeider sammen (kan gis flere ganger)
--context     det signalet ikke kan vite, kommaskilt: needle (nål) eller surface (overflate); rest (hvile),
              effort (innsats) eller stretch (strekk); shortened (forkortet)
--format      text til å lese, json (ett objekt; en liste for flere opptak), csv (ett tall per rad)
--out MAPPE   skriv én fil per opptak i stedet for å vise dem
--band L-H    analyser L til H Hz (20-5000, eller det opptaket tillater)
--interval MS korteste tid mellom to utladninger (2,5)
--rate HZ     samplingsfrekvens for filer som ikke oppgir den
--separate S  skill motoriske enheter i høyst så mange sekunder av hver kanal (5; tregt; 0: ikke)
--together    kanaler fra én elektrode (A,B,C eller all, alle): enheter skilles ut fra alle på én gang
--envelopes   none, slow eller all, i JSON (slow)
--jobs N      tråder (alle kjerner)
--schema      vis JSON-skjemaet for JSON-en, og ikke noe annet
Slutt         0 målt, 2 noe kunne ikke leses eller måles (resten ble det).`,
  },
  async run(args, io) {
    if (args.includes("--schema")) {
      io.out(`${JSON.stringify(publishedSchema(EmgSchema), null, 2)}\n`);
      return 0;
    }
    const options = emgOptions(args, io.language);
    if (!options.ok) {
      io.error(issueLines(options.issues, io.language));
      io.error(MORE[io.language]);
      return 2;
    }
    const asked = options.value;
    if (asked.files.length === 0) {
      io.error(`${this.usage[io.language]}\n`);
      return 2;
    }
    const knowledge = knowledgeOnDisk();
    if (!knowledge.ok) {
      io.error(issueLines(knowledge.issues, io.language, 20));
      return 2;
    }
    const folderIssue = asked.out === undefined ? undefined : whyNotMade(asked.out);
    if (folderIssue) {
      io.error(issueLines([folderIssue], io.language));
      return 2;
    }
    const { sets, missing } = await recordingSets(asked.files);
    const issues: Issue[] = missing.map(({ path, reason }) => notThere(path, reason));
    const line = progressLine(process.stderr.isTTY === true, io.error, () => performance.now());
    const outcomes: EmgOutcome[] = new Array(sets.length);
    await measureSets(
      sets,
      asked.request,
      knowledge.value,
      {
        share: (share) => line.share(share),
        async done(index, outcome) {
          outcomes[index] = outcome;
          if (sets.length > 1) sayDone(sets[index], outcome, io, line);
          if (asked.out !== undefined)
            issues.push(...(await writeOutputs(asked.out, sets[index], outcome, asked.request.format)));
        },
      },
      asked.threads,
    );
    line.clear();
    if (asked.out === undefined) print(outcomes, asked.request.format, io);
    issues.push(...outcomes.flatMap((outcome) => outcome.issues));
    const told =
      asked.request.format === "text" ? issues : issues.filter(({ severity }) => severity === "error");
    io.error(issueLines(told, io.language));
    const failed = outcomes.filter(({ outputs }) => outputs.length === 0).length + missing.length;
    if (sets.length + missing.length > 1) io.error(summaryLine(sets.length + missing.length, failed, io));
    if (sets.length === 0 && missing.length === 0) io.error(NOTHING[io.language]);
    return failed > 0 || hasError(issues) || sets.length === 0 ? 2 : 0;
  },
};

function print(outcomes: readonly EmgOutcome[], format: EmgFormat, io: Io): void {
  const outputs = outcomes.flatMap((outcome) => outcome.outputs);
  if (format === "csv") io.out(csvHead() + outputs.join(""));
  else if (format === "text") io.out(outputs.join("\n"));
  else if (outputs.length === 1 && outcomes.length === 1) io.out(`${pretty(outputs[0])}\n`);
  else io.out(`[${outputs.join(",\n")}]\n`);
}

/** One field a line, lists of numbers on one. */
function pretty(json: string): string {
  const spread = JSON.stringify(JSON.parse(json), null, 1);
  return spread.replace(
    /\[\s+((?:-?[\d.eE+-]+|null)(?:,\s+(?:-?[\d.eE+-]+|null))*)\s+\]/g,
    (_, list: string) => `[${list.replace(/\s+/g, " ")}]`,
  );
}

async function writeOutputs(
  folder: string,
  set: RecordingSet,
  { outputs }: EmgOutcome,
  format: EmgFormat,
): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const [index, output] of outputs.entries()) {
    const number = outputs.length > 1 ? `-${index + 1}` : "";
    // a path given from above (../x) must not lead out of the folder
    const name = set.name.replace(/^([./\\]|[A-Za-z]:)+/, "");
    const path = join(folder, `${name}${number}${EXTENSION[format]}`);
    try {
      makeFolder(dirname(path));
      await writeFile(path, format === "csv" ? csvHead() + output : output);
    } catch (error) {
      issues.push(cannotWrite(path, (error as Error).message));
    }
  }
  return issues;
}

/** Known before anything is measured, so that nothing is measured in vain. */
function whyNotMade(folder: string): Issue | undefined {
  try {
    makeFolder(folder);
    return undefined;
  } catch (error) {
    return cannotWrite(folder, (error as Error).message);
  }
}

function sayDone(set: RecordingSet, outcome: EmgOutcome, io: Io, line: ProgressLine): void {
  line.clear();
  const sign = outcome.outputs.length === 0 ? "✗" : hasError(outcome.issues) ? "!" : "✓";
  io.error(`${sign} ${set.name}\n`);
}

function summaryLine(count: number, failed: number, io: Io): string {
  const measured = count - failed;
  return {
    en: `${measured} of ${count} measured${failed > 0 ? `, ${failed} not (see above)` : ""}.\n`,
    nb: `${measured} av ${count} målt${failed > 0 ? `, ${failed} ikke (se over)` : ""}.\n`,
  }[io.language];
}

const MORE = {
  en: "krampe emg --help lists all options.\n",
  nb: "krampe emg --help viser alle valg.\n",
} as const;

const NOTHING = {
  en: "There is no file in what was given.\n",
  nb: "Det er ingen filer i det som ble gitt.\n",
} as const;

function notThere(file: string, reason: string): Issue {
  return {
    code: "file-not-found",
    severity: "error",
    message: {
      en: `${file} cannot be read (${reason}).`,
      nb: `${file} kan ikke leses (${reason}).`,
    },
    suggestion: { en: "Check name and folder.", nb: "Se etter navn og mappe." },
    place: { file },
  };
}
