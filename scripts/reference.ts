/**
 * `npm run docs`: writes docs/reference from the program itself. A test holds what is there to what would be written, so that the
 * reference is never older than the program.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Type } from "typebox";
import { publishedSchema } from "../apps/cli/emg/published-schema.ts";
import { knowledgeOnDisk } from "../apps/cli/knowledge-on-disk.ts";
import { carriedMarks } from "../core/knowledge/carried-marks.ts";
import type { Hypothesis, Knowledge } from "../core/knowledge/knowledge.ts";
import {
  AtlasPageSchema,
  FeatureSchema,
  FindingSchema,
  HypothesisSchema,
  InvestigationSchema,
  PatternSchema,
  RedFlagSchema,
  StatementSchema,
  TreatmentSchema,
} from "../core/knowledge/knowledge-schema.ts";
import type { Parameter, Spread } from "../core/muscle/parameters/parameter.ts";
import { PARAMETERS } from "../core/muscle/parameters/parameter-table.ts";
import { EmgSchema } from "../core/pattern/pattern-names-schema.ts";
import { ReportSchema } from "../core/plan/report-schema.ts";

export const REFERENCE = fileURLToPath(new URL("../docs/reference/", import.meta.url));

const SCHEMAS = {
  finding: FindingSchema,
  hypothesis: HypothesisSchema,
  feature: FeatureSchema,
  pattern: PatternSchema,
  "red-flag": RedFlagSchema,
  investigation: InvestigationSchema,
  treatment: TreatmentSchema,
  statement: StatementSchema,
  "atlas-page": AtlasPageSchema,
};

/** Every generated page: path below docs/reference, and its text. */
export function referencePages(knowledge: Knowledge): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const [name, schema] of Object.entries(SCHEMAS)) {
    const file = { $schema: DRAFT, ...Type.Union([schema, Type.Array(schema)]) };
    pages.set(`schema/${name}.schema.json`, json(file));
  }
  pages.set("report.schema.json", json({ $schema: DRAFT, title: "Krampe report", ...ReportSchema }));
  pages.set("emg.schema.json", json({ $schema: DRAFT, ...publishedSchema(EmgSchema) }));
  pages.set("facts.md", factsPage(knowledge));
  pages.set("knowledge.md", knowledgePage(knowledge));
  pages.set("simulated-muscle.md", musclePage());
  return pages;
}

const DRAFT = "https://json-schema.org/draft/2020-12/schema";

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function factsPage(knowledge: Knowledge): string {
  const carried = carriedMarks(knowledge);
  const row = (id: string, text: string) =>
    `| ${id} | ${cell(text)} | ${(carried.get(id) ?? []).map((one) => `\`${one}\``).join(", ")} |`;
  const table = (rows: readonly string[]) =>
    ["| | | carried by |", "| --- | --- | --- |", ...rows].join("\n");
  const { facts, errors, questions } = knowledge.page;
  return `${generated("The handbook page, fact by fact")}
Each fact of the page, each error in it and each open question, and the statements, summaries, arguments and references that carry it.

## Facts

${table(facts.map(({ id, text }) => row(id, text.en)))}

## Errors, and how they are read

${table(errors.map(({ id, problem, reading }) => row(id, `${problem.en} → ${reading.en}`)))}

## Open questions

${table(questions.map(({ id, text }) => row(id, text.en)))}
`;
}

function knowledgePage(knowledge: Knowledge): string {
  const hypotheses = (title: string, all: readonly Hypothesis[]) =>
    `## ${title}\n\n| id | | for | against |\n| --- | --- | --- | --- |\n${all
      .map(({ id, label, arguments: list }) => {
        const count = (direction: string) => list.filter((one) => one.direction === direction).length;
        return `| \`${id}\` | ${cell(label.en)} | ${count("for")} | ${count("against")} |`;
      })
      .join("\n")}\n`;
  const list = (title: string, all: readonly { id: string; label: { en: string } }[]) =>
    `## ${title}\n\n| id | |\n| --- | --- |\n${all.map(({ id, label }) => `| \`${id}\` | ${cell(label.en)} |`).join("\n")}\n`;
  const findings = knowledge.findings
    .map(
      ({ id, kind, unit, obtain, label }) =>
        `| \`${id}\` | ${cell(label.en)} | ${unit ?? kind} | ${obtain} |`,
    )
    .join("\n");
  return `${generated("What Krampe knows")}
Knowledge ${knowledge.version} of ${knowledge.date}. \`npx krampe knowledge show ID\` prints an entry in full.

${hypotheses("Phenomena", knowledge.phenomena)}
${hypotheses("Causes", knowledge.causes)}
${knowledge.patterns.length > 0 ? `${hypotheses("EMG patterns", knowledge.patterns)}\n` : ""}${list("Red flags", knowledge.redFlags)}
${list("Investigations", knowledge.investigations)}
${list("Treatments", knowledge.treatments)}
## Features of EMG

What the criteria of the patterns are over.

| id | | unit or kind |
| --- | --- | --- |
${knowledge.features.map(({ id, kind, unit, label }) => `| \`${id}\` | ${cell(label.en)} | ${unit ?? kind} |`).join("\n")}

## Findings

| id | | unit or kind | obtained by |
| --- | --- | --- | --- |
${findings}
`;
}

/** Every number of the simulated muscle. */
function musclePage(): string {
  const often = { recording: "once", source: "each unit or fibre", event: "each time" } as const;
  const groups = Object.entries(PARAMETERS).map(([group, members]) => {
    const rows = Object.entries<Parameter>(members).map(
      ([name, { what, unit, spread, drawn, provenance }]) => {
        const { verified, source } = provenance;
        const standing = source === verified ? verified : `${verified}, ${source}`;
        return `| \`${name}\` | ${cell(what.en)} | ${unit} | ${spreadText(spread)} | ${often[drawn]} | ${standing} |`;
      },
    );
    return `## \`${group}\`\n\n| | | unit | drawn from | how often | standing |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# Numbers of the simulated muscle

<!-- Generated by npm run docs. Edit core/muscle/parameters instead. -->
What \`krampe simulate\` draws, by group; a group of a pattern carries the pattern's id. Units are UCUM codes. *seen*: it stands in the
source, which was read; *recalled*: general knowledge of the field; *derived*: reckoned from a source, or chosen so that a recording of
ordinary length can show the pattern. They say what the simulator does, and are no limits for judging a patient. Each can be set:
\`--set cramp-discharge.unitRateHz=12..16\`.

${groups.join("\n")}`;
}

function spreadText(spread: Spread): string {
  switch (spread.kind) {
    case "fixed":
      return `${spread.value}`;
    case "uniform":
      return `${spread.from} to ${spread.to}, evenly`;
    case "log-uniform":
      return `${spread.from} to ${spread.to}, evenly on a logarithmic scale`;
    case "normal":
      return `${spread.mean} ± ${spread.sd}, within ${spread.from} to ${spread.to}`;
    case "gamma":
      return `${spread.mean} ± ${spread.sd}, skewed, within ${spread.from} to ${spread.to}`;
  }
}

function generated(title: string): string {
  return `# ${title}\n\n<!-- Generated by npm run docs. Edit the knowledge instead. -->\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const loaded = knowledgeOnDisk();
  if (!loaded.ok) throw new Error("the knowledge has mistakes: run 'npx krampe knowledge check'");
  for (const [path, text] of referencePages(loaded.value)) {
    mkdirSync(dirname(join(REFERENCE, path)), { recursive: true });
    writeFileSync(join(REFERENCE, path), text);
  }
}
