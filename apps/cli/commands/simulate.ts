/** `krampe simulate PATTERN --out FILE`: a recording of a muscle that never was, and the truth about it. */
import { writeFile } from "node:fs/promises";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import { ARTEFACT_KINDS } from "@krampe/core/muscle/artefacts.ts";
import { ELECTRODE_KINDS } from "@krampe/core/muscle/electrode.ts";
import { type Parameter, spreadRange } from "@krampe/core/muscle/parameters/parameter.ts";
import { PARAMETERS } from "@krampe/core/muscle/parameters/parameter-table.ts";
import { SIMULATED_PATTERNS } from "@krampe/core/muscle/pattern-names.ts";
import { simulate } from "@krampe/core/muscle/simulate.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import { cannotWrite } from "../cannot-write.ts";
import type { Command } from "../command.ts";
import { issueLines } from "../print-issues.ts";
import { readWords, simulationArguments } from "../simulate/simulation-arguments.ts";
import { type FileToWrite, recordingFiles } from "../simulate/write-recording.ts";

export const simulateCommand: Command = {
  name: "simulate",
  summary: {
    en: "Make a recording of a simulated muscle, with the truth beside it",
    nb: "Lag et opptak av en simulert muskel, med fasit ved siden av",
  },
  usage: {
    en: `krampe simulate PATTERN --out FILE [--truth FILE.json]
krampe simulate --list       the patterns, electrodes, artefacts and every parameter with its source

--out FILE        .edf, .bdf, .wav, .csv or .hea (WFDB) says which format
--truth FILE      who discharged when, episodes, artefacts and what was drawn, as JSON
--seed N          the same seed gives the same bytes (1)
--seconds S       length; as long as the pattern needs if left out
--rate HZ         sampling frequency (10000 with a needle, 2000 on the skin)
--snr DB          signal while potentials are there over noise
--electrode KIND  ${ELECTRODE_KINDS.join(", ")}
--muscles 1|2     2: agonist and antagonist
--artefacts A,B   ${ARTEFACT_KINDS.join(", ")}
--effort E        0 to 1, held throughout (voluntary); --units N: only the N nearest units fire
--neuron E, --axon E, --fibre E      excitability: 1 healthy, 0 none, 2 fires by itself
--stretch S, --nerve-block S, --curare S      done at this second
--set group.name=VALUE (or FROM..TO)     a parameter instead of its spread; can be given several times`,
    nb: `krampe simulate MØNSTER --out FIL [--truth FIL.json]
krampe simulate --list       mønstre, elektroder, artefakter og alle parametre med kilde

--out FIL         .edf, .bdf, .wav, .csv eller .hea (WFDB) avgjør formatet
--truth FIL       hvem som utlades når, episoder, artefakter og hva som ble trukket, som JSON
--seed N          samme frø gir samme byte (1)
--seconds S       lengde; så lenge mønsteret trenger om den utelates
--rate HZ         samplingsfrekvens (10000 med nål, 2000 på huden)
--snr DB          signal mens det er potensialer, over støy
--electrode TYPE  ${ELECTRODE_KINDS.join(", ")}
--muscles 1|2     2: agonist og antagonist
--artefacts A,B   ${ARTEFACT_KINDS.join(", ")}
--effort E        0 til 1, holdt hele tiden (voluntary); --units N: bare de N nærmeste enhetene fyrer
--neuron E, --axon E, --fibre E      eksitabilitet: 1 frisk, 0 ingen, 2 fyrer av seg selv
--stretch S, --nerve-block S, --curare S      gjøres ved dette sekundet
--set gruppe.navn=VERDI (eller FRA..TIL)     en parameter i stedet for spredningen; kan gis flere ganger`,
  },
  async run(args, io) {
    const words = readWords(args);
    if (words.values.list) {
      io.out(listing(io.language));
      return 0;
    }
    const asked = simulationArguments(words);
    if (!asked.ok) return refuse(asked.issues);
    const { request, out, extension, truth } = asked.value;
    const made = simulate(request);
    if (!made.ok) return refuse(made.issues);
    const written = recordingFiles(made.value.recording, out, extension);
    if (!written.ok) return refuse(written.issues);
    const files = [...written.value];
    if (truth !== undefined)
      files.push({
        path: truth,
        bytes: new TextEncoder().encode(`${JSON.stringify(made.value.truth, null, 1)}\n`),
      });
    const notWritten = await writeAll(files);
    io.error(issueLines([...made.issues, ...written.issues, ...notWritten], io.language));
    if (notWritten.length > 0) return 2;
    io.out(summaryOf(made.value.truth, made.value.samples.length, files, io.language));
    return 0;

    function refuse(issues: readonly Issue[]): number {
      io.error(issueLines(issues, io.language));
      return 2;
    }
  },
};

async function writeAll(files: readonly FileToWrite[]): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const { path, bytes } of files) {
    try {
      await writeFile(path, bytes);
    } catch (error) {
      issues.push(cannotWrite(path, (error as Error).message));
    }
  }
  return issues;
}

function summaryOf(
  truth: SimulationTruth,
  channels: number,
  files: readonly FileToWrite[],
  language: Language,
): string {
  const text =
    language === "nb"
      ? `${truth.pattern}: ${channels} kanal(er), ${truth.durationS} s ved ${truth.samplingFrequencyHz} Hz, ${truth.units.length} kilder`
      : `${truth.pattern}: ${channels} channel(s), ${truth.durationS} s at ${truth.samplingFrequencyHz} Hz, ${truth.units.length} sources`;
  return `${text} → ${files.map(({ path }) => path).join(", ")}\n`;
}

function listing(language: Language): string {
  const lines = [
    `PATTERN      ${SIMULATED_PATTERNS.join(", ")}`,
    `--electrode  ${ELECTRODE_KINDS.join(", ")}`,
    `--artefacts  ${ARTEFACT_KINDS.join(", ")}`,
    "--set",
  ];
  for (const [group, members] of Object.entries(PARAMETERS))
    for (const [name, parameter] of Object.entries(members))
      lines.push(
        `  ${`${group}.${name}`.padEnd(50)} ${rangeOf(parameter).padEnd(22)} ${sourceOf(parameter).padEnd(24)} ${parameter.what[language]}`,
      );
  return `${lines.join("\n")}\n`;
}

function rangeOf({ spread, unit }: Parameter): string {
  const { from, to } = spreadRange(spread);
  const range = from === to ? `${from}` : `${from}..${to}`;
  return unit === "1" || unit === "{count}" ? range : `${range} ${unit}`;
}

function sourceOf({ provenance }: Parameter): string {
  const { verified, source } = provenance;
  return source === verified ? verified : `${verified} ${source}`;
}
