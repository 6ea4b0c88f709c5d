/** Quiz: a random pattern to hear and to see, a choice, and then the truth with its reasons. */
import "../../emg/emg.css";
import "../../handbook/handbook-text.css";
import "../atlas.css";
import { Button } from "@digdir/designsystemet-react";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { type FormEvent, use, useCallback, useEffect, useId, useRef, useState } from "react";
import { address, useRoute } from "../../app/route.ts";
import { useSubtitle } from "../../app/subtitle.ts";
import { useStore } from "../../emg/bench/store.ts";
import { Cited } from "../../handbook/Cited.tsx";
import { wholeKnowledge } from "../../knowledge/fetched-knowledge.ts";
import { en } from "../../language/atlas/en.ts";
import { nb } from "../../language/atlas/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { patternLabel } from "../pattern-names.ts";
import { SpecimenView } from "../specimen/SpecimenView.tsx";
import { useSpecimen } from "../specimen/use-specimen.ts";
import { TruthFacts } from "../TruthFacts.tsx";
import { LEVELS, type Level, makeQuestion } from "./question.ts";
import { SignalInNumbers } from "./SignalInNumbers.tsx";
import { count, forgetScore, score } from "./score.ts";

export default function QuizPage() {
  const words = useWords({ en, nb }).quiz;
  const knowledge = use(wholeKnowledge());
  const chance = useChance();
  const [level, setLevel] = useState<Level>("clear");
  const [number, setNumber] = useState(1);
  const [question, setQuestion] = useState(() => makeQuestion(knowledge.atlas, "clear", chance));
  const ask = (wanted: Level) => {
    setQuestion(makeQuestion(knowledge.atlas, wanted, chance, question.pattern));
    setNumber(number + 1);
  };
  useSubtitle(words.heading);
  return (
    <div className="atlas quiz">
      <header className="atlas-head">
        <h1 className="ds-heading">{words.heading}</h1>
        <p className="atlas-lead">{words.lead}</p>
        <div className="quiz-head">
          <fieldset className="switch">
            <legend>{words.levels}</legend>
            {LEVELS.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="quiz-level"
                  checked={one === level}
                  onChange={() => {
                    setLevel(one);
                    ask(one);
                  }}
                />
                <span>{words.level[one]}</span>
              </label>
            ))}
          </fieldset>
          <p className="emg-quiet">{words.levelNotes[level]}</p>
          <ScoreSoFar knowledge={knowledge} />
        </div>
      </header>
      <Asked
        key={number}
        knowledge={knowledge}
        question={question}
        number={number}
        onNext={() => ask(level)}
      />
    </div>
  );
}

/** From the address for who wants the same questions again (`?seed=5`), else from the machine. */
function useChance(): () => number {
  const seed = Number(useRoute().parameters.get("seed") ?? Number.NaN);
  const [chance] = useState(() => (Number.isFinite(seed) ? repeatable(seed) : Math.random));
  return chance;
}

/** A small generator (mulberry32): the same seed, the same numbers. */
function repeatable(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function ScoreSoFar({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb }).quiz;
  const { language } = useSettings();
  const { asked, right, missed } = useStore(score);
  const names = [...missed]
    .sort(([, a], [, b]) => b - a)
    .map(([id, times]) => `${patternLabel(knowledge, id)[language]}${times > 1 ? ` (${times})` : ""}`);
  return (
    <div className="quiz-score">
      <p>
        <strong>{asked === 0 ? words.noScore : words.score(right, asked)}</strong>{" "}
        {names.length > 0 && words.missed(names.join(", "))}
      </p>
      {asked > 0 && (
        <Button variant="tertiary" data-size="sm" onClick={forgetScore}>
          {words.forget}
        </Button>
      )}
    </div>
  );
}

interface AskedProperties {
  readonly knowledge: Knowledge;
  readonly question: ReturnType<typeof makeQuestion>;
  readonly number: number;
  readonly onNext: () => void;
}

function Asked({ knowledge, question, number, onNext }: AskedProperties) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const { request, pattern, answers, spanS } = question;
  const specimen = useSpecimen({ spanS });
  const { made } = useStore(specimen.state);
  const [answer, setAnswer] = useState<SimulatedPattern>();
  const heading = useRef<HTMLHeadingElement>(null);
  const nameOf = useCallback((id: string) => patternLabel(knowledge, id)[language], [knowledge, language]);
  useEffect(() => specimen.ask(request), [specimen, request]);
  useEffect(() => {
    if (number > 1) heading.current?.focus();
  }, [number]);
  const needle = made?.truth.electrode !== "surface";
  return (
    <section aria-labelledby="quiz-recording" className="quiz-asked">
      <h2 id="quiz-recording" ref={heading} tabIndex={-1}>
        {words.quiz.unknown(number)}
      </h2>
      <p className="emg-quiet">
        {made &&
          words.quiz.context(
            words.quiz.electrodes[needle ? "needle" : "surface"],
            made.truth.muscles.length,
            made.truth.durationS,
          )}{" "}
        {words.simulated}
      </p>
      <SpecimenView
        specimen={specimen}
        label={words.quiz.unknown(number)}
        {...(answer !== undefined && { truth: { nameOf } })}
        hidesNeedle={answer === undefined}
      />
      {made && <SignalInNumbers made={made} />}
      {answer === undefined ? (
        <Choices
          answers={answers}
          nameOf={nameOf}
          onAnswer={(chosen) => {
            count(pattern, chosen === pattern);
            setAnswer(chosen);
          }}
        />
      ) : (
        <Told knowledge={knowledge} pattern={pattern} answer={answer} nameOf={nameOf} onNext={onNext}>
          {made && <TruthFacts truth={made.truth} />}
        </Told>
      )}
    </section>
  );
}

interface ChoicesProperties {
  readonly answers: readonly SimulatedPattern[];
  readonly nameOf: (id: string) => string;
  readonly onAnswer: (answer: SimulatedPattern) => void;
}

function Choices({ answers, nameOf, onAnswer }: ChoicesProperties) {
  const words = useWords({ en, nb }).quiz;
  const [chosen, setChosen] = useState<SimulatedPattern>();
  const [isReminded, setReminded] = useState(false);
  const id = useId();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosen === undefined) setReminded(true);
    else onAnswer(chosen);
  }
  return (
    <form className="quiz-choices" onSubmit={submit}>
      <fieldset>
        <legend>{words.question}</legend>
        <div className="quiz-answers">
          {answers.map((one) => (
            <label key={one}>
              <input
                type="radio"
                className="ds-input"
                name={id}
                checked={one === chosen}
                onChange={() => setChosen(one)}
              />
              <span>{nameOf(one)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="quiz-submit">
        <Button type="submit">{words.answer}</Button>
        <span role="status">{isReminded && chosen === undefined ? words.chooseFirst : ""}</span>
      </div>
    </form>
  );
}

interface ToldProperties {
  readonly knowledge: Knowledge;
  readonly pattern: SimulatedPattern;
  readonly answer: SimulatedPattern;
  readonly nameOf: (id: string) => string;
  readonly onNext: () => void;
  readonly children: React.ReactNode;
}

/** The truth, what told it, and what tells it from what was answered. */
function Told({ knowledge, pattern, answer, nameOf, onNext, children }: ToldProperties) {
  const words = useWords({ en, nb }).quiz;
  const { language } = useSettings();
  const verdict = useRef<HTMLHeadingElement>(null);
  useEffect(() => verdict.current?.focus(), []);
  const isRight = pattern === answer;
  const pageOf = (id: string) => knowledge.atlas.find((page) => page.id === id);
  const difference =
    pageOf(pattern)?.confusedWith.find((one) => one.pattern === answer) ??
    pageOf(answer)?.confusedWith.find((one) => one.pattern === pattern);
  return (
    <div className="quiz-told" data-right={isRight}>
      <h3 ref={verdict} tabIndex={-1} className="quiz-verdict">
        <span aria-hidden="true">{isRight ? "✓" : "✕"}</span>{" "}
        {isRight ? words.right(nameOf(pattern)) : words.wrong(nameOf(pattern), nameOf(answer))}
      </h3>
      <h4>{words.reasons}</h4>
      <ol className="atlas-tells">
        {pageOf(pattern)?.tells.map((reason) => (
          <li key={reason.text.en}>
            <Cited by={reason}>{reason.text[language]}</Cited>
          </li>
        ))}
      </ol>
      {!isRight && difference && (
        <>
          <h4>{words.apart(nameOf(pattern), nameOf(answer))}</h4>
          <ul>
            {difference.difference.map((one) => (
              <li key={one.text.en}>
                <Cited by={one}>{one.text[language]}</Cited>
              </li>
            ))}
          </ul>
        </>
      )}
      <h4>{words.here}</h4>
      {children}
      <div className="quiz-submit">
        <Button onClick={onNext}>{words.next}</Button>
        <a href={address("emg", "atlas", pattern)}>{words.toAtlas(nameOf(pattern))}</a>
        {!isRight && <a href={address("emg", "atlas", answer)}>{words.toAtlas(nameOf(answer))}</a>}
      </div>
    </div>
  );
}
