/**
 * Many criteria as one network, so that a truth is worked out once however many criteria it stands in.
 *
 * Every leaf and every joint (all, any, at least) has a place, leaves first, a joint after its parts; what stands in many criteria
 * has one place. Every joint asks the same question, *at least n of these parts*: *all* asks for every part, *any* for one. A *not*
 * is a sign. The network says for each place which joints it is part of; `TruthTable` holds the truths of one patient in it.
 */
import { type Criterion, isLeaf, type Leaf, leafKey } from "./criterion.ts";

/** A place, turned round if the sign is -1. */
interface SignedPlace {
  readonly place: number;
  readonly sign: 1 | -1;
}

/** At least `count` of the parts. */
interface Joint {
  readonly count: number;
  readonly parts: readonly SignedPlace[];
}

/**
 * Lists of lists stand in one array: those of a place from `first[place]` up to `first[place + 1]`. Their entries are twice a number,
 * and 1 more where the place is seen turned round.
 */
export interface CriterionProgram {
  /** In the order of their places, from 0; joints have the places after them. */
  readonly leaves: readonly Leaf[];
  /** How many criteria were added. */
  readonly criteria: number;
  /** The joints that a place is part of: so an entry is where `needed` counts the place being true, and its neighbour false. */
  readonly firstUse: Int32Array;
  readonly uses: Int32Array;
  /** The criteria that a place answers. */
  readonly firstAnswer: Int32Array;
  readonly answers: Int32Array;
  /** At twice a joint's number: how many true parts make it true; after it: how many false parts make it false. */
  readonly needed: Int8Array | Int16Array;
}

/** Collects criteria and makes the program of them. */
export class ProgramBuilder {
  readonly #leaves: Leaf[] = [];
  readonly #leafPlaces = new Map<string, number>();
  readonly #joints: Joint[] = [];
  readonly #jointPlaces = new Map<string, number>();
  readonly #criteria: SignedPlace[] = [];

  /** The index of the criterion; places are settled when the program is made. */
  add(criterion: Criterion): number {
    return this.#criteria.push(this.#placeOf(criterion)) - 1;
  }

  program(): CriterionProgram {
    return makeProgram(this.#leaves, this.#joints, this.#criteria);
  }

  /** Leaves count from 0; joints from -1 downwards until it is known how many leaves there are. */
  #placeOf(criterion: Criterion): SignedPlace {
    if (isLeaf(criterion)) return { place: this.#leafPlace(criterion), sign: 1 };
    if (criterion.kind === "not") {
      const { place, sign } = this.#placeOf(criterion.of);
      return { place, sign: sign === 1 ? -1 : 1 };
    }
    const parts = criterion.of.map((part) => this.#placeOf(part));
    const count = criterion.kind === "all" ? parts.length : criterion.kind === "any" ? 1 : criterion.count;
    return { place: this.#jointPlace({ count, parts }), sign: 1 };
  }

  #leafPlace(leaf: Leaf): number {
    const key = leafKey(leaf);
    const known = this.#leafPlaces.get(key);
    if (known !== undefined) return known;
    this.#leafPlaces.set(key, this.#leaves.length);
    return this.#leaves.push(leaf) - 1;
  }

  #jointPlace(joint: Joint): number {
    const key = `${joint.count}:${joint.parts.map(({ place, sign }) => `${place}${sign === 1 ? "" : "-"}`)}`;
    const known = this.#jointPlaces.get(key);
    if (known !== undefined) return known;
    const place = -this.#joints.push(joint);
    this.#jointPlaces.set(key, place);
    return place;
  }
}

function makeProgram(
  leaves: readonly Leaf[],
  joints: readonly Joint[],
  criteria: readonly SignedPlace[],
): CriterionProgram {
  const places = { length: leaves.length + joints.length };
  const uses: number[][] = Array.from(places, () => []);
  const answers: number[][] = Array.from(places, () => []);
  const enter = (lists: number[][], { place, sign }: SignedPlace, number: number) => {
    const settled = place >= 0 ? place : leaves.length - place - 1;
    lists[settled].push(2 * number + (sign === 1 ? 0 : 1));
  };
  joints.forEach(({ parts }, joint) => {
    for (const part of parts) enter(uses, part, joint);
  });
  criteria.forEach((place, criterion) => {
    enter(answers, place, criterion);
  });
  return {
    leaves,
    criteria: criteria.length,
    firstUse: firstOfEach(uses),
    uses: Int32Array.from(uses.flat()),
    firstAnswer: firstOfEach(answers),
    answers: Int32Array.from(answers.flat()),
    needed: neededParts(joints),
  };
}

/** In bytes where they suffice, because every patient has a copy. */
function neededParts(joints: readonly Joint[]): Int8Array | Int16Array {
  const needed = joints.flatMap(({ count, parts }) => [count, parts.length - count + 1]);
  const isSmall = joints.every(({ parts }) => parts.length < 128);
  return isSmall ? Int8Array.from(needed) : Int16Array.from(needed);
}

function firstOfEach(lists: readonly (readonly number[])[]): Int32Array {
  const first = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    first[index + 1] = first[index] + list.length;
  });
  return first;
}
