/** `krampe knowledge check | facts | show ID | diff OLD NEW`. */
import { parseArgs } from "node:util";
import { hasError } from "@krampe/core/issue/issue.ts";
import { carriedMarks } from "@krampe/core/knowledge/carried-marks.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { Command, Io } from "../command.ts";
import { knowledgeOnDisk } from "../knowledge-on-disk.ts";
import { issueLines } from "../print-issues.ts";

export const knowledgeCommand: Command = {
  name: "knowledge",
  summary: {
    en: "Check, list, show or compare what Krampe knows",
    nb: "Se etter, list opp, vis eller sammenlign det Krampe vet",
  },
  usage: {
    en: `krampe knowledge check [FOLDER]      is all of it well formed, cited and complete?
krampe knowledge facts               each fact, error and question of the page, and where it is carried
krampe knowledge show ID             an entry, statement or reference, in full
krampe knowledge findings [WORD]     the ids that a case may use, with unit or options
krampe knowledge diff OLD NEW        what changed between two folders`,
    nb: `krampe knowledge check [MAPPE]       er alt velformet, med kilder og fullstendig?
krampe knowledge facts               hvert faktum, hver feil og hvert spørsmål på siden, og hvor det bæres
krampe knowledge show ID             et oppslag, utsagn eller en kilde, i sin helhet
krampe knowledge findings [ORD]      id-ene som et kasus kan bruke, med enhet eller valg
krampe knowledge diff GAMMEL NY      hva som er endret mellom to mapper`,
  },
  async run(args, io) {
    const { positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: "string" } },
    });
    const [what, ...rest] = positionals;
    switch (what) {
      case "check":
        return check(rest[0], io);
      case "facts":
        return withKnowledge(io, (knowledge) => facts(knowledge, io));
      case "show":
        return withKnowledge(io, (knowledge) => show(knowledge, rest[0], io));
      case "findings":
        return withKnowledge(io, (knowledge) => findings(knowledge, rest[0] ?? "", io));
      case "diff":
        return diff(rest, io);
      default:
        io.error(`${this.usage[io.language]}\n`);
        return 2;
    }
  },
};

function check(folder: string | undefined, io: Io): number {
  const loaded = knowledgeOnDisk(folder);
  io.error(issueLines(loaded.issues, io.language));
  if (!loaded.ok || hasError(loaded.issues)) return 1;
  const { version, hash, findings, phenomena, causes, patterns, redFlags, investigations, treatments } =
    loaded.value;
  const counted = loaded.value.phenomena
    .concat(causes, patterns)
    .reduce((sum, one) => sum + one.arguments.length, 0);
  io.out(
    {
      en: `Knowledge ${version} (${hash.slice(0, 12)}) is sound: ${findings.length} findings, ${phenomena.length} phenomena, ${causes.length} causes, ${patterns.length} patterns, ${counted} arguments, ${redFlags.length} red flags, ${investigations.length} investigations, ${treatments.length} treatments, ${loaded.value.references.length} references.\n`,
      nb: `Kunnskap ${version} (${hash.slice(0, 12)}) er i orden: ${findings.length} funn, ${phenomena.length} fenomener, ${causes.length} årsaker, ${patterns.length} mønstre, ${counted} argumenter, ${redFlags.length} røde flagg, ${investigations.length} undersøkelser, ${treatments.length} behandlinger, ${loaded.value.references.length} kilder.\n`,
    }[io.language],
  );
  return 0;
}

function withKnowledge(io: Io, use: (knowledge: Knowledge) => number): number {
  const loaded = knowledgeOnDisk();
  if (loaded.ok) return use(loaded.value);
  io.error(issueLines(loaded.issues, io.language));
  return 2;
}

function facts(knowledge: Knowledge, io: Io): number {
  const carried = carriedMarks(knowledge);
  const { facts, errors, questions } = knowledge.page;
  const rows = [
    ...facts.map(({ id, text }) => ({ id, text })),
    ...errors.map(({ id, problem }) => ({ id, text: problem })),
    ...questions,
  ];
  for (const { id, text } of rows) {
    io.out(`${id}  ${text[io.language]}\n      → ${(carried.get(id) ?? ["–"]).join(", ")}\n`);
  }
  return rows.every(({ id }) => carried.has(id)) ? 0 : 1;
}

const KINDS = [
  "findings",
  "phenomena",
  "causes",
  "features",
  "patterns",
  "redFlags",
  "investigations",
  "treatments",
  "statements",
] as const;

function show(knowledge: Knowledge, id: string | undefined, io: Io): number {
  const found = [
    ...KINDS.flatMap((kind) =>
      knowledge[kind].filter((entry) => entry.id === id).map((entry) => ({ kind, entry })),
    ),
    ...KINDS.flatMap((kind) =>
      knowledge[kind]
        .flatMap((entry) => ("statements" in entry ? entry.statements : []))
        .filter((statement) => statement.id === id)
        .map((entry) => ({ kind: "statements", entry })),
    ),
    ...knowledge.references.filter(({ key }) => key === id).map((entry) => ({ kind: "references", entry })),
    ...[...knowledge.page.facts, ...knowledge.page.errors, ...knowledge.page.questions]
      .filter((entry) => entry.id === id)
      .map((entry) => ({ kind: "page", entry })),
  ];
  if (found.length === 0) {
    io.error(`${{ en: "Nothing is called", nb: "Ingenting heter" }[io.language]} '${id ?? ""}'.\n`);
    return 2;
  }
  for (const { kind, entry } of found) io.out(`# ${kind}\n${JSON.stringify(entry, null, 2)}\n`);
  return 0;
}

function findings(knowledge: Knowledge, word: string, io: Io): number {
  const wanted = word.toLowerCase();
  const found = knowledge.findings.filter(({ id, label, synonyms }) =>
    [id, label.en, label.nb, ...synonyms.en, ...synonyms.nb].some((name) =>
      name.toLowerCase().includes(wanted),
    ),
  );
  const widest = Math.max(0, ...found.map(({ id }) => id.length));
  for (const { id, kind, unit, options, label } of found) {
    const values =
      kind === "quantity" ? unit : kind === "choice" ? options.map((one) => one.id).join(" | ") : "";
    io.out(`${id.padEnd(widest)}  ${label[io.language]}${values ? ` (${values})` : ""}\n`);
  }
  return found.length > 0 ? 0 : 1;
}

function diff(folders: readonly string[], io: Io): number {
  const loaded = folders.slice(0, 2).map((folder) => knowledgeOnDisk(folder));
  const problems = loaded.flatMap((one) => (one.ok ? [] : one.issues));
  if (folders.length !== 2 || problems.length > 0) {
    io.error(issueLines(problems, io.language) || `${knowledgeCommand.usage[io.language]}\n`);
    return 2;
  }
  const [before, after] = loaded.map((one) => flattened((one as { value: Knowledge }).value));
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) continue;
    io.out(`${old === undefined ? "+" : now === undefined ? "-" : "~"} ${name}\n`);
  }
  return 0;
}

/** One text for each entry, without its place. */
function flattened(knowledge: Knowledge): Map<string, string> {
  const entries = KINDS.flatMap((kind) =>
    knowledge[kind].map((entry) => [`${kind}/${entry.id}`, withoutPlace(entry)] as const),
  );
  return new Map([
    ...entries,
    ...knowledge.references.map((one) => [`references/${one.key}`, withoutPlace(one)] as const),
  ]);
}

function withoutPlace(entry: object): string {
  return JSON.stringify(entry, (key, value) => (key === "place" ? undefined : value));
}
