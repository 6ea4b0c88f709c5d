/** What would have to be told so that a stretch gets a name, to be told right there. */
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";
import type { SettledBy } from "@krampe/core/pattern/types/named-pattern.ts";
import { VERDICT_WORDS } from "@krampe/core/plan/words.ts";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { useWords } from "../../language/words.ts";
import { useSettings } from "../../settings/settings.tsx";
import { bench } from "../bench/workbench.ts";
import { SmallButton } from "../parts/SmallButton.tsx";
import { contextText } from "./context-text.ts";

export function WhatSettles({ settledBy }: { readonly settledBy: readonly SettledBy[] }) {
  const words = useWords({ en, nb }).patterns;
  const { language } = useSettings();
  return (
    <div className="emg-settles">
      <p className="emg-reasons-head">{settledBy.length > 0 ? words.settles : words.nothingSettles}</p>
      <ul>
        {settledBy.map(({ told, id, label, verdict }) => (
          <li key={`${id} ${JSON.stringify(told)}`}>
            <SmallButton onClick={() => tell(told)}>
              {words.tell(contextText(told, words.context))}
            </SmallButton>
            <span>
              <span aria-hidden="true">→ </span>
              {label[language]} ({VERDICT_WORDS[verdict][language]})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function tell(told: PatternContext): void {
  bench.set({ context: { ...bench.get().context, ...told } });
}
