/**
 * Knowledge in two files: what assessing needs, and what only the handbook and the reading of records need.
 *
 * The first is fetched before anything can be answered, so it leaves out statements, the handbook page and the codes of other
 * systems; the second brings them back. Places in the YAML files stay behind.
 */
import type { Code, Entry, Knowledge, Statement } from "@krampe/core/knowledge/knowledge.ts";

const KINDS = [
  "findings",
  "phenomena",
  "causes",
  "features",
  "patterns",
  "redFlags",
  "investigations",
  "treatments",
] as const;

type Kind = (typeof KINDS)[number];

/** What was taken out of one entry. */
interface EntryRest {
  readonly codes: readonly Code[];
  readonly statements: readonly Statement[];
}

export interface RestOfKnowledge {
  /** The hash of the knowledge that it belongs to. */
  readonly hash: string;
  readonly statements: Knowledge["statements"];
  readonly atlas: Knowledge["atlas"];
  readonly page: Knowledge["page"];
  readonly entries: Readonly<Record<Kind, Readonly<Record<string, EntryRest>>>>;
}

export interface KnowledgeParts {
  readonly forAssessing: Knowledge;
  readonly rest: RestOfKnowledge;
}

export function splitKnowledge(knowledge: Knowledge): KnowledgeParts {
  const entries = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      Object.fromEntries(
        (knowledge[kind] as readonly Entry[])
          .filter(({ codes, statements }) => codes.length > 0 || statements.length > 0)
          .map(({ id, codes, statements }) => [id, { codes, statements }]),
      ),
    ]),
  );
  const bare = Object.fromEntries(
    KINDS.map((kind) => [
      kind,
      (knowledge[kind] as readonly Entry[]).map(({ codes: _, statements: __, ...entry }) => entry),
    ]),
  );
  const { statements, atlas, page, hash } = knowledge;
  return {
    forAssessing: withoutPlaces({
      ...knowledge,
      ...bare,
      statements: [],
      atlas: [],
      page: { facts: [], errors: [], questions: [] },
    }) as Knowledge,
    rest: withoutPlaces({ hash, statements, atlas, page, entries }) as RestOfKnowledge,
  };
}

/** The file for assessing as it was fetched, each entry again in its full form, with nothing in what was left out. */
export function unpackForAssessing(fetched: Knowledge): Knowledge {
  return withEntries(fetched, (entry) => ({ ...EMPTY, ...entry }));
}

/** All of it again. Throws if the two files are not of one build. */
export function joinKnowledge(forAssessing: Knowledge, rest: RestOfKnowledge): Knowledge {
  if (forAssessing.hash !== rest.hash)
    throw new Error("The two parts of the knowledge are of different builds.");
  const { statements, atlas, page } = rest;
  const joined = withEntries(forAssessing, (entry, kind) => ({ ...entry, ...rest.entries[kind][entry.id] }));
  return { ...joined, statements, atlas: atlas.map((one) => ({ ...one, place: {} })), page };
}

const EMPTY = { codes: [], statements: [], place: {} } as const;

function withEntries(knowledge: Knowledge, change: (entry: Entry, kind: Kind) => Entry): Knowledge {
  const changed = Object.fromEntries(
    KINDS.map((kind) => [kind, (knowledge[kind] as readonly Entry[]).map((entry) => change(entry, kind))]),
  );
  return { ...knowledge, ...changed };
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "place")
      .map(([key, part]) => [key, withoutPlaces(part)]),
  );
}
