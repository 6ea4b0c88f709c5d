/** What to try, what to check first, what to leave: each with reasons, dose, evidence and follow-up. */
import type { ReportedText, ReportedTreatment } from "@krampe/core/plan/report.ts";
import type { TreatmentVerdict } from "@krampe/core/plan/treatments.ts";
import { TREATMENT_WORDS } from "@krampe/core/plan/words.ts";
import { memo } from "react";
import { address } from "../../app/route.ts";
import { en } from "../../language/assess/en.ts";
import { nb } from "../../language/assess/nb.ts";
import { useWords } from "../../language/words.ts";
import { useAssessing, useKnown } from "../assessing.ts";
import { FindingRow } from "../intake/FindingRow.tsx";
import { sameContent } from "../same-content.ts";
import { Disclosure } from "./Disclosure.tsx";
import { EvidencePlot } from "./EvidencePlot.tsx";
import { GroundsDisclosure, Reason } from "./Reason.tsx";

const TRY: readonly TreatmentVerdict[] = ["first-line", "consider"];

export function Treatments() {
  const words = useWords({ en, nb }).treatments;
  const { report } = useAssessing();
  const all = report.treatments;
  const groups = [
    { id: "try", heading: words.try, own: all.filter(({ verdict }) => TRY.includes(verdict)) },
    { id: "check", heading: words.check, own: all.filter(({ verdict }) => verdict === "check-first") },
    {
      id: "avoid",
      heading: words.avoid,
      own: all.filter(({ verdict }) => !TRY.includes(verdict) && verdict !== "check-first").toReversed(),
    },
  ];
  return (
    <section className="treatments" aria-labelledby="treatments-heading">
      <h3 id="treatments-heading">{words.heading}</h3>
      {all.length === 0 && <p className="quiet">{words.none}</p>}
      {groups.map(
        ({ id, heading, own }) =>
          own.length > 0 && (
            <div key={id} className="treatment-group" data-group={id}>
              <h4 className="subheading">{heading}</h4>
              {own.map((one) => (
                <TreatmentCard key={one.id} treatment={one} />
              ))}
            </div>
          ),
      )}
    </section>
  );
}

const SHAPES: Readonly<Record<TreatmentVerdict, string>> = {
  "first-line": "●",
  consider: "○",
  "check-first": "?",
  "not-recommended": "▽",
  avoid: "✕",
  contraindicated: "✕✕",
};

const TreatmentCard = memo(function TreatmentCard({ treatment }: { readonly treatment: ReportedTreatment }) {
  const words = useWords({ en, nb }).treatments;
  const { language } = useKnown();
  const { label, verdict, otherwise, because } = treatment;
  return (
    <Disclosure
      className="treatment"
      summary={
        <>
          <span className="treatment-name">{label}</span>
          <span className="verdict" data-treatment={verdict}>
            <span aria-hidden="true">{SHAPES[verdict]}</span> {TREATMENT_WORDS[verdict][language]}
          </span>
          <span className="treatment-why">
            {otherwise && `${words.otherwise(TREATMENT_WORDS[otherwise][language])}. `}
            {because[0]?.because}
          </span>
        </>
      }
    >
      <TreatmentDetails treatment={treatment} />
    </Disclosure>
  );
}, sameContent);

function TreatmentDetails({ treatment }: { readonly treatment: ReportedTreatment }) {
  const words = useWords({ en, nb });
  const { definition } = useKnown();
  const { because, check, dose, evidence, monitoring, stopRule, pregnancy, licence } = treatment;
  const toCheck = [...new Set(check.flatMap(({ findings }) => findings))].flatMap(
    (id) => definition(id) ?? [],
  );
  return (
    <div className="treatment-details">
      <ul className="reasons">
        {because.map((reason) => (
          <Reason key={reason.because} reason={reason} />
        ))}
      </ul>
      {check.length > 0 && (
        <>
          <p className="grounds-heading">{words.treatments.checkFindings}</p>
          <ul className="reasons">
            {check.map((reason) => (
              <Reason key={reason.because} reason={reason} />
            ))}
          </ul>
          {toCheck.map((one) => (
            <FindingRow key={one.id} definition={one} />
          ))}
        </>
      )}
      {dose && <Texts heading={words.treatments.dose} texts={dose} />}
      {evidence.length > 0 && (
        <>
          <p className="grounds-heading">{words.treatments.evidence}</p>
          <ul className="evidence-list">
            {evidence.map((one) => (
              <EvidencePlot key={`${one.outcome}|${one.population}|${one.text}`} evidence={one} />
            ))}
          </ul>
        </>
      )}
      <Texts heading={words.treatments.monitoring} texts={monitoring} />
      {stopRule && <Texts heading={words.treatments.stop} texts={[stopRule]} />}
      {pregnancy && <Texts heading={words.treatments.pregnancy} texts={[pregnancy]} />}
      {licence && <Texts heading={words.treatments.licence} texts={[licence]} />}
      <p>
        <a href={address("handbook", "treatment", treatment.id)}>
          {words.hypotheses.handbook}
          <span className="ds-sr-only">: {treatment.label}</span>
        </a>
      </p>
    </div>
  );
}

function Texts({ heading, texts }: { readonly heading: string; readonly texts: readonly ReportedText[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <p className="grounds-heading">{heading}</p>
      {texts.map((one) => (
        <div key={one.text} className="cited">
          <p>{one.text}</p>
          <GroundsDisclosure grounds={one} />
        </div>
      ))}
    </>
  );
}
