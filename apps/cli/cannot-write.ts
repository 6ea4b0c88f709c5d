/** A file or folder that could not be written, as an issue; `reason` is what the operating system said. */
import type { Issue } from "@krampe/core/issue/issue.ts";

export function cannotWrite(path: string, reason: string): Issue {
  return {
    code: "cannot-write",
    severity: "error",
    message: { en: `${path} could not be written: ${reason}`, nb: `${path} kunne ikke skrives: ${reason}` },
    suggestion: {
      en: "Check that the folder exists or can be made, that it may be written to, and that there is room.",
      nb: "Se etter at mappen finnes eller kan lages, at den kan skrives i, og at det er plass.",
    },
    place: { file: path },
  };
}
