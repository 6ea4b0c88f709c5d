/** What to find out next: questions that are answered on the spot and say what each answer would change. */
import { Button } from "@digdir/designsystemet-react";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { WAYS_TO_OBTAIN, type WayToObtain } from "@krampe/core/knowledge/knowledge.ts";
import type { ReportedChange, ReportedQuestion } from "@krampe/core/plan/report.ts";
import { OBTAIN_WORDS, TREATMENT_WORDS, VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import { memo, useCallback, useEffect, useId, useRef, useState } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { announce } from "../announce/announce.ts";
import { useKnown } from "../assessing.ts";
import { ChoiceField } from "../intake/ChoiceField.tsx";
import { QuantityField } from "../intake/QuantityField.tsx";
import type { Answer } from "../patient/patient.ts";
import { dispatch } from "../patient/session-store.ts";
import { sameContent } from "../same-content.ts";
import { Disclosure } from "./Disclosure.tsx";
import { type AnswerEffects, couldRaise, effectsByAnswer } from "./effects-of-answer.ts";

const SHOWN_FIRST = 5;
const SHOWN_MORE = 10;
const MOST_EFFECTS = 2;

export type AskFilter = WayToObtain | "all" | "red-flags";

export function AskNext({
  questions,
  filter,
  onFilter,
}: {
  readonly questions: readonly ReportedQuestion[];
  readonly filter: AskFilter;
  readonly onFilter: (filter: AskFilter) => void;
}) {
  const words = useWords({ en, nb }).ask;
  const { definition } = useKnown();
  const [most, setMost] = useState(SHOWN_FIRST);
  const list = useRef<HTMLUListElement>(null);
  const answeredAt = useRef<number>(undefined);

  // The question goes away with the button that answered it: the focus goes to the one that takes its place.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the questions are others
  useEffect(() => {
    if (answeredAt.current === undefined) return;
    const items = list.current?.children;
    const next = items?.[Math.min(answeredAt.current, items.length - 1)];
    answeredAt.current = undefined;
    const target =
      next?.querySelector<HTMLElement>("button, input, select") ?? document.getElementById("ask-heading");
    target?.focus({ preventScroll: true });
  }, [questions]);
  const answered = useCallback((card: Element | null) => {
    answeredAt.current = [...(list.current?.children ?? [])].indexOf(card as Element);
  }, []);
  const fitting = questions.filter(
    (one) => filter === "all" || (filter === "red-flags" ? couldRaise(one) : one.obtain === filter),
  );
  const shown = fitting.slice(0, most);
  const signs = shown.filter(({ finding }) => definition(finding)?.kind === "sign");

  function noToAll() {
    const answers: Record<string, Answer> = {};
    for (const { finding } of signs) answers[finding] = "absent";
    answeredAt.current = 0;
    dispatch({ kind: "answers", answers });
    announce(words.answered(signs.map(({ label }) => label).join(", ")));
  }

  return (
    <section className="ask" aria-labelledby="ask-heading">
      <h3 id="ask-heading" tabIndex={-1}>
        {words.heading}
      </h3>
      <FilterSwitch questions={questions} filter={filter} onFilter={onFilter} />
      {questions.length === 0 && <p className="quiet">{words.none}</p>}
      <ul className="questions" ref={list}>
        {shown.map((question) => {
          const about = definition(question.finding);
          return (
            about && (
              <QuestionCard
                key={question.finding}
                question={question}
                definition={about}
                onAnswered={answered}
              />
            )
          );
        })}
      </ul>
      <div className="buttons">
        {signs.length > 1 && (
          <Button variant="secondary" data-size="sm" onClick={noToAll}>
            {words.noneOfThese(signs.length)}
          </Button>
        )}
        {fitting.length > most && (
          <Button variant="tertiary" data-size="sm" onClick={() => setMost(most + SHOWN_MORE)}>
            {words.more(Math.min(SHOWN_MORE, fitting.length - most))}
          </Button>
        )}
      </div>
    </section>
  );
}

function FilterSwitch({
  questions,
  filter,
  onFilter,
}: {
  readonly questions: readonly ReportedQuestion[];
  readonly filter: AskFilter;
  readonly onFilter: (filter: AskFilter) => void;
}) {
  const words = useWords({ en, nb }).ask;
  const { language } = useKnown();
  const name = useId();
  const ways = WAYS_TO_OBTAIN.filter((way) => questions.some(({ obtain }) => obtain === way));
  const choices: readonly { readonly id: AskFilter; readonly label: string }[] = [
    { id: "all", label: words.all },
    { id: "red-flags", label: words.redFlagsOnly },
    ...ways.map((way) => ({ id: way, label: OBTAIN_WORDS[way][language] })),
  ];
  if (ways.length === 0) return null;
  return (
    <fieldset className="switch ask-ways">
      <legend className="ds-sr-only">{words.ways}</legend>
      {choices.map(({ id, label }) => (
        <label key={id}>
          <input type="radio" name={name} checked={filter === id} onChange={() => onFilter(id)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Drawn again only when the question, or what its answers would change, is another. */
const QuestionCard = memo(function QuestionCard({
  question,
  definition,
  onAnswered,
}: {
  readonly question: ReportedQuestion;
  readonly definition: FindingDefinition;
  /** Told which card it was. */
  readonly onAnswered: (card: Element | null) => void;
}) {
  const words = useWords({ en, nb }).ask;
  const { language } = useKnown();
  const labelId = useId();
  const effects = effectsByAnswer(question);
  const way = OBTAIN_WORDS[definition.obtain][language];
  return (
    <li className="question" data-raises={couldRaise(question) || undefined}>
      <p className="question-text" id={labelId}>
        <span className="question-way">{way}</span> {question.question}
      </p>
      {definition.kind === "sign" && (
        <fieldset className="question-answers" aria-labelledby={labelId}>
          {(["present", "absent"] as const).map((answer) => (
            <AnswerButton
              key={answer}
              word={answer === "present" ? words.yes : words.no}
              effects={effects.find((one) => one.answer === answer)}
              onAnswer={(button) => {
                onAnswered(button.closest(".question"));
                dispatch({ kind: "answer", id: definition.id, answer });
                announce(words.answered(question.label), { saidOnly: true });
              }}
            />
          ))}
        </fieldset>
      )}
      {definition.kind === "quantity" && (
        <>
          <QuantityField definition={definition} />
          <EffectsOfValues effects={effects} definition={definition} />
        </>
      )}
      {definition.kind === "choice" && <ChoiceField definition={definition} labelledBy={labelId} />}
    </li>
  );
}, sameContent);

function AnswerButton({
  word,
  effects,
  onAnswer,
}: {
  readonly word: string;
  readonly effects: AnswerEffects | undefined;
  readonly onAnswer: (button: Element) => void;
}) {
  return (
    <div className="question-answer">
      <Button variant="secondary" data-size="sm" onClick={(event) => onAnswer(event.currentTarget)}>
        {word}
      </Button>
      {effects && <EffectList changes={effects.changes} />}
    </div>
  );
}

function EffectsOfValues({
  effects,
  definition,
}: {
  readonly effects: readonly AnswerEffects[];
  readonly definition: FindingDefinition;
}) {
  const words = useWords({ en, nb }).ask;
  const { language } = useKnown();
  const unit = writeUnit(definition.unit ?? "1", language);
  return (
    <Disclosure className="question-values" summary={words.changes}>
      <ul>
        {effects.map(({ answer, changes }) => (
          <li key={answer}>
            <strong>
              {Number.isNaN(Number(answer)) ? answer : writeNumber(Number(answer), language)} {unit}
            </strong>
            <EffectList changes={changes} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function EffectList({ changes }: { readonly changes: readonly ReportedChange[] }) {
  const words = useWords({ en, nb }).ask;
  const write = useWrittenChange();
  const left = changes.length - MOST_EFFECTS;
  return (
    <ul className="effects">
      {changes.slice(0, MOST_EFFECTS).map((change) => (
        <li key={`${change.kind}-${change.id}`} data-kind={change.kind} data-to={change.to}>
          {write(change)}
        </li>
      ))}
      {left > 0 && <li className="quiet">{words.smaller(left)}</li>}
    </ul>
  );
}

function useWrittenChange(): (change: ReportedChange) => string {
  const words = useWords({ en, nb });
  const { language } = useKnown();
  const verdicts: Readonly<Record<string, { en: string; nb: string }>> = {
    ...VERDICT_WORDS,
    ...TREATMENT_WORDS,
  };
  return ({ kind, label, to }) => {
    if (kind === "red-flag") return to === "raised" ? words.ask.raises(label) : words.ask.lowers(label);
    return words.ask.becomes(label, verdicts[to]?.[language] ?? words.moved.notMentioned);
  };
}
