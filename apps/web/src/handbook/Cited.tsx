/** A sentence with where it comes from, how far to trust it, and the facts of the page that it carries. */
import type { Cited as CitedBy, CitedText, Statement } from "@krampe/core/knowledge/knowledge.ts";
import type { ReactNode } from "react";
import { address } from "../app/route.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Standing } from "./Standing.tsx";
import { withoutMark } from "./without-mark.ts";

export function Cited({ by, children }: { readonly by: CitedBy; readonly children: ReactNode }) {
  return (
    <>
      {children} <Sources keys={by.source} /> <Standing verified={by.verified} />
    </>
  );
}

/** Keys in brackets, each leading to its reference. */
export function Sources({ keys }: { readonly keys: readonly string[] }) {
  const named = keys.filter((key) => key !== "recalled" && key !== "derived");
  if (named.length === 0) return null;
  return (
    <span className="handbook-sources">
      [
      {named.map((key, index) => (
        <span key={key}>
          {index > 0 && ", "}
          <a href={address("handbook", "reference", key)}>{key}</a>
        </span>
      ))}
      ]
    </span>
  );
}

export function CitedTexts({ list }: { readonly list: readonly CitedText[] }) {
  const { language } = useSettings();
  if (list.length === 0) return null;
  return (
    <ul className="statements">
      {list.map((one) => (
        <li key={one.text.en}>
          <Cited by={one}>{one.text[language]}</Cited>
        </li>
      ))}
    </ul>
  );
}

export function Statements({ statements }: { readonly statements: readonly Statement[] }) {
  if (statements.length === 0) return null;
  return (
    <ul className="statements">
      {statements.map((statement) => (
        <StatementItem key={statement.id} statement={statement} />
      ))}
    </ul>
  );
}

export function StatementItem({ statement }: { readonly statement: Statement }) {
  const { language } = useSettings();
  const words = useWords({ en, nb }).page;
  const { kind, text, facts, resolves, questions } = statement;
  const marks = [...facts, ...resolves, ...questions];
  const mark = { fact: "", uncertainty: words.uncertain, disagreement: words.disagreement }[kind];
  return (
    <li className="statement" data-kind={kind} id={statement.id}>
      {mark && <strong className="statement-kind">{mark}: </strong>}
      <Cited by={statement}>{mark ? withoutMark(text[language], mark) : text[language]}</Cited>
      {marks.length > 0 && <span className="marks"> {marks.join(" ")}</span>}
    </li>
  );
}
