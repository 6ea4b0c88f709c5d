/** A finding: how to ask for it, its names and intervals, and where it is used. */
import type { FindingDefinition, Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import { address } from "../../app/route.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { Cited } from "../Cited.tsx";
import { usersOf } from "../users-of.ts";
import { Part } from "./Part.tsx";
import { useCriterionText } from "./use-criterion-text.ts";

export function FindingBody({
  knowledge,
  finding,
}: {
  readonly knowledge: Knowledge;
  readonly finding: FindingDefinition;
}) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const inWords = useCriterionText(knowledge);
  const users = usersOf(knowledge, finding.id);
  const names = [...finding.synonyms[language], ...finding.substances.map(({ name }) => name[language])];
  return (
    <>
      <Part heading={words.entry.question}>{finding.question[language]}</Part>
      {names.length > 0 && <Part heading={words.entry.otherNames}>{names.join(", ")}</Part>}
      {finding.presentIf && <Part heading={words.entry.raisedWhen}>{inWords(finding.presentIf)}</Part>}
      {finding.intervals.length > 0 && <Intervals finding={finding} />}
      {users.length > 0 && (
        <Part heading={words.entry.usedIn}>
          <ul className="links">
            {users.map(({ kind, entry }) => (
              <li key={`${kind} ${entry.id}`}>
                <a href={address("handbook", kind, entry.id)}>{entry.label[language]}</a>{" "}
                <span className="quiet">({words.kinds[kind].toLowerCase()})</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Intervals({ finding }: { readonly finding: FindingDefinition }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const number = (value: number | undefined) => (value === undefined ? "" : writeNumber(value, language));
  return (
    <Part heading={words.entry.intervals}>
      <ul className="statements">
        {finding.intervals.map((one) => {
          const whom = [
            one.sex && words.interval.sex[one.sex],
            one.ageFrom !== undefined && words.interval.from(number(one.ageFrom)),
            one.ageBelow !== undefined && words.interval.below(number(one.ageBelow)),
            one.specimen,
          ].filter(Boolean);
          return (
            <li key={JSON.stringify(one)}>
              <Cited by={one}>
                <strong>
                  {number(one.low)}–{number(one.high)} {writeUnit(finding.unit ?? "1", language)}
                </strong>
                {whom.length > 0 && ` (${whom.join(", ")})`}
                {one.note && ` ${one.note[language]}`}
              </Cited>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
