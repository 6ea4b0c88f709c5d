/** Where all of it comes from: the program, the knowledge with version and hash, and the resources that were used. */
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { WrittenReference, WrittenResource } from "./write-bundle.ts";
import { KNOWLEDGE_URL } from "./write-guidance-response.ts";

export interface ProvenanceToWrite {
  readonly targets: readonly WrittenReference[];
  readonly sources: readonly WrittenReference[];
  /** Instant. */
  readonly recorded: string;
  readonly author: WrittenReference;
  readonly knowledge: Pick<Knowledge, "version" | "hash">;
}

/** The system in which knowledge is identified by its SHA-256. */
export const KNOWLEDGE_HASH = `${KNOWLEDGE_URL}:sha256`;

export function provenance(toWrite: ProvenanceToWrite): WrittenResource {
  const { targets, sources, recorded, author, knowledge } = toWrite;
  const type = {
    coding: [
      { system: "http://terminology.hl7.org/CodeSystem/provenance-participant-type", code: "assembler" },
    ],
  };
  const rested = {
    type: "Library",
    identifier: { system: KNOWLEDGE_HASH, value: knowledge.hash },
    display: `Krampe knowledge ${knowledge.version}`,
  };
  return {
    resourceType: "Provenance",
    target: targets,
    recorded,
    agent: [{ type, who: author }],
    entity: [rested, ...sources].map((what) => ({ role: "source", what })),
  };
}
