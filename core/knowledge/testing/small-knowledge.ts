/** A small, sound piece of knowledge for tests: not medicine, only enough of it to move every part. */
import { compileKnowledge } from "../compile-knowledge.ts";
import { type KnowledgeFile, loadKnowledge } from "../load-knowledge.ts";

const text = (word: string) => `{ en: ${word}, nb: ${word} }`;
const sign = (id: string, more = "") => `
- id: ${id}
  label: ${text(id)}
  question: ${text(id)}
${more}`;

export const SMALL_FILES: readonly KnowledgeFile[] = [
  {
    path: "knowledge.yaml",
    text: `version: 0.0.1\ndate: 2026-01-01\nintervalsFromAge: 18\nchanges: [${text("first")}]\n`,
  },
  {
    path: "page.yaml",
    text: `facts: [{ id: F001, section: H, text: ${text("fact")} }]\nerrors: []\nquestions: []\n`,
  },
  {
    path: "statements/general.yaml",
    text: `- { id: general, text: ${text("said")}, facts: [F001], source: book, verified: seen }\n`,
  },
  { path: "references.yaml", text: "- { key: book, citation: A book, seen: full }\n" },
  {
    path: "findings/all.yaml",
    text: [
      sign("cramp", "  presentIf: { any: [calf-cramp] }"),
      sign("calf-cramp"),
      sign("stiff"),
      sign("weak", "  obtain: examine"),
      sign("wasting", "  obtain: examine"),
      sign("normal-examination", "  obtain: examine"),
      sign("low-potassium", "  obtain: blood\n  when: { quantity: potassium, is: below-interval }"),
      sign("high-enzyme", "  obtain: blood\n  when: { quantity: enzyme, is: above-interval }"),
      sign("pregnant"),
      sign("heart-block", "  obtain: ecg"),
      sign(
        "taking-diuretic",
        `  group: drugs\n  drugs: [C03]\n  substances: [{ atc: C03CA01, name: { en: furosemide, nb: furosemid } }]`,
      ),
      sign("taking-statin", "  group: drugs\n  drugs: [C10AA]"),
      sign("age", "  kind: quantity\n  unit: a\n  plausible: { low: 0, high: 130 }\n  group: person"),
      `\n- id: sex\n  label: ${text("sex")}\n  question: ${text("sex")}\n  kind: choice\n  group: person\n  options: [{ id: female, label: ${text("female")} }, { id: male, label: ${text("male")} }]\n`,
    ].join(""),
  },
  {
    path: "labs/all.yaml",
    text: [
      sign(
        "potassium",
        `  unit: mmol/L
  plausible: { low: 0.5, high: 12 }
  alsoIn: [{ unit: meq/L, factor: 1 }, { unit: mg/dL, factor: 0.2558 }]
  intervals: [{ low: 3.5, high: 4.4, source: book, verified: seen }]`,
      ),
      sign(
        "enzyme",
        `  unit: U/L
  plausible: { low: 0, high: 1000000 }
  intervals:
    - { low: 35, high: 210, sex: female, source: book, verified: seen }
    - { low: 50, high: 400, sex: male, ageBelow: 50, source: book, verified: seen }
    - { low: 40, high: 280, sex: male, ageFrom: 50, source: book, verified: seen }`,
      ),
      sign(
        "calcium",
        `  unit: mmol/L
  plausible: { low: 0.5, high: 6 }
  intervals: [{ low: 2.14, high: 2.48, source: book, verified: seen }]`,
      ),
      sign("albumin", "  unit: g/L\n  plausible: { low: 5, high: 80 }"),
      sign(
        "calcium-corrected",
        `  unit: mmol/L
  plausible: { low: 0.5, high: 6 }
  intervals: [{ low: 2.17, high: 2.47, source: book, verified: seen }]
  formula: { kind: linear-correction, of: calcium, by: albumin, slope: -0.02, around: 41.3, source: book, verified: seen }`,
      ),
    ].join(""),
  },
  {
    path: "phenomena/cramp.yaml",
    text: `
- id: true-cramp
  label: ${text("cramp")}
  summary: { en: cramp, nb: cramp, source: book, verified: seen }
  group: page-row
  arguments:
    - { for: cramp, strength: strong, because: ${text("cramp")}, source: book, verified: seen }
    - { for: { all: [calf-cramp, { absent: weak }] }, strength: moderate, because: ${text("calf")}, source: book, verified: seen }
    - { against: stiff, strength: strong, because: ${text("stiff")}, source: book, verified: seen }
- id: stiffness
  label: ${text("stiffness")}
  summary: { en: stiffness, nb: stiffness, source: book, verified: seen }
  group: look-alike
  arguments:
    - { for: stiff, strength: decisive, because: ${text("stiff")}, source: book, verified: seen }
    - { against: { all: [cramp, { absent: stiff }] }, strength: decisive, because: ${text("no")}, source: book, verified: seen }
`,
  },
  {
    path: "causes/all.yaml",
    text: `
- id: potassium-loss
  label: ${text("loss")}
  summary: { en: loss, nb: loss, source: book, verified: seen }
  group: medical
  urgency: urgent
  arguments:
    - { for: low-potassium, strength: strong, because: ${text("low")}, source: book, verified: seen }
    - { for: taking-diuretic, strength: weak, because: ${text("diuretic")}, source: book, verified: recalled }
  confirmedBy: [potassium]
`,
  },
  {
    path: "red-flags/all.yaml",
    text: `
- id: very-low-potassium
  label: ${text("danger")}
  when: { quantity: potassium, below: 2.5, unit: mmol/L }
  because: ${text("low")}
  action: ${text("go")}
  urgency: emergency
  source: book
  verified: seen
- id: wasting-and-weakness
  label: ${text("wasting")}
  when: { all: [weak, wasting] }
  because: ${text("wasting")}
  action: ${text("refer")}
  urgency: urgent
  source: book
  verified: seen
`,
  },
  {
    path: "investigations/all.yaml",
    text: `
- id: potassium
  label: ${text("potassium")}
  kind: blood
  gives: [potassium]
  indicated: [{ when: taking-diuretic, because: ${text("diuretic")}, source: book, verified: seen }]
  notNeeded: [{ when: { all: [cramp, normal-examination] }, because: ${text("ordinary")}, source: book, verified: seen }]
`,
  },
  {
    path: "treatments/all.yaml",
    text: `
- id: stretching
  label: ${text("stretching")}
  kind: non-drug
  rules: [{ verdict: first-line, when: cramp, because: ${text("safe")}, source: book, verified: seen }]
- id: strong-drug
  label: ${text("drug")}
  kind: drug
  rules:
    - { verdict: contraindicated, when: pregnant, because: ${text("harm")}, source: book, verified: seen }
    - { verdict: avoid, when: heart-block, because: ${text("block")}, source: book, verified: seen }
    - { verdict: consider, when: { all: [cramp, weak] }, because: ${text("may-help")}, source: book, verified: seen }
`,
  },
];

/** The small knowledge, with some files replaced or added by path. */
export function smallKnowledge(...changed: readonly KnowledgeFile[]) {
  const files = [...SMALL_FILES.filter(({ path }) => !changed.some((one) => one.path === path)), ...changed];
  return loadKnowledge(files);
}

/** The small knowledge, ready to be asked. */
export function smallCompiled() {
  const loaded = smallKnowledge();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.issues, null, 1));
  return compileKnowledge(loaded.value);
}
