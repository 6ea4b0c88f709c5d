/** The worker in which files and pasted text are read: away from the page, and ended from outside if it takes too long. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { forgetFailures, once, wholeKnowledge } from "../knowledge/fetched-knowledge.ts";
import { readLabReport } from "./lab-report.ts";
import { readFile } from "./read-file.ts";
import { MOST_REPORT_CHARACTERS, type ReadingAnswer, type ReadingRequest } from "./reading-messages.ts";

const compiled = once(async () => compileKnowledge(await wholeKnowledge()));

self.addEventListener("message", async ({ data }: MessageEvent<ReadingRequest>) => {
  try {
    self.postMessage(await answer(data));
  } catch (error) {
    forgetFailures();
    self.postMessage({ kind: "refused", issues: [failed(error)] } satisfies ReadingAnswer);
  }
});

async function answer(request: ReadingRequest): Promise<ReadingAnswer> {
  const knowledge = await compiled();
  if (request.kind === "file") return readFile(request, knowledge);
  const text = request.text.slice(0, MOST_REPORT_CHARACTERS);
  return { kind: "report", lines: readLabReport(text, knowledge.findings, request.today) };
}

function failed(error: unknown) {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "reading-failed",
    severity: "error",
    message: { en: `It could not be read: ${reason}`, nb: `Det lot seg ikke lese: ${reason}` },
  } as const;
}
