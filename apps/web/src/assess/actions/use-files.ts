/** Opening: a file, or the text of one, through the worker, and what came of it. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import { createContext, useContext, useMemo, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { askWorker } from "../../reading/ask-worker.ts";
import { MOST_BYTES, type PatientOfRecord, type ReadingAnswer } from "../../reading/reading-messages.ts";
import { announce } from "../announce/announce.ts";
import { dispatch } from "../patient/session-store.ts";

export interface Files {
  /** What is being read, refused, or waits for a choice. */
  readonly state:
    | { readonly kind: "idle" | "reading" }
    | { readonly kind: "refused"; readonly issues: readonly Issue[] }
    | { readonly kind: "which-patient"; readonly file: File; readonly patients: readonly PatientOfRecord[] };
  openFile(file: File, patient?: string): Promise<void>;
  openText(text: string): Promise<void>;
  close(): void;
}

export const FilesContext = createContext<Files | undefined>(undefined);

export function useFiles(): Files {
  const files = useContext(FilesContext);
  if (!files) throw new Error("useFiles needs a FilesContext around it");
  return files;
}

export function useFileReading(today: string): Files {
  const words = useWords({ en, nb }).actions;
  const [state, setState] = useState<Files["state"]>({ kind: "idle" });
  return useMemo<Files>(() => {
    function take(answer: ReadingAnswer, file: File) {
      setState({ kind: "idle" });
      if (answer.kind === "case") dispatch({ kind: "load", patient: answer.patient });
      else if (answer.kind === "record")
        dispatch({ kind: "add-record", record: answer.record, issues: answer.issues });
      else if (answer.kind === "which-patient") setState({ ...answer, file });
      else if (answer.kind === "refused") setState(answer);
      if (answer.kind === "case" || answer.kind === "record") announce(words.opened(file.name));
    }
    async function openFile(file: File, patient?: string) {
      setState({ kind: "reading" });
      if (file.size > MOST_BYTES) return setState({ kind: "refused", issues: [tooLarge(file)] });
      const bytes = await file.arrayBuffer();
      const { name } = file;
      take(
        await askWorker({ kind: "file", name, bytes, today, ...(patient !== undefined && { patient }) }),
        file,
      );
    }
    return {
      state,
      openFile,
      openText: (text) => openFile(new File([text], "krampe.yaml")),
      close: () => setState({ kind: "idle" }),
    };
  }, [state, words, today]);
}

function tooLarge({ name, size }: File): Issue {
  const [mega, most] = [Math.ceil(size / 1_000_000), MOST_BYTES / 1_000_000];
  return {
    code: "file-too-large",
    severity: "error",
    message: {
      en: `The file has ${mega} MB; at most ${most} MB are read.`,
      nb: `Filen er på ${mega} MB; det leses høyst ${most} MB.`,
    },
    suggestion: { en: "Export one patient.", nb: "Eksporter én pasient." },
    place: { file: name },
  };
}
