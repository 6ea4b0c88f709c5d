/** A number with its unit, and the interval it is held against. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { possibleIntervals } from "@krampe/core/knowledge/reference-intervals.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import { memo, useId } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { type Assessing, useAssessing, useKnown } from "../assessing.ts";
import { answerOfFinding } from "../patient/answer-of-finding.ts";
import type { WrittenQuantity } from "../patient/patient.ts";
import { dispatch } from "../patient/session-store.ts";
import { sameContent } from "../same-content.ts";
import { writtenResources } from "../written-finding.ts";
import { limitsOf } from "./limits.ts";
import {
  answerFrom,
  asWritten,
  type Mark,
  markOf,
  unitsOf,
  withTyped,
  writtenInterval,
} from "./quantity-answer.ts";
import { useTyped } from "./use-typed.ts";

export function QuantityField({ definition }: { readonly definition: FindingDefinition }) {
  return <Quantity definition={definition} state={quantityState(definition, useAssessing())} />;
}

/** Drawn again only when something of this quantity is another. */
const Quantity = memo(function Quantity({
  definition,
  state: { written, resources, mark, interval, issue, unit },
}: {
  readonly definition: FindingDefinition;
  readonly state: QuantityState;
}) {
  const noteId = useId();
  return (
    <span className="quantity">
      <ValueInput definition={definition} written={written} issue={issue} describedBy={noteId} />
      <UnitChoice definition={definition} written={written} />
      <span className="quantity-note" id={noteId}>
        {issue ? (
          <IssueText issue={issue} />
        ) : (
          <>
            <MarkSign mark={mark} />
            {interval ? <IntervalText interval={interval} unit={unit} /> : <Limits definition={definition} />}
            <FromRecord resources={resources} />
          </>
        )}
      </span>
    </span>
  );
}, sameContent);

export type QuantityState = ReturnType<typeof quantityState>;

/** The resources that the value came from; nothing for an answer that was given here. */
export function FromRecord({ resources }: { readonly resources: string }) {
  const words = useWords({ en, nb }).states;
  return resources === "" ? null : <span className="quiet"> {`${words.record}: ${resources}`}</span>;
}

/** What the fields of one quantity show. */
export function quantityState(definition: FindingDefinition, assessing: Assessing) {
  const { patient, findings, report, issues, consultation, compiled } = assessing;
  const finding = findings.get(definition.id);
  const answered = patient.answers[definition.id];
  const reported = finding && report.findings.find(({ id }) => id === definition.id);
  const { values } = consultation.situation;
  const possible = possibleIntervals(definition, values[compiled.sex], values[compiled.age]);
  const ours = possible.length === 1 ? { ...possible[0], whose: "krampe" as const } : undefined;
  const fromRecord = answered === undefined && finding && finding.origin !== "derived" ? finding : undefined;
  const answer = fromRecord ? answerOfFinding(fromRecord, definition) : answered;
  const written = asWritten(answer, definition, assessing.language);
  const interval = reported?.interval ?? ours;
  return {
    written,
    resources: fromRecord ? writtenResources(fromRecord) : "",
    interval,
    severalIntervals: possible.length > 1,
    unit: definition.unit ?? "1",
    mark: markOf(finding?.value, interval),
    issue: issues.find(({ place }) => place?.path === definition.id),
  };
}

export function ValueInput({
  definition,
  written,
  issue,
  describedBy,
}: {
  readonly definition: FindingDefinition;
  readonly written: WrittenQuantity;
  readonly issue: Issue | undefined;
  readonly describedBy: string;
}) {
  const words = useWords({ en, nb }).quantity;
  const { language } = useKnown();
  const typed = useTyped(written.value, (text) => tell(definition, withTyped(text, written, definition)));
  return (
    <input
      {...typed}
      className="ds-input quantity-value"
      inputMode="decimal"
      autoComplete="off"
      aria-label={words.value(definition.label[language])}
      aria-invalid={issue ? true : undefined}
      aria-describedby={describedBy}
      data-finding={definition.id}
    />
  );
}

export function UnitChoice({
  definition,
  written,
}: {
  readonly definition: FindingDefinition;
  readonly written: WrittenQuantity;
}) {
  const words = useWords({ en, nb }).quantity;
  const { language } = useKnown();
  const units = unitsOf(definition, written.unit);
  if (units.length === 1) return <span className="quantity-unit">{writeUnit(units[0], language)}</span>;
  return (
    <select
      className="ds-input quantity-unit"
      aria-label={words.unit(definition.label[language])}
      value={written.unit}
      onChange={(event) => tell(definition, { ...written, unit: event.target.value })}
    >
      {units.map((unit) => (
        <option key={unit} value={unit}>
          {writeUnit(unit, language) || unit}
        </option>
      ))}
    </select>
  );
}

/** `unit` alone is kept as well, so that it can be chosen before the number is typed. */
export function tell({ id, unit }: FindingDefinition, written: WrittenQuantity): void {
  const answer = answerFrom(written);
  const keepsUnit = answer === undefined && written.unit !== (unit ?? "1");
  dispatch({ kind: "answer", id, answer: keepsUnit ? { value: "", unit: written.unit } : answer });
}

const SHAPES: Readonly<Record<Mark, string>> = { below: "▼", within: "✓", above: "▲" };

export function MarkSign({ mark }: { readonly mark: Mark | undefined }) {
  const words = useWords({ en, nb }).quantity;
  if (!mark) return null;
  return (
    <strong className="mark" data-mark={mark}>
      <span aria-hidden="true">{SHAPES[mark]}</span> {words[mark]}
    </strong>
  );
}

export function IntervalText({
  interval,
  unit,
}: {
  readonly interval: {
    readonly low?: number;
    readonly high?: number;
    readonly whose: "laboratory" | "krampe";
  };
  readonly unit: string;
}) {
  const words = useWords({ en, nb }).quantity;
  const { language } = useKnown();
  const whose = interval.whose === "laboratory" ? words.laboratorys : words.ours;
  return (
    <span>
      {writtenInterval(interval, unit, language)} <span className="quiet">({whose})</span>
    </span>
  );
}

/** Where no interval applies: the limits that anything in the knowledge holds the value against. */
function Limits({ definition }: { readonly definition: FindingDefinition }) {
  const words = useWords({ en, nb }).quantity;
  const { compiled, language } = useKnown();
  const limits = limitsOf(definition, compiled);
  if (limits.length === 0) return null;
  const unit = writeUnit(definition.unit ?? "1", language);
  return (
    <span className="quiet">
      {words.limits(limits.map((limit) => writeNumber(limit, language)).join(", "))} {unit}
    </span>
  );
}

export function IssueText({ issue }: { readonly issue: Issue }) {
  const { language } = useKnown();
  return (
    <span className="issue">
      {issue.message[language]} {issue.suggestion?.[language]}
    </span>
  );
}
