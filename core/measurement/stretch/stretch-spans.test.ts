import { describe, expect, it } from "vitest";
import { stretchSpans } from "./stretch-spans.ts";

const track = (lengthS: number, masked?: { fromS: number; toS: number }) => ({
  meanSquares: Float32Array.from({ length: lengthS * 1000 }, (_, bin) =>
    masked && bin >= masked.fromS * 1000 && bin < masked.toS * 1000 ? Number.NaN : 1,
  ),
  binS: 0.001,
  startS: 0,
});
const kinds = (spans: ReturnType<typeof stretchSpans>) => spans.map(({ kind }) => kind);

describe("a recording cut into stretches", () => {
  it("without activity is one quiet stretch", () => {
    expect(stretchSpans(track(5), [])).toEqual([{ kind: "quiet", fromS: 0, toS: 5, active: [] }]);
  });

  it("keeps contractions two seconds apart as two, with the quiet between them told", () => {
    const spans = stretchSpans(track(12), [
      { fromS: 2, toS: 4 },
      { fromS: 6, toS: 9 },
    ]);
    expect(kinds(spans)).toEqual(["quiet", "active", "quiet", "active", "quiet"]);
  });

  it("takes single discharges seconds apart as one stretch", () => {
    const twitches = [1, 4, 9.5, 11].map((fromS) => ({ fromS, toS: fromS + 0.01 }));
    const active = stretchSpans(track(15), twitches).filter(({ kind }) => kind === "active");
    expect(active).toHaveLength(1);
    expect(active[0].active).toEqual(twitches);
  });

  it("tells what is masked, and no quiet in it", () => {
    const spans = stretchSpans(track(6, { fromS: 2, toS: 3 }), []);
    expect(kinds(spans)).toEqual(["quiet", "masked", "quiet"]);
    expect(spans[1]).toMatchObject({ fromS: 2, toS: 3 });
  });
});
