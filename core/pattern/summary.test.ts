import { describe, expect, it } from "vitest";
import type { Verdict } from "../assessment/verdict.ts";
import type { Pattern } from "../knowledge/knowledge.ts";
import { summaryOf } from "./summary.ts";
import type { NamedPattern } from "./types/named-pattern.ts";

const PATTERNS: readonly Pattern[] = [
  { id: "cramp-discharge", group: "pathological" },
  { id: "voluntary", group: "physiological" },
  { id: "artefact", group: "technical" },
  { id: "silence", group: "none" },
  { id: "undetermined", group: "none" },
] as never;

const entry = (
  id: string,
  fromS: number,
  toS: number,
  verdict: Verdict = "likely",
  place: Partial<Pick<NamedPattern, "kind" | "channelIndex">> = {},
): NamedPattern => ({
  kind: id === "silence" ? "quiet" : "active",
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
  ...place,
});
const summary = (...timeline: NamedPattern[]) => summaryOf(timeline, PATTERNS);

describe("the name of a recording", () => {
  it("is the pathological one, however long it is silent before and after", () => {
    expect(summary(entry("silence", 0, 500), entry("cramp-discharge", 500, 501.5)).id).toBe(
      "cramp-discharge",
    );
  });

  it("is not one that takes an instant", () => {
    expect(summary(entry("voluntary", 0, 50), entry("cramp-discharge", 50, 50.3)).id).toBe("voluntary");
  });

  it("is what the patient did at will, when a pathological name holds for moments of it, which are told beside it", () => {
    const { id, beside } = summary(entry("voluntary", 0, 391), entry("cramp-discharge", 391, 396.2));
    expect(id).toBe("voluntary");
    expect(beside).toEqual([
      {
        id: "cramp-discharge",
        label: { en: "cramp-discharge", nb: "cramp-discharge" },
        verdict: "likely",
        seconds: expect.closeTo(5.2),
        holds: false,
      },
    ]);
  });

  it("is the pathological one when that takes a quarter of the two, or comes back after each effort", () => {
    expect(summary(entry("voluntary", 0, 30), entry("cramp-discharge", 30, 41)).id).toBe("cramp-discharge");
    const efforts = [0, 20, 40].flatMap((at) => [
      entry("voluntary", at, at + 10),
      entry("cramp-discharge", at + 11, at + 13),
    ]);
    expect(summary(...efforts).id).toBe("cramp-discharge");
    expect(summary(...efforts).beside).toEqual([]);
  });

  it("tells another pathological pattern that takes its share as one that holds", () => {
    const { id, beside } = summaryOf(
      [entry("fibrillation", 0, 30), entry("silence", 30, 60), entry("cramp-discharge", 60, 75)],
      [...PATTERNS, { id: "fibrillation", group: "pathological" }] as never,
    );
    expect(id).toBe("fibrillation");
    expect(beside).toMatchObject([{ id: "cramp-discharge", holds: true }]);
  });

  it("is the pathological one when it fills one channel of many", () => {
    const other = (channelIndex: number) => entry("voluntary", 0, 20, "likely", { channelIndex });
    expect(summary(entry("cramp-discharge", 0, 20), other(1), other(2), other(3), other(4)).id).toBe(
      "cramp-discharge",
    );
  });

  it("is undetermined when a moment has a name and the rest of a long activity has none", () => {
    const { id, beside } = summary(entry("undetermined", 0, 100, "open"), entry("cramp-discharge", 100, 102));
    expect(id).toBe("undetermined");
    expect(beside.map((one) => one.id)).toEqual(["cramp-discharge"]);
  });

  it("is silence, although a part is missing or a needle was moved once", () => {
    const missing = entry("artefact", 10, 11, "likely", { kind: "masked" });
    expect(summary(entry("silence", 0, 10), missing, entry("silence", 11, 25)).id).toBe("silence");
    expect(summary(entry("silence", 0, 30), entry("artefact", 30, 32), entry("silence", 32, 35)).id).toBe(
      "silence",
    );
  });

  it("is artefact when artefacts come back, or most of the recording is missing", () => {
    const knocks = [0, 20, 40, 60].flatMap((at) => [
      entry("silence", at, at + 15),
      entry("artefact", at + 15, at + 16),
    ]);
    expect(summary(...knocks).id).toBe("artefact");
    const missing = entry("artefact", 10, 25, "likely", { kind: "masked" });
    expect(summary(entry("silence", 0, 10), missing).id).toBe("artefact");
  });

  it("does not let a channel that may or may not be silent hide what the other one does", () => {
    const unsure = entry("undetermined", 0, 20, "open", { kind: "quiet", channelIndex: 1 });
    expect(summary(entry("voluntary", 0, 8), unsure).id).toBe("voluntary");
    expect(summary(entry("silence", 0, 8), unsure).id).toBe("undetermined");
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
    expect(summary()).toMatchObject({ id: "undetermined", verdict: "open", beside: [], shown: [] });
  });
});
