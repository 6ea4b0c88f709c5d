/** The page's table of eight phenomena, with what the sources say of each and beside it what the page says. */
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { address } from "../app/route.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { useWords } from "../language/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { CitedTexts, Sources } from "./Cited.tsx";
import { PAGE } from "./page-source.ts";
import { rowFacts } from "./row-facts.ts";

export function Differential({ knowledge }: { readonly knowledge: Knowledge }) {
  const words = useWords({ en, nb });
  const { language } = useSettings();
  const facts = new Map(knowledge.page.facts.map((fact) => [fact.id, fact.text]));
  // As the page orders them, whose facts are counted from its beginning.
  const rows = knowledge.phenomena
    .filter(({ group }) => group === "page-row")
    .map((row) => ({ row, marks: rowFacts(row, knowledge) }))
    .sort((a, b) => ((a.marks[0] ?? "") < (b.marks[0] ?? "") ? -1 : 1));
  return (
    <div className="table-scroll">
      <table className="differential">
        <thead>
          <tr>
            <th scope="col">{words.table.phenomenon}</th>
            <th scope="col">{words.table.clinic}</th>
            <th scope="col">{words.table.emg}</th>
            <th scope="col">{words.table.page}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, marks }) => (
            <tr key={row.id}>
              <th scope="row">
                <a href={address("handbook", "phenomenon", row.id)}>{row.label[language]}</a>
              </th>
              <td data-label={words.table.clinic}>
                <CitedTexts list={row.clinic} />
              </td>
              <td data-label={words.table.emg}>
                <CitedTexts list={row.emg} />
              </td>
              <td data-label={words.table.page} className="page-claim">
                <ul>
                  {marks.map((id) => (
                    <li key={id}>
                      {facts.get(id)?.[language]} <span className="marks">{id}</span>
                    </li>
                  ))}
                </ul>
                <Sources keys={[PAGE]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
