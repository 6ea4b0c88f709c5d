/**
 * A CDS Hooks card and its parts, as the specification names them.
 *
 * Source: CDS Hooks 2.0.1, "CDS Service Response" (cards, suggestions, actions, links, override reasons).
 */

export type Indicator = "info" | "warning" | "critical";

export interface Coding {
  readonly system?: string;
  readonly code: string;
  readonly display?: string;
}

export interface Action {
  readonly type: "create" | "update" | "delete";
  readonly description: string;
  /** Create and update. */
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Delete: `MedicationRequest/123`. */
  readonly resourceId?: string;
}

export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended?: boolean;
  readonly actions: readonly Action[];
}

export interface Link {
  readonly label: string;
  readonly url: string;
  readonly type: "absolute" | "smart";
  readonly appContext?: string;
}

export interface Card {
  readonly uuid: string;
  /** Less than 140 characters. */
  readonly summary: string;
  /** GitHub-flavoured Markdown. */
  readonly detail?: string;
  readonly indicator: Indicator;
  readonly source: { readonly label: string; readonly url?: string; readonly topic?: Coding };
  readonly suggestions?: readonly Suggestion[];
  /** Required when there are suggestions. */
  readonly selectionBehavior?: "at-most-one" | "any";
  readonly overrideReasons?: readonly Coding[];
  readonly links?: readonly Link[];
}

const LONGEST_SUMMARY = 139;

/** The summary, shortened at a word if it is too long; the rest belongs in the detail. */
export function summaryText(text: string): string {
  if (text.length <= LONGEST_SUMMARY) return text;
  const cut = text.slice(0, LONGEST_SUMMARY - 1);
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > 80 ? end : cut.length).replace(/[,;:(]$/, "")}…`;
}
