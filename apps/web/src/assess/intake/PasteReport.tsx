/** A report copied from the journal: read in the worker, shown line by line, and taken only when the reader says so. */
import { Button } from "@digdir/designsystemet-react";
import { writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import { useId, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { askWorker } from "../../reading/ask-worker.ts";
import type { ReportLine } from "../../reading/lab-report.ts";
import { announce } from "../announce/announce.ts";
import { useAssessing } from "../assessing.ts";
import type { Answer, WrittenQuantity } from "../patient/patient.ts";
import { dispatch } from "../patient/session-store.ts";
import { unitsOf, writtenInterval } from "./quantity-answer.ts";

export function PasteReport() {
  const words = useWords({ en, nb }).laboratory;
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <div className="paste">
      <Button
        variant="secondary"
        data-size="sm"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {words.paste}
      </Button>
      <div id={panel} hidden={!open}>
        {open && <PastePanel onDone={() => setOpen(false)} />}
      </div>
    </div>
  );
}

function PastePanel({ onDone }: { readonly onDone: () => void }) {
  const words = useWords({ en, nb }).laboratory;
  const { today } = useAssessing();
  const [text, setText] = useState("");
  const [lines, setLines] = useState<readonly ReportLine[]>();
  const [isReading, setReading] = useState(false);
  const textId = useId();
  const noteId = useId();

  async function read() {
    setReading(true);
    const answer = await askWorker({ kind: "report", text, today });
    setReading(false);
    setLines(answer.kind === "report" ? answer.lines : []);
  }

  return (
    <div className="paste-panel">
      <label htmlFor={textId}>{words.pasteLabel}</label>
      <textarea
        id={textId}
        className="ds-input"
        rows={6}
        value={text}
        aria-describedby={noteId}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={noteId} className="quiet">
        {words.pasteNote}
      </p>
      <div className="buttons">
        <Button data-size="sm" onClick={read} disabled={text.trim() === "" || isReading}>
          {isReading ? words.reading : words.read}
        </Button>
        <Button data-size="sm" variant="tertiary" onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
      {lines && <PastedLines key={lines.map(({ line }) => line).join("\n")} lines={lines} onDone={onDone} />}
    </div>
  );
}

function PastedLines({
  lines,
  onDone,
}: {
  readonly lines: readonly ReportLine[];
  readonly onDone: () => void;
}) {
  const words = useWords({ en, nb });
  const { definition, language } = useAssessing();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [units, setUnits] = useState<Readonly<Record<number, string>>>({});

  const taken = lines.flatMap((line, index): (readonly [string, WrittenQuantity])[] => {
    if (left.has(index)) return [];
    if (line.outcome === "read") return [[line.id, line.answer]];
    const unit = units[index];
    return line.outcome === "unit-missing" && unit ? [[line.id, { ...line.answer, unit }]] : [];
  });

  function add() {
    const answers: Record<string, Answer> = Object.fromEntries(taken);
    dispatch({ kind: "answers", answers });
    announce(words.laboratory.added(Object.keys(answers).length));
    onDone();
  }

  return (
    <div className="pasted">
      <p role="status">
        {words.laboratory.result(lines.filter(({ outcome }) => outcome === "read").length, lines.length)}
      </p>
      <ul>
        {lines.map((line, index) => {
          const known = line.outcome === "not-understood" ? undefined : definition(line.id);
          const name = known?.label[language] ?? "";
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one report do not move
            <li key={index} data-outcome={line.outcome}>
              <code>{line.line}</code>
              {line.outcome === "read" && known && (
                <label className="tick">
                  <input
                    type="checkbox"
                    className="ds-input"
                    checked={!left.has(index)}
                    aria-label={words.laboratory.take(name)}
                    onChange={() => setLeft(toggled(left, index))}
                  />
                  <span>
                    {name}: <strong>{line.answer.value}</strong> {writeUnit(line.answer.unit, language)}{" "}
                    <span className="quiet">{intervalText(line.answer)}</span>
                  </span>
                </label>
              )}
              {line.outcome === "unit-missing" && known && (
                <span className="pasted-unit">
                  {name}: <strong>{line.answer.value}</strong>{" "}
                  <select
                    className="ds-input"
                    aria-label={`${words.laboratory.chooseUnit}: ${name}`}
                    value={units[index] ?? ""}
                    onChange={(event) => setUnits({ ...units, [index]: event.target.value })}
                  >
                    <option value="">{words.laboratory.chooseUnit}</option>
                    {unitsOf(known, "").map((unit) => (
                      <option key={unit} value={unit}>
                        {writeUnit(unit, language) || unit}
                      </option>
                    ))}
                  </select>
                </span>
              )}
              {line.outcome === "refused" && <span className="issue">{line.issue.message[language]}</span>}
              {line.outcome === "not-understood" && (
                <span className="quiet">{words.laboratory.notUnderstood}</span>
              )}
            </li>
          );
        })}
      </ul>
      <Button data-size="sm" onClick={add} disabled={taken.length === 0}>
        {words.laboratory.add(taken.length)}
      </Button>
    </div>
  );

  function intervalText({ low, high, unit }: WrittenQuantity): string {
    return low === undefined && high === undefined
      ? ""
      : `(${writtenInterval({ low, high }, unit, language)})`;
  }
}

function toggled(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const changed = new Set(set);
  if (!changed.delete(one)) changed.add(one);
  return changed;
}
