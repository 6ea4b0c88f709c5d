/**
 * Which patterns a recording shows, when, in which channel, and why.
 *
 * The timeline has one entry for each stretch of each channel. Every argument carries the numbers that decided it, with their
 * intervals, and the part of the signal they were measured on.
 */
import type { Verdict } from "../../assessment/verdict.ts";
import type { Text } from "../../issue/text.ts";
import type { Strength, Verified } from "../../knowledge/knowledge.ts";
import type { FeatureValue, StretchKind } from "../../measurement/types/stretch.ts";
import type { PatternContext } from "../pattern-context.ts";

/** One feature as an argument sees it. */
export interface FeatureSeen {
  /** Id in `knowledge/features/`. */
  readonly id: string;
  readonly label: Text;
  /** Absent for what was told of the recording (context) but is not known here. */
  readonly value?: FeatureValue;
  /** Part of the signal it was measured on, seconds from the start of the recording. */
  readonly fromS: number;
  readonly toS: number;
  /** The train of discharges it was measured on. */
  readonly train?: string;
  /** Of a number that decided: what it was found to lie between, in its own unit. */
  readonly limits?: { readonly low?: number; readonly high?: number };
  /** Of a sign that follows from other features: those that decided it. */
  readonly by?: readonly FeatureSeen[];
}

export interface PatternArgument {
  /** `cramp-discharge#3`: the pattern and the argument's place in its file. */
  readonly id: string;
  readonly strength: Strength;
  readonly because: Text;
  /** The criterion in words. */
  readonly criterion: Text;
  readonly source: readonly string[];
  readonly verified: Verified;
  /** Of a true argument those that made it true; of a missing one those that are not known. */
  readonly features: readonly FeatureSeen[];
  /** The part of the signal it rests on. */
  readonly fromS: number;
  readonly toS: number;
}

/** What the handbook page says of a rate, beside what was measured. It has no say in the verdict. */
export interface PageBeside {
  readonly text: Text;
  readonly low?: number;
  readonly high?: number;
  readonly unit: string;
  readonly facts: readonly string[];
  readonly resolves: readonly string[];
  readonly source: readonly string[];
  readonly verified: Verified;
  readonly measured: readonly FeatureSeen[];
}

/** A pattern weighed against one stretch. */
export interface WeighedPattern {
  readonly id: string;
  readonly label: Text;
  readonly verdict: Verdict;
  /** For less against, in points of the rule. */
  readonly balance: number;
  /** Arguments that are true. */
  readonly for: readonly PatternArgument[];
  readonly against: readonly PatternArgument[];
  /** Arguments that cannot be told, because something was not measured or not said. */
  readonly missing: readonly PatternArgument[];
  readonly page: readonly PageBeside[];
}

/** What a stretch would be called if more were told of the recording. */
export interface SettledBy {
  readonly told: PatternContext;
  readonly id: string;
  readonly label: Text;
  readonly verdict: Verdict;
}

/** One entry of the timeline. */
export interface NamedPattern extends WeighedPattern {
  /** Label of the channel. */
  readonly channel: string;
  readonly channelIndex: number;
  /** Whether anything rises above the noise there, or the signal is not usable. */
  readonly kind: StretchKind;
  readonly fromS: number;
  /** Exclusive. */
  readonly toS: number;
  /** Only of `undetermined`: patterns that are supported equally well and cannot be told apart here. */
  readonly between: readonly string[];
  /**
   * Of `undetermined`, and of activity as at will when it was not told what the muscle was asked to do: what would have to be told,
   * and what it would then be. Empty if nothing that can be told settles it.
   */
  readonly settledBy: readonly SettledBy[];
  /** The other patterns that are not unlikely, best supported first. */
  readonly alternatives: readonly WeighedPattern[];
}

export interface PatternSummary {
  readonly id: string;
  readonly label: Text;
  readonly verdict: Verdict;
  /** Of `undetermined`: what it lies between. */
  readonly between: readonly string[];
  /** Of `undetermined`: what would settle its longest stretch. */
  readonly settledBy: readonly SettledBy[];
  /** The other pathological patterns that were seen for more than an instant, longest first. */
  readonly beside: readonly {
    readonly id: string;
    readonly label: Text;
    readonly verdict: Verdict;
    readonly seconds: number;
    /** It takes its share or comes back, and so says something of the patient; a moment does not. */
    readonly holds: boolean;
  }[];
  /** Every pattern of the timeline with the time it takes, longest first. */
  readonly shown: readonly { readonly id: string; readonly label: Text; readonly seconds: number }[];
}

export interface PatternNames {
  readonly patterns: readonly NamedPattern[];
  readonly summary: PatternSummary;
}
