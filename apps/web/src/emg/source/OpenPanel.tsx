/** Where a recording comes from: files that are chosen or dropped, or an example from the simulated muscle. */
import { Button } from "@digdir/designsystemet-react";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { useEffect, useRef, useState } from "react";
import { address } from "../../app/route.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { openFiles } from "../bench/open-files.ts";
import { useStore } from "../bench/store.ts";
import { bench, openSource, stopOpening } from "../bench/workbench.ts";
import { IssueList } from "./IssueList.tsx";

export const EXAMPLES = [
  "cramp-discharge",
  "myotonic-discharge",
  "neuromyotonic-discharge",
  "myokymic-discharge",
  "fasciculation",
  "voluntary",
  "tremor",
  "silence",
] as const satisfies readonly SimulatedPattern[];

/** The bench before anything lies on it. */
export function OpenPanel() {
  const words = useWords({ en, nb }).open;
  const { state, issues } = useStore(bench);
  return (
    <div className="emg-open">
      <section className="emg-drop" aria-labelledby="emg-own">
        <h2 id="emg-own">{words.own}</h2>
        <p>{words.formats}</p>
        <ChooseFiles variant="primary" />
        <p className="emg-quiet">{words.local}</p>
      </section>
      {state === "opening" && (
        <div className="emg-inline">
          <span role="status" className="emg-busy">
            {words.opening}
          </span>
          <Button data-size="sm" variant="secondary" onClick={stopOpening}>
            {words.stop}
          </Button>
        </div>
      )}
      {state === "refused" && (
        <section className="emg-refused" role="alert">
          <h2>{words.refused}</h2>
          <IssueList issues={issues} />
        </section>
      )}
      <section aria-labelledby="emg-examples">
        <h2 id="emg-examples">{words.examples}</h2>
        <p>
          {words.simulated} <a href={address("emg", "atlas")}>{words.atlas}</a>
        </p>
        <ul className="emg-examples">
          {EXAMPLES.map((pattern) => (
            <li key={pattern}>
              <button type="button" onClick={() => openSource({ kind: "simulated", pattern, seed: 1 })}>
                <strong>{words.patterns[pattern].name}</strong>
                <span>{words.patterns[pattern].what}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface ChooseProperties {
  readonly variant: "primary" | "secondary";
  readonly size?: "sm" | "md";
}

export function ChooseFiles({ variant, size = "md" }: ChooseProperties) {
  const words = useWords({ en, nb }).open;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant={variant} data-size={size} onClick={() => input.current?.click()}>
        {words.choose}
      </Button>
      <input
        ref={input}
        id="emg-files"
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={words.choose}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0) void openFiles(files);
        }}
      />
    </>
  );
}

/** The whole page takes files that are dropped on it. */
export function DropAnywhere() {
  const words = useWords({ en, nb }).open;
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => {
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void openFiles(files);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", left);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", left);
      window.removeEventListener("drop", dropped);
    };
  }, []);
  return isOver ? <div className="emg-dropping">{words.drop}</div> : null;
}
