/** The whole page takes a file that is dropped on it. */
import { type ReactNode, useEffect, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useFiles } from "./use-files.ts";

export function DropZone({ children }: { readonly children: ReactNode }) {
  const words = useWords({ en, nb }).files;
  const { openFile } = useFiles();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const isOver = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      setOver(false);
      openFile(file);
    };
    window.addEventListener("dragover", isOver);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", isOver);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", dropped);
    };
  }, [openFile]);

  return (
    <>
      {children}
      {over && (
        <div className="drop-here">
          <p>{words.drop}</p>
        </div>
      )}
    </>
  );
}
