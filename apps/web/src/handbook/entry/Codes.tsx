/** The codes of an entry in the terminologies. */
import { Table } from "@digdir/designsystemet-react";
import type { Entry } from "@krampe/core/knowledge/knowledge.ts";
import { en } from "../../language/handbook/en.ts";
import { nb } from "../../language/handbook/nb.ts";
import { useWords } from "../../language/words.ts";
import { Part } from "./Part.tsx";

export function Codes({ entry }: { readonly entry: Entry }) {
  const words = useWords({ en, nb }).entry;
  if (entry.codes.length === 0) return null;
  return (
    <Part heading={words.codes}>
      <Table className="codes" data-size="sm">
        <Table.Body>
          {entry.codes.map(({ system, code, display, fit }) => (
            <Table.Row key={`${system} ${code}`}>
              <Table.HeaderCell scope="row">{code}</Table.HeaderCell>
              <Table.Cell>{display}</Table.Cell>
              <Table.Cell className="quiet">{system}</Table.Cell>
              <Table.Cell className="quiet">
                {fit === "broad" || fit === "related" ? words.broad : ""}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </Part>
  );
}
