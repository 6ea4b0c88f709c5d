/** The knowledge for assessing, made ready to be asked; once for all pages. */
import { compileKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import { knowledgeForAssessing, once } from "./fetched-knowledge.ts";

export const compiledForAssessing = once(async () => compileKnowledge(await knowledgeForAssessing()));
