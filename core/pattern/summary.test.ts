import { describe, expect, it } from "vitest";
import type { Verdict } from "../assessment/verdict.ts";
import { summaryOf } from "./summary.ts";
import type { NamedPattern } from "./types/named-pattern.ts";

const PATTERNS = [
  { id: "cramp-discharge", group: "pathological" },
  { id: "voluntary", group: "physiological" },
  { id: "artefact", group: "technical" },
  { id: "silence", group: "none" },
  { id: "undetermined", group: "none" },
] as never;

const entry = (id: string, fromS: number, toS: number, verdict: Verdict = "likely"): NamedPattern => ({
  id,
  label: { en: id, nb: id },
  verdict,
  balance: 4,
  for: [],
  against: [],
  missing: [],
  page: [],
  channel: "EMG",
  channelIndex: 0,
  fromS,
  toS,
  between: [],
  settledBy: [],
  alternatives: [],
});
const summary = (...timeline: NamedPattern[]) => summaryOf(timeline, PATTERNS);

describe("the name of a recording", () => {
  it("is the pathological one if it lasts a second, whatever else is longer", () => {
    expect(summary(entry("voluntary", 0, 50), entry("cramp-discharge", 50, 51.5)).id).toBe("cramp-discharge");
  });

  it("is not one that takes an instant", () => {
    expect(summary(entry("voluntary", 0, 50), entry("cramp-discharge", 50, 50.3)).id).toBe("voluntary");
  });

  it("is undetermined when more is undetermined than named", () => {
    expect(summary(entry("voluntary", 0, 4), entry("undetermined", 4, 10)).id).toBe("undetermined");
    expect(summary(entry("voluntary", 0, 7), entry("undetermined", 7, 10)).id).toBe("voluntary");
  });

  it("is silence only where hardly anything else is", () => {
    expect(summary(entry("silence", 0, 20)).id).toBe("silence");
    expect(summary(entry("silence", 0, 10), entry("undetermined", 10, 13)).id).toBe("undetermined");
  });

  it("lists what is shown, the longest first", () => {
    const { shown } = summary(entry("silence", 0, 3), entry("voluntary", 3, 9), entry("silence", 9, 12.5));
    expect(shown.map(({ id, seconds }) => [id, seconds])).toEqual([
      ["silence", 6.5],
      ["voluntary", 6],
    ]);
  });

  it("of nothing at all is undetermined", () => {
    expect(summary()).toMatchObject({ id: "undetermined", verdict: "open", shown: [] });
  });
});
