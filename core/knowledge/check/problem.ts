/** What a check of the knowledge reports, with the names that are near a name that leads nowhere. */
import type { Issue, Place } from "../../issue/issue.ts";
import { nearestWord } from "../../issue/suggestion.ts";
import type { Text } from "../../issue/text.ts";

export function problem(code: string, message: Text, place?: Place, suggestion?: Text): Issue {
  return { code, severity: "error", message, ...(suggestion && { suggestion }), ...(place && { place }) };
}

export function dangling(
  kind: string,
  name: string,
  known: Iterable<string>,
  place: Place | undefined,
): Issue {
  const near = nearestWord(name, known);
  return problem(
    "knowledge-dangling",
    { en: `There is no ${kind} '${name}'.`, nb: `Det finnes ingen «${name}» (${kind}).` },
    place,
    near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
  );
}
