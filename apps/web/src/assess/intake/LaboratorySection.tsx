/** The laboratory table: value, unit and interval of each test, and the pasting of a whole report. */
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import { memo, useId } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import type { WrittenQuantity } from "../patient/patient.ts";
import { sameContent } from "../same-content.ts";
import { Flag } from "./FindingRow.tsx";
import { PasteReport } from "./PasteReport.tsx";
import {
  FromRecord,
  IssueText,
  MarkSign,
  type QuantityState,
  quantityState,
  tell,
  UnitChoice,
  ValueInput,
} from "./QuantityField.tsx";
import { readLimit, writtenInterval } from "./quantity-answer.ts";
import { useTyped } from "./use-typed.ts";

export function LaboratoryTable({ quantities }: { readonly quantities: readonly FindingDefinition[] }) {
  const words = useWords({ en, nb }).laboratory;
  const { compiled, findings } = useAssessing();
  const calculated = compiled.findings.filter(({ formula, id }) => formula && findings.has(id));
  return (
    <>
      <PasteReport />
      <table className="laboratory">
        <thead>
          <tr>
            <th scope="col">{words.test}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.unit}</th>
            <th scope="col">{words.interval}</th>
            <th scope="col">{words.mark}</th>
          </tr>
        </thead>
        <tbody>
          {quantities.map((definition) => (
            <LaboratoryRow key={definition.id} definition={definition} />
          ))}
          {calculated.map((definition) => (
            <CalculatedRow key={definition.id} definition={definition} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function LaboratoryRow({ definition }: { readonly definition: FindingDefinition }) {
  const assessing = useAssessing();
  const state = quantityState(definition, assessing);
  return <TestRow definition={definition} state={state} flagged={assessing.flagged.has(definition.id)} />;
}

/** Drawn again only when something of this test is another. */
const TestRow = memo(function TestRow({
  definition,
  state: { written, resources, issue, mark, interval, severalIntervals },
  flagged,
}: {
  readonly definition: FindingDefinition;
  readonly state: QuantityState;
  readonly flagged: boolean;
}) {
  const words = useWords({ en, nb });
  const { language } = useKnown();
  const noteId = useId();
  return (
    <tr data-flagged={flagged || undefined}>
      <th scope="row">
        {flagged && <Flag label={words.states.flag} />}
        {definition.label[language]}
      </th>
      <td>
        <ValueInput definition={definition} written={written} issue={issue} describedBy={noteId} />
      </td>
      <td>
        <UnitChoice definition={definition} written={written} />
      </td>
      <td>
        <span className="interval">
          <LimitInput
            definition={definition}
            written={written}
            side="low"
            ours={interval?.whose === "krampe" ? inUnit(interval.low, written, definition) : undefined}
          />
          <span aria-hidden="true">–</span>
          <LimitInput
            definition={definition}
            written={written}
            side="high"
            ours={interval?.whose === "krampe" ? inUnit(interval.high, written, definition) : undefined}
          />
        </span>
      </td>
      <td id={noteId} className="laboratory-mark">
        {issue ? (
          <IssueText issue={issue} />
        ) : mark ? (
          <MarkSign mark={mark} />
        ) : (
          severalIntervals &&
          written.value !== "" && <span className="quiet">{words.quantity.dependsOnPatient}</span>
        )}
        <FromRecord resources={resources} />
      </td>
    </tr>
  );
}, sameContent);

/** Our bound is shown only in our own unit, so that nothing is converted twice. */
function inUnit(
  bound: number | undefined,
  { unit }: WrittenQuantity,
  definition: FindingDefinition,
): number | undefined {
  return unit === (definition.unit ?? "1") ? bound : undefined;
}

/** A limit of the laboratory; ours stands there greyed while none is given. */
function LimitInput({
  definition,
  written,
  side,
  ours,
}: {
  readonly definition: FindingDefinition;
  readonly written: WrittenQuantity;
  readonly side: "low" | "high";
  readonly ours: number | undefined;
}) {
  const words = useWords({ en, nb });
  const { language } = useKnown();
  const own = written[side];
  const typed = useTyped(own === undefined ? "" : writeNumber(own, language), (text) => {
    const { [side]: _, ...rest } = written;
    const limit = readLimit(text);
    tell(definition, limit === undefined ? rest : { ...rest, [side]: limit });
  });
  return (
    <input
      {...typed}
      className="ds-input interval-limit"
      inputMode="decimal"
      autoComplete="off"
      placeholder={ours === undefined ? words.laboratory[side] : writeNumber(ours, language)}
      aria-label={words.quantity[side](definition.label[language])}
    />
  );
}

function CalculatedRow({ definition }: { readonly definition: FindingDefinition }) {
  const words = useWords({ en, nb }).quantity;
  const assessing = useAssessing();
  const { mark, unit, interval } = quantityState(definition, assessing);
  const reported = assessing.report.findings.find(({ id }) => id === definition.id);
  const { language } = assessing;
  return (
    <tr className="calculated">
      <th scope="row">
        {definition.label[language]} <span className="quiet">({words.calculated})</span>
      </th>
      <td>{typeof reported?.value === "number" ? writeNumber(reported.value, language) : reported?.value}</td>
      <td>{writeUnit(unit, language)}</td>
      <td>{interval && <span className="quiet">{writtenInterval(interval, "1", language)}</span>}</td>
      <td className="laboratory-mark">
        <MarkSign mark={mark} />
      </td>
    </tr>
  );
}
