/** Links to other entries of the handbook, by their names. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { address } from "../../app/route.ts";
import { useSettings } from "../../settings/settings.tsx";
import { type EntryKind, entryOf } from "../entries.ts";

export function EntryLinks({
  kind,
  ids,
  knowledge,
}: {
  readonly kind: EntryKind;
  readonly ids: readonly string[];
  readonly knowledge: Knowledge;
}) {
  const { language } = useSettings();
  return (
    <ul className="links">
      {ids.map((id) => (
        <li key={id}>
          <a href={address("handbook", kind, id)}>{entryOf(knowledge, kind, id)?.label[language] ?? id}</a>
        </li>
      ))}
    </ul>
  );
}
