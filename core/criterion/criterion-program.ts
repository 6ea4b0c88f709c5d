/**
 * Many criteria as one program over a table of truths: the same answers as `evaluateCriterion`, without walking trees.
 *
 * Every leaf and every joint (all, any, at least) has a place in the table, leaves first, a joint after its parts; what stands in
 * many criteria has one place. A *not* is a sign before a place. So all criteria of a patient are answered by one pass over the
 * joints, and a *what if* by a pass over those joints that the changed leaves reach.
 */
import type { Truth } from "../quantity/quantity.ts";
import { type Criterion, isLeaf, type Leaf, leafKey } from "./criterion.ts";

const ALL = 0;
const ANY = 1;

/** A place in the table, turned round if the sign is -1. */
export interface SignedPlace {
  readonly place: number;
  readonly sign: 1 | -1;
}

export interface CriterionProgram {
  /** In the order of their places, from 0. */
  readonly leaves: readonly Leaf[];
  /** Leaves and joints. */
  readonly size: number;
  /** Each criterion's place and sign, in the order in which they were added. */
  readonly places: Int32Array;
  readonly signs: Int8Array;
  /** The joints that each leaf reaches, ascending: parts before what they are parts of. */
  readonly jointsOfLeaf: readonly (readonly number[])[];
  /** Works out every joint of a table whose leaves are set. */
  evaluateAll(truths: Int8Array): void;
  /** Works out these joints only; they must be ascending. */
  evaluateSome(truths: Int8Array, joints: readonly number[]): void;
  /** The truth of one criterion from the leaves alone, whatever stands at the joints. */
  truthFromLeaves(criterion: number, truths: Int8Array): Truth;
}

/** Collects criteria and makes the program of them. */
export class ProgramBuilder {
  readonly #leaves: Leaf[] = [];
  readonly #leafPlaces = new Map<string, number>();
  readonly #joints: { kind: number; parts: SignedPlace[] }[] = [];
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
    const kind = criterion.kind === "all" ? ALL : criterion.kind === "any" ? ANY : ANY + criterion.count;
    const key = `${kind}:${parts.map(({ place, sign }) => place * 2 + (sign === 1 ? 0 : 0.5)).join()}`;
    const known = this.#jointPlaces.get(key);
    if (known !== undefined) return { place: known, sign: 1 };
    const place = -this.#joints.push({ kind, parts });
    this.#jointPlaces.set(key, place);
    return { place, sign: 1 };
  }

  #leafPlace(leaf: Leaf): number {
    const key = leafKey(leaf);
    const known = this.#leafPlaces.get(key);
    if (known !== undefined) return known;
    this.#leafPlaces.set(key, this.#leaves.length);
    return this.#leaves.push(leaf) - 1;
  }
}

function makeProgram(
  leaves: readonly Leaf[],
  joints: readonly { kind: number; parts: readonly SignedPlace[] }[],
  criteria: readonly SignedPlace[],
): CriterionProgram {
  const leafCount = leaves.length;
  const settled = (place: number) => (place >= 0 ? place : leafCount - place - 1);
  const kinds = Uint8Array.from(joints, ({ kind }) => kind);
  const parts = joints.map((joint) => joint.parts.map(({ place }) => settled(place)));
  const starts = new Int32Array(joints.length + 1);
  parts.forEach((list, index) => {
    starts[index + 1] = starts[index] + list.length;
  });
  const partPlaces = Int32Array.from(parts.flat());
  const partSigns = Int8Array.from(joints.flatMap((joint) => joint.parts.map(({ sign }) => sign)));
  const places = Int32Array.from(criteria, ({ place }) => settled(place));
  const signs = Int8Array.from(criteria, ({ sign }) => sign);

  const truthOfJoint = (joint: number, truths: Int8Array): number => {
    const end = starts[joint + 1];
    const kind = kinds[joint];
    let i = starts[joint];
    if (kind === ALL) {
      let least = 1;
      for (; i < end; i++) {
        const truth = truths[partPlaces[i]] * partSigns[i];
        if (truth < least) {
          if (truth === -1) return -1;
          least = truth;
        }
      }
      return least;
    }
    if (kind === ANY) {
      let most = -1;
      for (; i < end; i++) {
        const truth = truths[partPlaces[i]] * partSigns[i];
        if (truth > most) {
          if (truth === 1) return 1;
          most = truth;
        }
      }
      return most;
    }
    const count = kind - ANY;
    let certain = 0;
    let possible = 0;
    for (; i < end; i++) {
      const truth = truths[partPlaces[i]] * partSigns[i];
      if (truth === 1) certain++;
      if (truth !== -1) possible++;
    }
    return certain >= count ? 1 : possible < count ? -1 : 0;
  };

  const workOut = (place: number, truths: Int8Array): void => {
    if (place < leafCount) return;
    const joint = place - leafCount;
    for (let i = starts[joint]; i < starts[joint + 1]; i++) workOut(partPlaces[i], truths);
    truths[place] = truthOfJoint(joint, truths);
  };

  return {
    leaves,
    size: leafCount + joints.length,
    places,
    signs,
    jointsOfLeaf: jointsByLeaf(leafCount, parts),
    evaluateAll: (truths) => {
      for (let joint = 0; joint < kinds.length; joint++)
        truths[leafCount + joint] = truthOfJoint(joint, truths);
    },
    evaluateSome: (truths, some) => {
      for (let i = 0; i < some.length; i++) truths[some[i]] = truthOfJoint(some[i] - leafCount, truths);
    },
    truthFromLeaves: (criterion, truths) => {
      workOut(places[criterion], truths);
      return (truths[places[criterion]] * signs[criterion]) as Truth;
    },
  };
}

function jointsByLeaf(leafCount: number, parts: readonly (readonly number[])[]): number[][] {
  const reaches: Set<number>[] = Array.from({ length: leafCount }, () => new Set());
  const leavesOf: number[][] = [];
  parts.forEach((list, joint) => {
    const below = list.flatMap((place) => (place < leafCount ? [place] : leavesOf[place - leafCount]));
    leavesOf.push([...new Set(below)]);
    for (const leaf of leavesOf[joint]) reaches[leaf].add(leafCount + joint);
  });
  return reaches.map((joints) => [...joints].sort((a, b) => a - b));
}
