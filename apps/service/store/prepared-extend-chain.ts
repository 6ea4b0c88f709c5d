/**
 * Puts entries at the end of the audit chain in PGlite, by a statement that is prepared once and run by PostgreSQL's own protocol: parsing
 * and planning it each time costs several times what it takes to run.
 *
 * Kysely's connection is held meanwhile: it is the only one, and someone else's transaction may be under way on it.
 */
import { type PGlite, protocol } from "@electric-sql/pglite";
import type { Kysely } from "kysely";
import { EXTEND_CHAIN, type ExtendChain, parametersOf, unlessTaken } from "./extend-chain.ts";
import type { Tables } from "./tables.ts";

const { serialize } = protocol;
const STATEMENT = "extend_chain";

export async function preparedExtendChain(pglite: PGlite, database: Kysely<Tables>): Promise<ExtendChain> {
  const prepare = [serialize.parse({ name: STATEMENT, text: EXTEND_CHAIN }), serialize.sync()];
  await pglite.execProtocol(Buffer.concat(prepare));
  const runAndEnd = [serialize.execute(), serialize.sync()];
  return (entries) => {
    const bind = serialize.bind({ statement: STATEMENT, values: parametersOf(entries) });
    const request = Buffer.concat([bind, ...runAndEnd]);
    const answered = database.connection().execute(() => pglite.execProtocol(request));
    const said = `INSERT 0 ${entries.length}`;
    return unlessTaken(
      answered.then(({ messages }) => messages.some((one) => "text" in one && one.text === said)),
    );
  };
}
