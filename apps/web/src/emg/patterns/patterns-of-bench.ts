/** The patterns of what was measured, named with the knowledge and the context that the reader gave. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { RecordingMeasurement } from "@krampe/core/measurement/types/recording.ts";
import { namePatterns } from "@krampe/core/pattern/name-patterns.ts";
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import type { PatternNames } from "@krampe/core/pattern/types/named-pattern.ts";
import { useEffect, useState } from "react";
import { knowledgeForAssessing } from "../../knowledge/fetched-knowledge.ts";
import type { Bench } from "../bench/workbench.ts";
import { joinedMeasurement } from "../report/joined-measurement.ts";

export interface BenchPatterns {
  readonly knowledge: Knowledge;
  readonly measurement: RecordingMeasurement;
  readonly names: PatternNames;
}

/** Undefined until something is measured and the knowledge has arrived. */
export function patternsOfBench(now: Bench, knowledge: Knowledge | undefined): BenchPatterns | undefined {
  const measurement = joinedMeasurement(now);
  if (!measurement || !knowledge) return undefined;
  const { context } = now;
  const isSame =
    last?.measurement === measurement && last.context === context && last.knowledge === knowledge;
  if (!last || !isSame)
    last = { measurement, context, knowledge, names: namePatterns(measurement, context, knowledge) };
  return last;
}

/** Naming takes a while where there are many stretches: what was named last is asked for by several parts of the page. */
let last: (BenchPatterns & { readonly context: PatternContext }) | undefined;

/** `failed`: it could not be fetched. */
export function useBenchKnowledge(): Knowledge | "failed" | undefined {
  const [knowledge, setKnowledge] = useState<Knowledge | "failed">();
  useEffect(() => {
    let isWanted = true;
    knowledgeForAssessing()
      .catch(() => "failed" as const)
      .then((loaded) => {
        if (isWanted) setKnowledge(loaded);
      });
    return () => {
      isWanted = false;
    };
  }, []);
  return knowledge;
}
