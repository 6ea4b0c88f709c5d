/** Tests: what to order, as a list that is ticked and copied; what is there; what depends; what is not needed and why. */

import { Button } from "@digdir/designsystemet-react";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import type { ReportedInvestigation } from "@krampe/core/plan/report.ts";
import { URGENCY_WORDS } from "@krampe/core/plan/words.ts";
import { memo } from "react";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { copyText } from "../actions/copy-text.ts";
import { announce } from "../announce/announce.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import { sameContent } from "../same-content.ts";
import { Disclosure } from "./Disclosure.tsx";
import { Reason } from "./Reason.tsx";
import { toggleTest, useUntickedTests } from "./ticked-tests.ts";

export function Tests() {
  const words = useWords({ en, nb });
  const { report, definition, language } = useAssessing();
  const unticked = useUntickedTests();
  const of = (status: ReportedInvestigation["status"]) =>
    report.investigations.filter((one) => one.status === status);
  const [indicated, there, depends, notNeeded] = [
    of("indicated"),
    of("already-there"),
    of("depends"),
    of("not-needed"),
  ];
  const ticked = indicated.filter(({ id }) => !unticked.has(id));

  async function copy() {
    const text = ticked.map(({ label }) => label).join("\n");
    announce((await copyText(text)) ? words.tests.copied(ticked.length) : words.noteDialog.notCopied);
  }

  return (
    <section className="tests" aria-labelledby="tests-heading">
      <h3 id="tests-heading">{words.tests.heading}</h3>
      {indicated.length === 0 && <p className="quiet">{words.tests.none}</p>}
      {indicated.length > 0 && (
        <>
          <ul className="tests-order">
            {indicated.map((one) => (
              <IndicatedTest key={one.id} test={one} ticked={!unticked.has(one.id)} onTick={toggleTest} />
            ))}
          </ul>
          <div className="buttons">
            <Button data-size="sm" variant="secondary" onClick={copy} disabled={ticked.length === 0}>
              {words.tests.copy}
            </Button>
          </div>
        </>
      )}
      {there.length > 0 && (
        <p className="tests-there">
          <strong>{words.tests.there}:</strong> {there.map(({ label }) => label).join(", ")}
        </p>
      )}
      {depends.length > 0 && (
        <Disclosure className="tests-more" summary={`${words.tests.depends} (${depends.length})`}>
          <ul className="tests-list">
            {depends.map((one) => (
              <li key={one.id}>
                <strong>{one.label}</strong>
                <p className="quiet">
                  {words.tests.dependsOn(
                    [...new Set(one.because.flatMap(({ findings }) => findings))]
                      .slice(0, 6)
                      .map((id) => lowered(definition(id)?.label[language] ?? id))
                      .join(", "),
                  )}
                </p>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {notNeeded.length > 0 && (
        <Disclosure className="tests-more" summary={words.tests.notNeeded(notNeeded.length)}>
          <NotNeeded tests={notNeeded} />
        </Disclosure>
      )}
    </section>
  );
}

const IndicatedTest = memo(function IndicatedTest({
  test,
  ticked,
  onTick,
}: {
  readonly test: ReportedInvestigation;
  readonly ticked: boolean;
  readonly onTick: (id: string) => void;
}) {
  const { language } = useKnown();
  return (
    <li>
      <div className="test-head">
        <label className="tick">
          <input type="checkbox" className="ds-input" checked={ticked} onChange={() => onTick(test.id)} />
          <span>{test.label}</span>
        </label>
        {test.urgency !== "routine" && (
          <span className="urgency-mark" data-urgency={test.urgency}>
            {URGENCY_WORDS[test.urgency][language]}
          </span>
        )}
      </div>
      <TestReasons test={test} />
    </li>
  );
}, sameContent);

function TestReasons({ test }: { readonly test: ReportedInvestigation }) {
  return (
    <ul className="reasons">
      {test.because.map((reason) => (
        <Reason key={reason.because} reason={reason} />
      ))}
      {test.preparation && <li className="quiet">{test.preparation}</li>}
    </ul>
  );
}

/** Many tests are left out for the same reason: the reason is said once. */
const NotNeeded = memo(function NotNeeded({ tests }: { readonly tests: readonly ReportedInvestigation[] }) {
  const byReason = new Map<string, ReportedInvestigation[]>();
  for (const test of tests) {
    const reason = test.because[0]?.because ?? "";
    byReason.set(reason, [...(byReason.get(reason) ?? []), test]);
  }
  return (
    <ul className="tests-list">
      {[...byReason].map(([reason, own]) => (
        <li key={reason}>
          <p>
            <strong>{own.map(({ label }) => label).join(", ")}</strong>
          </p>
          <ul className="reasons">
            {own[0].because.map((one) => (
              <Reason key={one.because} reason={one} />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}, sameContent);
