/**
 * What the signal cannot know of itself: where the electrode was, and what the muscle was asked to do.
 *
 * Written comma-separated: `needle,rest,shortened`. What is left out stays unknown.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";

export interface PatternContext {
  readonly electrode?: "needle" | "surface";
  readonly state?: "rest" | "effort" | "stretch";
  /** The muscle is visibly short (in a cramp or a contracture). */
  readonly shortened?: true;
}

const WORDS: Readonly<Record<string, PatternContext>> = {
  needle: { electrode: "needle" },
  surface: { electrode: "surface" },
  rest: { state: "rest" },
  effort: { state: "effort" },
  stretch: { state: "stretch" },
  shortened: { shortened: true },
};

export function readPatternContext(text: string): Result<PatternContext> {
  const issues: Issue[] = [];
  let context: PatternContext = {};
  const said = new Map<string, string>();
  for (const word of text.split(",").map((part) => part.trim().toLowerCase())) {
    if (word === "") continue;
    const meaning = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (meaning === undefined) {
      issues.push(unknownWord(word));
      continue;
    }
    const [about] = Object.keys(meaning);
    const before = said.get(about);
    if (before !== undefined && before !== word) issues.push(contradiction(before, word));
    said.set(about, word);
    context = { ...context, ...meaning };
  }
  return issues.length > 0 ? failure(...issues) : success(context);
}

function unknownWord(word: string): Issue {
  const all = Object.keys(WORDS);
  const near = nearestWord(word, all);
  return {
    code: "context-unknown",
    severity: "error",
    message: {
      en: `'${word}' is no context of a recording.`,
      nb: `«${word}» er ingen kontekst for et opptak.`,
    },
    suggestion:
      near === undefined
        ? { en: `Use ${all.join(", ")}.`, nb: `Bruk ${all.join(", ")}.` }
        : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
  };
}

function contradiction(one: string, other: string): Issue {
  return {
    code: "context-contradiction",
    severity: "error",
    message: {
      en: `A recording is not '${one}' and '${other}' at once.`,
      nb: `Et opptak er ikke både «${one}» og «${other}».`,
    },
    suggestion: { en: "Give one of them.", nb: "Oppgi én av dem." },
  };
}
