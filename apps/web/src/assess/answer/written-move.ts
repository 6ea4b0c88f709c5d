/** A move in words. */
import type { Language } from "@krampe/core/issue/text.ts";
import { STATUS_WORDS, TREATMENT_WORDS, URGENCY_WORDS, VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import type { en } from "../../language/assess/en.ts";
import type { Words } from "../../language/words.ts";
import type { Move } from "../patient/what-moved.ts";

export function writtenMove(move: Move, words: Words<typeof en>["moved"], language: Language): string {
  switch (move.kind) {
    case "red-flag":
      return words[move.to](move.label[language]);
    case "urgency":
      return words.urgency(URGENCY_WORDS[move.from][language], URGENCY_WORDS[move.to][language]);
    case "phenomenon":
    case "cause":
      return words.verdict(
        move.label[language],
        VERDICT_WORDS[move.from][language],
        VERDICT_WORDS[move.to][language],
      );
    case "treatment":
      return words.verdict(
        move.label[language],
        move.from ? TREATMENT_WORDS[move.from][language] : words.notMentioned,
        move.to ? TREATMENT_WORDS[move.to][language] : words.notMentioned,
      );
    case "investigation":
      return words.verdict(
        move.label[language],
        move.from ? STATUS_WORDS[move.from][language] : words.notMentioned,
        move.to ? STATUS_WORDS[move.to][language] : words.notMentioned,
      );
  }
}
