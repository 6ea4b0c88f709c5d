import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./main.ts";
import { recordedIo } from "./testing/recorded-io.ts";

const folder = mkdtempSync(join(tmpdir(), "krampe-bad-input-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const observation = (more: object) =>
  JSON.stringify({
    resourceType: "Observation",
    id: "k",
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "2823-3" }] },
    effectiveDateTime: "2026-11-01",
    ...more,
  });
const laughs = `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghi"
  .split("")
  .map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(",")}]`)
  .join("\n")}\n`;

/** Name, content, and the code of the issue that must be told. */
const BROKEN: readonly (readonly [string, string | Uint8Array, string])[] = [
  ["unknown-finding.yaml", "musle-cramp: present", "unknown-finding"],
  ["unknown-answer.yaml", "muscle-cramp: maybe", "value-not-understood"],
  ["number-for-a-sign.yaml", "muscle-cramp: 3", "value-not-understood"],
  ["list-for-a-sign.yaml", "muscle-cramp: [present]", "value-not-understood"],
  ["wrong-unit.yaml", "potassium: 3.1 kg", "unit-not-convertible"],
  ["no-unit.yaml", "potassium: 3.1", "value-without-unit"],
  ["unit-of-nonsense.yaml", "potassium: 3.1 bananas/L", "unit-not-convertible"],
  ["ten-times-too-much.yaml", "potassium: 41 mmol/L", "value-implausible"],
  ["calcium-in-mg-as-mmol.yaml", "calcium-total: 9.4 mmol/L", "value-implausible"],
  ["negative-age.yaml", "age: -5", "value-implausible"],
  ["age-of-a-tree.yaml", "age: 400", "value-implausible"],
  ["thousands.yaml", 'creatine-kinase: "1,234,567 U/L"', "value-not-a-quantity"],
  ["both-signs.yaml", 'creatine-kinase: "1.234,5 U/L"', "value-not-a-quantity"],
  ["text-for-a-number.yaml", "potassium: low", "value-not-a-quantity"],
  ["infinite.yaml", "potassium: { value: .inf, unit: mmol/L }", "value-not-a-quantity"],
  ["not-a-number.yaml", "potassium: { value: .nan, unit: mmol/L }", "value-not-a-quantity"],
  ["bounds-upside-down.yaml", "potassium: 5-3 mmol/L", "value-not-a-quantity"],
  ["interval-upside-down.yaml", "potassium: { value: 3, unit: mmol/L, low: 5, high: 3 }", "interval-empty"],
  ["future.yaml", "potassium: { value: 3, unit: mmol/L, at: 2031-01-01 }", "date-in-the-future"],
  ["no-date.yaml", "potassium: { value: 3, unit: mmol/L, at: last week }", "date-not-understood"],
  ["unknown-option.yaml", "sex: femal", "value-not-an-option"],
  ["drugs-as-text.yaml", "drugs: furosemide", "drugs-not-a-list"],
  ["a-list.yaml", "- muscle-cramp: present", "case-not-a-map"],
  ["worked-cases.yaml", "- name: x\n  situation: {}\n  expect: {}", "case-not-a-map"],
  ["empty.yaml", "", "case-not-a-map"],
  ["a-word.yaml", "hello", "case-not-a-map"],
  ["told-twice.yaml", "muscle-cramp: present\nmuscle-cramp: absent", "not-yaml"],
  ["unclosed.yaml", "drugs: [furosemide", "not-yaml"],
  ["bad-indentation.yaml", "a: b\n   c: d", "not-yaml"],
  ["tabs.yaml", "potassium:\n\tvalue: 3", "not-yaml"],
  ["billion-laughs.yaml", laughs, "document-refused"],
  ["deep.yaml", "[".repeat(50_000), "document-too-deep"],
  ["huge.yaml", `note: ${"x".repeat(9_000_000)}`, "document-too-large"],
  ["latin-1.yaml", Uint8Array.from([0x6e, 0x6f, 0x74, 0x65, 0x3a, 0x20, 0xe6, 0xf8, 0xe5]), "file-not-utf8"],
  ["binary.edf", Uint8Array.from({ length: 512 }, (_, i) => (i * 131) & 255), "recording-format-unknown"],
  ["truncated.json", '{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Pat', "not-json"],
  ["truncated-case.json", '{"muscle-cramp": "present",', "not-yaml"],
  ["broken-line.ndjson", `${observation({})}\n{"resourceType":\n`, "not-json"],
  [
    "ten-megabyte-line.ndjson",
    `${observation({})}\n{"resourceType":"X","a":"${"x".repeat(36_000_000)}"}\n`,
    "line-too-long",
  ],
  ["not-a-resource.json", '{"resourceType":"Bundle","entry":[{"resource":{"id":"x"}}]}', "not-a-resource"],
  [
    "two-patients.json",
    '[{"resourceType":"Patient","id":"a"},{"resourceType":"Patient","id":"b"}]',
    "several-patients",
  ],
  ["fhir-wrong-unit.json", observation({ valueQuantity: { value: 3, unit: "kg" } }), "unit-not-convertible"],
  ["fhir-no-unit.json", observation({ valueQuantity: { value: 3 } }), "value-without-unit"],
  [
    "fhir-impossible.json",
    observation({ valueQuantity: { value: 300, unit: "mmol/L" } }),
    "value-implausible",
  ],
  [
    "fhir-future.json",
    observation({ effectiveDateTime: "2031-01-01", valueQuantity: { value: 3, unit: "mmol/L" } }),
    "record-after-day",
  ],
  ["no-such-day.yaml", "potassium: { value: 3, unit: mmol/L, at: 2026-02-30 }", "date-not-understood"],
  ["number-without-end.yaml", "potassium: 1e999 mmol/L", "value-not-a-quantity"],
  ["drugs-as-map.yaml", "drugs: { furosemide: 40 mg }", "drugs-not-a-list"],
  ["several-documents.yaml", "muscle-cramp: present\n---\nmuscle-cramp: absent\n", "not-yaml"],
  [
    "deep-without-brackets.yaml",
    Array.from({ length: 3000 }, (_, i) => `${" ".repeat(i)}a:\n`).join(""),
    "document-too-deep",
  ],
  ["utf-16.yaml", Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x3a, 0, 0x20, 0, 0x31, 0]), "file-not-utf8"],
  ["prototype.yaml", "__proto__: { muscle-cramp: present }", "unknown-finding"],
  ["empty-bundle.json", '{"resourceType":"Bundle","type":"collection","entry":[]}', "record-empty"],
  ["entry-of-lists.json", '{"resourceType":"Bundle","entry":[[[[]]]]}', "not-a-resource"],
  ["entry-as-map.json", '{"resourceType":"Bundle","entry":{"resource":{}}}', "not-a-resource"],
  [
    "fhir-no-such-day.json",
    observation({ effectiveDateTime: "2026-02-30", valueQuantity: { value: 3, unit: "mmol/L" } }),
    "record-date",
  ],
  [
    "fhir-no-such-period.json",
    '{"resourceType":"Condition","id":"c","onsetPeriod":{"start":"last year"},"code":{"text":"cramp"}}',
    "record-date",
  ],
  ["fhir-unborn.json", '{"resourceType":"Patient","id":"a","birthDate":"2031-01-01"}', "record-date"],
];

describe("bad input", () => {
  beforeAll(() => {
    for (const [name, content] of BROKEN) writeFileSync(join(folder, name), content);
  });

  it("comes in at least forty forms", () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(40);
  });

  it.each(BROKEN)("%s is answered with an issue, a place and a suggestion", async (name, _, code) => {
    const path = join(folder, name);
    const io = recordedIo();
    const exit = await runCommand(["assess", path, "--format", "json"], io);
    expect(exit).toBe(2);
    const report = JSON.parse(io.written.out);
    const issue = report.issues.find((one: { code: string }) => one.code === code);
    expect(issue, JSON.stringify(report.issues)).toBeDefined();
    expect(issue.message.length).toBeGreaterThan(20);
    expect(issue.suggestion?.length ?? 0).toBeGreaterThan(5);
    if (code !== "several-patients")
      expect(issue.place.file ?? issue.place.path).toMatch(
        /krampe-bad-input|^(Observation|Patient|Condition)\//,
      );
    expect(io.written.out + io.written.error).not.toMatch(/\n\s+at .*\.ts:\d+/);
  });

  it.each([
    ["with carriage returns", "muscle-cramp: present\r\nage: 40\r\n"],
    ["with a mark of byte order", "\uFEFFmuscle-cramp: present\nage: 40\n"],
  ])("a file %s is not bad", async (_, content) => {
    const path = join(folder, "other-editor.yaml");
    writeFileSync(path, content);
    const io = recordedIo();
    expect(await runCommand(["assess", path, "--format", "json"], io)).toBe(0);
    expect(JSON.parse(io.written.out).findings).toHaveLength(2);
  });

  it("offers the id of what is called by another name", async () => {
    const path = join(folder, "other-name.yaml");
    writeFileSync(path, "ck: 300 U/L\n");
    const io = recordedIo();
    expect(await runCommand(["assess", path], io)).toBe(2);
    expect(io.written.error).toContain("Did you mean 'creatine-kinase'?");
  });

  it("does not let the input steer the terminal", async () => {
    const path = join(folder, "escape.yaml");
    writeFileSync(path, "mus\u001b[31mcle: present\n");
    const io = recordedIo();
    await runCommand(["assess", path], io);
    expect(io.written.error).not.toContain("\u001b");
    expect(io.written.error).toContain("\\x1b");
  });

  it("is told in Norwegian too", async () => {
    const io = recordedIo("nb");
    await runCommand(["assess", join(folder, "wrong-unit.yaml")], io);
    expect(io.written.error).toContain("feil: Enheten «kg» kan ikke regnes om");
  });

  it("does not lose what can be used", async () => {
    const path = join(folder, "partly.yaml");
    writeFileSync(path, "musle-cramp: present\npotassium: 2.2 mmol/L\n");
    const io = recordedIo();
    expect(await runCommand(["assess", path, "--format", "json"], io)).toBe(2);
    const report = JSON.parse(io.written.out);
    expect(report.findings.map(({ id }: { id: string }) => id)).toContain("potassium");
    expect(report.redFlags.length).toBeGreaterThan(0);
  });

  it.each([
    [["assess"]],
    [["assess", "nowhere.yaml"]],
    [["assess", "x.yaml", "--format", "pdf"]],
    [["assess", "x.yaml", "--at", "yesterday"]],
    [["assess", "--wrong"]],
    [["ask", "x.yaml", "--most", "-3"]],
    [["asess", "x.yaml"]],
    [["knowledge", "chek"]],
    [["knowledge", "show", "nothing-of-that-name"]],
    [["knowledge", "check", "/nowhere"]],
    [["case", "run"]],
    [["serve", "--port", "99999999"]],
    [["serve", "--host", "0.0.0.0"]],
  ])("a call %j that cannot be carried out ends in a short answer", async (args) => {
    const io = recordedIo();
    expect(await runCommand(args, io)).toBeGreaterThan(0);
    expect(io.written.error.length).toBeGreaterThan(10);
    expect(io.written.error).not.toMatch(/\n\s+at .*\.ts:\d+/);
  });

  it("ends the real program with code 2 and without a stack trace", () => {
    const program = fileURLToPath(new URL("./bin/krampe.js", import.meta.url));
    const { status, stderr } = spawnSync(
      process.execPath,
      [program, "assess", join(folder, "unclosed.yaml")],
      { encoding: "utf8" },
    );
    expect(status).toBe(2);
    expect(stderr).toMatch(/unclosed\.yaml:\d+:\d+: error: This is not valid YAML/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
