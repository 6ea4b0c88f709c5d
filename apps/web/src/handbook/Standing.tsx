/** How far a statement is to be trusted: in a long text only what was not read is said in words; the legend explains the signs. */
import type { Verified } from "@krampe/core/knowledge/knowledge.ts";
import { VERIFIED_WORDS } from "@krampe/core/plan/words.ts";
import { useSettings } from "../settings/settings.tsx";
import { VerifiedMark } from "../source/VerifiedMark.tsx";

export function Standing({ verified }: { readonly verified: Verified }) {
  const { language } = useSettings();
  if (verified !== "seen") return <VerifiedMark verified={verified} />;
  return (
    <span className="verified" data-verified="seen" title={VERIFIED_WORDS.seen[language]}>
      <span aria-hidden="true">●</span>
      <span className="ds-sr-only">{VERIFIED_WORDS.seen[language]}</span>
    </span>
  );
}

/** What the three signs mean. */
export function StandingLegend() {
  return (
    <p className="standing-legend">
      <VerifiedMark verified="seen" /> <VerifiedMark verified="derived" />{" "}
      <VerifiedMark verified="recalled" />
    </p>
  );
}
