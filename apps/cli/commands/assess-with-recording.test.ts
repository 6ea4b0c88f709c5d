import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PlainPattern, plainRecording } from "@krampe/core/pattern/testing/plain-muscle.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordedIo } from "../testing/recorded-io.ts";
import { assessCommand } from "./assess.ts";

const FS = 5000;
let folder: string;

/** A recording as a table with a clock. */
function table(pattern: PlainPattern): string {
  const [{ samples }] = plainRecording(pattern, { seed: 7, samplingFrequencyHz: FS, durationS: 8 }).channels;
  const lines = ["time (s),EMG (uV)"];
  samples.forEach((value, i) => {
    lines.push(`${(i / FS).toFixed(4)},${value.toFixed(2)}`);
  });
  return `${lines.join("\n")}\n`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "krampe-assess-"));
  writeFileSync(join(folder, "patient.yaml"), "age: 70 a\nsex: female\nmuscle-cramp: present\n");
  for (const pattern of ["cramp-discharge", "fibrillation"] as const)
    writeFileSync(join(folder, `${pattern}.csv`), table(pattern));
  writeFileSync(join(folder, "broken.edf"), "0       nothing of the kind");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function assess(...args: string[]) {
  const io = recordedIo();
  return { code: await assessCommand.run([...args, "--format", "json"], io), ...io.written };
}
const file = (name: string) => join(folder, name);

describe("krampe assess with a recording", () => {
  it("counts a named pattern as a finding with origin EMG", async () => {
    const { out } = await assess(
      file("patient.yaml"),
      file("cramp-discharge.csv"),
      "--context",
      "needle,rest,shortened",
    );
    expect(out).toContain('"emg-cramp-discharge"');
    expect(out).toMatch(/"origin":\s*"emg"/);
  });

  it("counts nothing when it was not told what the muscle did, and says what the recording was called", async () => {
    const { out, error } = await assess(file("patient.yaml"), file("cramp-discharge.csv"));
    expect(out + error).not.toContain("A cramp discharge");
    expect(out).not.toMatch(/"origin":\s*"emg"/);
    expect(out + error).toContain("recording-named");
  });

  it("keeps the rates of one unit and of all apart", async () => {
    const { out } = await assess(file("patient.yaml"), file("fibrillation.csv"), "--context", "needle,rest");
    expect(out).toContain('"emg-fibrillation"');
    expect(out).toContain('"emg-rate-per-unit"');
    expect(out).toContain('"emg-rate-composite"');
  });

  it("assesses the rest when a recording cannot be read, and says so", async () => {
    const { code, out, error } = await assess(file("patient.yaml"), file("broken.edf"));
    expect(code).toBe(2);
    expect(out.length).toBeGreaterThan(100);
    expect(out + error).toContain("broken.edf");
  });
});
