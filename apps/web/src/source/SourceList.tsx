/** The references of a statement, in full, with links that the reader may follow; nothing is fetched from them. */
import type { Reference } from "@krampe/core/knowledge/knowledge.ts";
import { use } from "react";
import { knowledgeForAssessing } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/source/en.ts";
import { nb } from "../language/source/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { referenceLinks } from "./reference-links.ts";

export function SourceList({ source }: { readonly source: readonly string[] }) {
  const { references } = use(knowledgeForAssessing());
  return (
    <ul className="sources">
      {source.map((key) => (
        <li key={key}>
          <Source sourceKey={key} reference={references.find((one) => one.key === key)} />
        </li>
      ))}
    </ul>
  );
}

/** One reference: its key, citation, how much of it was read, and links. */
export function Source({
  sourceKey,
  reference,
}: {
  readonly sourceKey: string;
  readonly reference: Reference | undefined;
}) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  if (!reference) return <>{words.unknown(sourceKey)}</>;
  const read: Readonly<Record<string, string>> = words.read;
  const invented = sourceKey === "recalled" || sourceKey === "derived";
  if (invented) return <>{reference.note?.[language] ?? reference.citation}</>;
  return (
    <>
      <strong>{sourceKey}</strong> <span className="citation">{reference.citation}</span>{" "}
      <span className="source-read">({read[reference.seen] ?? reference.seen})</span>
      {referenceLinks(reference).map(({ kind, href }) => (
        <span key={kind}>
          {" "}
          <a href={href} target="_blank" rel="noreferrer noopener">
            {words.links[kind]}
            <span className="ds-sr-only"> {words.elsewhere}</span>
          </a>
        </span>
      ))}
    </>
  );
}
