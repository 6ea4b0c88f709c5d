/**
 * What a criterion would answer for every combination of answers to its unknown leaves.
 *
 * Bit `c` of the result (32 to a word) is the answer when the leaf numbered `i` is true where bit `i` of `c` is set, and
 * false where it is not. All combinations go through the tree at once, a word at a time; below five leaves the
 * combinations repeat to fill the word. It makes no choice among combinations: two leaves about one finding are
 * taken as independent.
 */
import { isLeaf, leafKey } from "./criterion.ts";
import type { Explanation } from "./explain-criterion.ts";

/** Words in which the five lowest numbers of a combination are seen. */
const LOW_LEAVES = [0xaaaaaaaa, 0xcccccccc, 0xf0f0f0f0, 0xff00ff00, 0xffff0000];
const ALL = 0xffffffff;

/** `numbers` gives every unknown leaf's number by its key, from 0 without holes. */
export function answersOfCombinations(
  explanation: Explanation,
  numbers: ReadonlyMap<string, number>,
): Uint32Array {
  const words = 2 ** Math.max(0, numbers.size - LOW_LEAVES.length);
  const answers = ({ criterion, truth, parts }: Explanation): Uint32Array => {
    if (truth !== 0) return new Uint32Array(words).fill(truth === 1 ? ALL : 0);
    if (isLeaf(criterion)) return leafAnswers(numbers.get(leafKey(criterion)), words);
    const each = parts.map(answers);
    switch (criterion.kind) {
      case "not":
        return each[0].map((word) => ~word);
      case "all":
        return atLeast(each.length, each, words);
      case "any":
        return atLeast(1, each, words);
      case "atLeast":
        return atLeast(criterion.count, each, words);
    }
  };
  return answers(explanation);
}

/** Whether the leaf of this number changes the answer in any combination. */
export function changesAnAnswer(answers: Uint32Array, number: number): boolean {
  if (number < LOW_LEAVES.length) {
    const withLeaf = LOW_LEAVES[number];
    return answers.some((word) => ((word & withLeaf) >>> (2 ** number)) ^ (word & ~withLeaf));
  }
  const partner = 2 ** (number - LOW_LEAVES.length);
  return answers.some((word, index) => word !== answers[index ^ partner]);
}

function leafAnswers(number: number | undefined, words: number): Uint32Array {
  if (number === undefined) throw new Error("an unknown leaf has no number");
  if (number < LOW_LEAVES.length) return new Uint32Array(words).fill(LOW_LEAVES[number]);
  return Uint32Array.from({ length: words }, (_, word) =>
    (word >>> (number - LOW_LEAVES.length)) & 1 ? ALL : 0,
  );
}

/** Where at least `count` of the parts are true: after each part, where 0, 1, … `count` of those so far are. */
function atLeast(count: number, parts: readonly Uint32Array[], words: number): Uint32Array {
  const reached = Array.from({ length: count + 1 }, (_, index) =>
    new Uint32Array(words).fill(index === 0 ? ALL : 0),
  );
  for (const part of parts) {
    for (let index = count; index > 0; index--)
      for (let word = 0; word < words; word++) reached[index][word] |= reached[index - 1][word] & part[word];
  }
  return reached[count];
}
