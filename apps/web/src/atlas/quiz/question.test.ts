import { requestIssues } from "@krampe/core/muscle/check-request.ts";
import { SIMULATED_PATTERNS } from "@krampe/core/muscle/pattern-names.ts";
import { seededRandom } from "@krampe/core/signal/random.ts";
import { describe, expect, it } from "vitest";
import { knowledgeOnDisk } from "../../../../cli/knowledge-on-disk.ts";
import { LEVELS, makeQuestion } from "./question.ts";

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const { atlas, patterns } = loaded.value;

describe.each(LEVELS)("a question of the level %s", (level) => {
  const random = seededRandom(5);
  const questions = Array.from({ length: 300 }, () => makeQuestion(atlas, level, () => random.uniform()));

  it("has the true answer among different ones", () => {
    for (const { pattern, answers } of questions) {
      expect(answers).toContain(pattern);
      expect(new Set(answers).size).toBe(answers.length);
      expect(answers.length).toBe(level === "clear" ? 4 : 6);
    }
  });

  it("has first of all what the pattern is confused with", () => {
    for (const { pattern, answers } of questions) {
      const confusable = (atlas.find(({ id }) => id === pattern)?.confusedWith ?? []).map(
        (one) => one.pattern,
      );
      const shown = answers.filter((one) => confusable.includes(one)).length;
      expect(shown).toBe(Math.min(confusable.length, answers.length - 1));
    }
  });

  it("asks about every pattern, with a muscle that can be simulated, and puts the answer anywhere", () => {
    expect(new Set(questions.map(({ pattern }) => pattern)).size).toBe(SIMULATED_PATTERNS.length);
    expect(new Set(questions.map(({ pattern, answers }) => answers.indexOf(pattern))).size).toBe(
      questions[0].answers.length,
    );
    for (const { request } of questions) expect(requestIssues(request)).toEqual([]);
  });

  it("is not about what was asked last", () => {
    for (const { pattern } of questions)
      expect(makeQuestion(atlas, level, () => random.uniform(), pattern).pattern).not.toBe(pattern);
  });
});

describe("the atlas in the knowledge", () => {
  it("has a page for every pattern, and every pattern of its pages has a name", () => {
    const pages = atlas.map(({ id }) => id);
    expect(pages.sort()).toEqual([...SIMULATED_PATTERNS, "undetermined"].sort());
    const named = patterns.map(({ id }) => id);
    for (const { id, confusedWith } of atlas)
      for (const one of [id, ...confusedWith.map(({ pattern }) => pattern)]) expect(named).toContain(one);
  });
});
