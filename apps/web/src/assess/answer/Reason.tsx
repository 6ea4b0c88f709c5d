/** One reason: what it says, how strong it is, the findings it rests on with their origin, and its source. */
import type { Strength, Verified } from "@krampe/core/knowledge/knowledge.ts";
import { STRENGTH_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { SourceList } from "../../source/SourceList.tsx";
import { VerifiedMark } from "../../source/VerifiedMark.tsx";
import { useAssessing, useKnown } from "../assessing.ts";
import { writtenFinding } from "../written-finding.ts";
import { Disclosure } from "./Disclosure.tsx";

interface Grounds {
  readonly findings?: readonly string[];
  readonly source: readonly string[];
  readonly verified: Verified;
}

export interface ShownReason extends Grounds {
  readonly because: string;
  readonly strength?: Strength;
}

export function Reason({
  reason,
  direction,
}: {
  readonly reason: ShownReason;
  readonly direction?: "for" | "against";
}) {
  const words = useWords({ en, nb }).hypotheses;
  const { language } = useKnown();
  return (
    <li className="reason" data-direction={direction}>
      {direction && (
        <span className="reason-sign">
          <span aria-hidden="true">{direction === "for" ? "+" : "−"}</span>
          <span className="ds-sr-only">{words.argument[direction]}: </span>
        </span>
      )}
      <div>
        <p>
          {reason.because}{" "}
          {reason.strength && <span className="strength">{STRENGTH_WORDS[reason.strength][language]}</span>}
        </p>
        <GroundsDisclosure grounds={reason} />
      </div>
    </li>
  );
}

/** Opens down to finding → origin → source. */
export function GroundsDisclosure({ grounds }: { readonly grounds: Grounds }) {
  const words = useWords({ en, nb }).hypotheses;
  const named = grounds.source.filter((key) => key !== "recalled" && key !== "derived");
  return (
    <Disclosure
      className="grounds"
      summary={
        <>
          <span>{words.source}</span>
          {named.length > 0 && <span className="quiet">: {named.join(", ")}</span>}{" "}
          <VerifiedMark verified={grounds.verified} brief />
        </>
      }
    >
      <GroundsText grounds={grounds} />
    </Disclosure>
  );
}

function GroundsText({ grounds: { findings = [], source, verified } }: { readonly grounds: Grounds }) {
  const words = useWords({ en, nb }).hypotheses;
  return (
    <div className="grounds-text">
      {findings.length > 0 && (
        <>
          <p className="grounds-heading">{words.rests}</p>
          <ul className="grounds-findings">
            {findings.map((id) => (
              <GroundFinding key={id} id={id} depth={0} />
            ))}
          </ul>
        </>
      )}
      <p className="grounds-heading">
        {words.source} <VerifiedMark verified={verified} />
      </p>
      <SourceList source={source} />
    </div>
  );
}

/** Deeper than the knowledge derives, and an end in any case. */
const DEEPEST = 4;

/** A finding with its origin; below one that follows from others, those that are known of them. */
function GroundFinding({ id, depth }: { readonly id: string; readonly depth: number }) {
  const { findings, definition, language } = useAssessing();
  const [finding, about] = [findings.get(id), definition(id)];
  if (!about) return null;
  const from = finding?.origin === "derived" && depth < DEEPEST ? (finding.from ?? []) : [];
  return (
    <li>
      {finding ? writtenFinding(finding, about, language) : about.label[language]}
      {from.length > 0 && (
        <ul className="grounds-findings">
          {from.map((one) => (
            <GroundFinding key={one} id={one} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
