import type { ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { Stretch } from "@krampe/core/measurement/types/stretch.ts";
import type { FeatureSeen, NamedPattern, PatternArgument } from "@krampe/core/pattern/types/named-pattern.ts";
import { describe, expect, it } from "vitest";
import { argumentParts } from "./argument-parts.ts";

const dischargesS = [
  ...Array.from({ length: 12 }, (_, i) => 2 + i),
  ...Array.from({ length: 30 }, (_, i) => 20 + i * 0.1),
];
const on = { fromS: 0, toS: 40 };
const value = { value: 10, low: 9, high: 11, unit: "Hz", count: 20, confidence: 0.95 };
const stretch: Stretch = {
  ...on,
  kind: "active",
  features: {
    "stretch-kind": { value: { option: "active" }, on },
    "unit-rate": { value, on: { fromS: 2, toS: 23 }, train: "s1" },
    "onset-seen": { value: { option: "yes" }, on },
    "composite-rate": { value, on },
  },
  trains: [{ id: "s1", dischargesS, amplitudes: dischargesS.map(() => 50) }],
  lookedAt: [on],
};
const channels = [
  { stretches: [stretch], bursts: [] as ChannelMeasurement["bursts"] } as unknown as ChannelMeasurement,
];
const entry = { channelIndex: 0, ...on } as NamedPattern;

function resting(...features: readonly Partial<FeatureSeen>[]): PatternArgument {
  return { features, ...on } as PatternArgument;
}

describe("the parts of the signal that an argument rests on", () => {
  it("are where its numbers are seen, narrowest first, without the whole stretch", () => {
    const parts = argumentParts(
      resting({ id: "stretch-kind" }, { id: "unit-rate" }, { id: "onset-seen" }),
      entry,
      { channels },
    );
    expect(parts.map(({ kind }) => kind)).toEqual(["onset", "run"]);
    expect(parts[1].fromS).toBeCloseTo(20, 6);
    expect(parts[1].dischargesS).toHaveLength(30);
  });

  it("are those of the features from which a sign follows", () => {
    const sign = { id: "fires-fast", by: [{ id: "unit-rate" } as FeatureSeen] };
    expect(argumentParts(resting(sign), entry, { channels })[0].kind).toBe("run");
  });

  it("are the stretch itself where nothing narrower is known", () => {
    const parts = argumentParts(resting({ id: "composite-rate" }, { id: "electrode" }), entry, { channels });
    expect(parts).toEqual([{ kind: "stretch", ...on, dischargesS: [] }]);
  });
});
