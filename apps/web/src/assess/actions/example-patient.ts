/** An example as a patient on the screen. */
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { Patient } from "../patient/patient.ts";
import { patientOfCase } from "../patient/patient-of-case.ts";
import type { Example } from "./Examples.tsx";

export function patientOfExample({ content }: Example, compiled: CompiledKnowledge, today: string): Patient {
  const document = {
    value: content,
    placeOf: (path: readonly (string | number)[]) => ({ path: path.join(".") }),
  };
  return { ...patientOfCase(document, compiled, today), name: content.name };
}
