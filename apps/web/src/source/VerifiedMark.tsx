/** How far a statement is to be trusted: its source was read, it is recalled, or it is derived. Always shape and word, never colour alone. */
import type { Verified } from "@krampe/core/knowledge/knowledge.ts";
import { VERIFIED_WORDS } from "@krampe/core/plan/words.ts";
import { useSettings } from "../settings/settings.tsx";

const SHAPES: Readonly<Record<Verified, string>> = { seen: "●", recalled: "○", derived: "◐" };

export function VerifiedMark({
  verified,
  brief = false,
}: {
  readonly verified: Verified;
  /** Of a source that was read, only the sign is shown; the word is said. What is less than that always has its word. */
  readonly brief?: boolean;
}) {
  const { language } = useSettings();
  return (
    <span className="verified" data-verified={verified}>
      <span aria-hidden="true">{SHAPES[verified]}</span>{" "}
      <span className={brief && verified === "seen" ? "ds-sr-only" : undefined}>
        {VERIFIED_WORDS[verified][language]}
      </span>
    </span>
  );
}
