/** Whether a finding that does not stand first is shown all the same. */
import type { Assessing } from "../assessing.ts";

/** It was answered, or a record says that it is there. What a record says is absent would fill the page. */
export function isShownAnyway(id: string, { patient, findings }: Assessing): boolean {
  if (id in patient.answers) return true;
  const finding = findings.get(id);
  return finding?.origin !== undefined && finding.origin !== "derived" && finding.value.kind !== "absent";
}
