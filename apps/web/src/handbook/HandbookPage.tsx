/** Handbook: the page made alive. The article, one entry, one reference, or what a search found. */
import "./handbook.css";
import { Button, Heading, Input, Label, Paragraph } from "@digdir/designsystemet-react";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { use, useDeferredValue, useEffect, useId, useMemo, useState } from "react";
import { address, useRoute } from "../app/route.ts";
import { wholeKnowledge } from "../knowledge/fetched-knowledge.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { Article, showSection } from "./Article.tsx";
import { isEntryKind } from "./entries.ts";
import { EntryView } from "./entry/EntryView.tsx";
import { handbookIndex } from "./handbook-search.ts";
import { ReferenceView } from "./ReferenceView.tsx";
import { StandingLegend } from "./Standing.tsx";

export default function HandbookPage() {
  const words = useWords({ en, nb });
  const knowledge = use(wholeKnowledge());
  const { parts } = useRoute();
  const [kind, id] = parts;
  const [query, setQuery] = useState("");
  const onEntry = kind !== undefined && id !== undefined;
  // A link among what was found leads away from the search.
  const where = parts.join("/");
  useEffect(() => {
    if (where !== "") setQuery("");
    if (!showSection(where)) window.scrollTo(0, 0);
  }, [where]);
  return (
    <div className="handbook-page">
      <div className="handbook-head">
        {onEntry ? (
          <p className="back">
            <a href={address("handbook")}>← {words.back}</a>
          </p>
        ) : (
          <>
            <Heading level={1} data-size="lg">
              {words.heading}
            </Heading>
            <Paragraph>{words.lead}</Paragraph>
            <StandingLegend />
          </>
        )}
        <div className="handbook-tools">
          <Search query={query} onQuery={setQuery} />
          <Button variant="secondary" data-size="sm" className="no-print" onClick={() => window.print()}>
            {words.print}
          </Button>
        </div>
      </div>
      <Hits query={query} knowledge={knowledge}>
        {kind === "reference" && id !== undefined ? (
          <ReferenceView knowledge={knowledge} sourceKey={id} />
        ) : kind !== undefined && id !== undefined && isEntryKind(kind) ? (
          <EntryView knowledge={knowledge} kind={kind} id={id} />
        ) : (
          <Article knowledge={knowledge} />
        )}
      </Hits>
    </div>
  );
}

function Search({ query, onQuery }: { readonly query: string; readonly onQuery: (query: string) => void }) {
  const words = useWords({ en, nb }).search;
  const id = useId();
  return (
    <search className="handbook-search no-print">
      <Label htmlFor={id}>{words.label}</Label>
      <Input
        id={id}
        type="search"
        value={query}
        onChange={(event) => onQuery(event.target.value)}
        autoComplete="off"
      />
    </search>
  );
}

function Hits({
  query,
  knowledge,
  children,
}: {
  readonly query: string;
  readonly knowledge: Knowledge;
  readonly children: React.ReactNode;
}) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const search = useMemo(() => handbookIndex(knowledge), [knowledge]);
  const wanted = useDeferredValue(query);
  const hits = useMemo(() => search(wanted), [search, wanted]);
  if (wanted.trim() === "") return <>{children}</>;
  return (
    <div className="hits">
      <p role="status">
        {hits.length === 0 ? words.search.none(wanted) : words.search.found(String(hits.length))}
      </p>
      <ul className="entry-list">
        {hits.map(({ kind, id, label }) => (
          <li key={`${kind} ${id}`}>
            <a href={address("handbook", kind, id)}>{kind === "reference" ? id : label[language]}</a>{" "}
            <span className="quiet">
              {kind === "reference" ? label[language] : words.kinds[kind].toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
