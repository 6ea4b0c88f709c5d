/** One source in full, and every entry that rests on it. */
import { Heading, Paragraph } from "@digdir/designsystemet-react";
import type { Entry, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { address } from "../app/route.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Source } from "../source/SourceList.tsx";
import { StatementItem } from "./Cited.tsx";
import { ENTRY_KINDS, entriesOf } from "./entries.ts";

export function ReferenceView({
  knowledge,
  sourceKey,
}: {
  readonly knowledge: Knowledge;
  readonly sourceKey: string;
}) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const reference = knowledge.references.find(({ key }) => key === sourceKey);
  if (!reference) return <Paragraph>{words.entry.notFound}</Paragraph>;
  const citing = ENTRY_KINDS.flatMap((kind) =>
    entriesOf(knowledge, kind)
      .filter((entry) => cites(entry, sourceKey))
      .map((entry) => ({ kind, entry })),
  );
  const statements = knowledge.statements.filter(({ source }) => source.includes(sourceKey));
  return (
    <article className="entry">
      <p className="entry-kind">{words.kinds.reference}</p>
      <Heading level={1} data-size="lg">
        {sourceKey}
      </Heading>
      <Paragraph>
        <Source sourceKey={sourceKey} reference={reference} />
      </Paragraph>
      {reference.note && <Paragraph>{reference.note[language]}</Paragraph>}
      <Heading level={2} data-size="xs">
        {words.entry.cites}
      </Heading>
      <ul className="links">
        {citing.map(({ kind, entry }) => (
          <li key={`${kind} ${entry.id}`}>
            <a href={address("handbook", kind, entry.id)}>{entry.label[language]}</a>{" "}
            <span className="quiet">({words.kinds[kind].toLowerCase()})</span>
          </li>
        ))}
      </ul>
      <ul className="statements">
        {statements.map((statement) => (
          <StatementItem key={statement.id} statement={statement} />
        ))}
      </ul>
    </article>
  );
}

/** Whether anything in the entry names the source. */
function cites(entry: Entry, key: string): boolean {
  const search = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(search);
    if (typeof value !== "object" || value === null) return false;
    const { source } = value as { source?: unknown };
    if (Array.isArray(source) && source.includes(key)) return true;
    return Object.values(value).some(search);
  };
  return search(entry);
}
