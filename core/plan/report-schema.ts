/**
 * The form of the documented JSON, as a schema: it is published (docs/reference/report.schema.json), the service describes its
 * answers with it, and the tests hold every report to it.
 */
import { Type } from "typebox";
import { VERDICTS } from "../assessment/verdict.ts";
import { URGENCIES, WAYS_TO_OBTAIN } from "../knowledge/knowledge.ts";
import { INVESTIGATION_STATUSES } from "./investigations.ts";
import { TREATMENT_VERDICTS } from "./treatments.ts";

const closed = { additionalProperties: false } as const;
const Id = Type.String({ description: "stable id of the knowledge" });
const Words = Type.String({ description: "in the language that was asked for" });
const Ids = Type.Array(Id);
const Urgency = Type.Enum([...URGENCIES]);
const Strength = Type.Enum(["decisive", "strong", "moderate", "weak"]);
const cited = {
  source: Type.Array(Type.String({ description: "key of a reference" })),
  verified: Type.Enum(["seen", "recalled", "derived"]),
};

const Finding = Type.Object(
  {
    id: Id,
    label: Words,
    value: Type.Union([Type.String(), Type.Number()], {
      description: "present, absent, an option, a number in `unit`, or a bound such as '<3'",
    }),
    unit: Type.Optional(Type.String({ description: "UCUM" })),
    text: Type.String({ description: "the value in words of the language" }),
    origin: Type.Enum(["told", "examined", "laboratory", "record", "emg", "derived"]),
    at: Type.Optional(Type.String({ description: "ISO 8601" })),
    from: Type.Optional(
      Type.Array(Type.String({ description: "FHIR reference, drug as written, or finding" })),
    ),
    interval: Type.Optional(
      Type.Object(
        {
          low: Type.Optional(Type.Number()),
          high: Type.Optional(Type.Number()),
          whose: Type.Enum(["laboratory", "krampe"]),
        },
        closed,
      ),
    ),
  },
  closed,
);

const Reason = Type.Object(
  {
    id: Type.Optional(Id),
    because: Words,
    strength: Type.Optional(Strength),
    ...cited,
    findings: Ids,
  },
  closed,
);

const Hypothesis = Type.Object(
  {
    id: Id,
    label: Words,
    verdict: Type.Enum([...VERDICTS]),
    for: Type.Array(Reason),
    against: Type.Array(Reason),
    missing: Type.Array(
      Type.Object(
        { id: Id, direction: Type.Enum(["for", "against"]), strength: Strength, findings: Ids },
        closed,
      ),
    ),
  },
  closed,
);

const Question = Type.Object(
  {
    finding: Id,
    label: Words,
    question: Words,
    obtain: Type.Enum([...WAYS_TO_OBTAIN]),
    changes: Type.Array(
      Type.Object(
        {
          kind: Type.Enum(["red-flag", "phenomenon", "cause", "treatment"]),
          id: Id,
          label: Words,
          answer: Type.String(),
          from: Type.Optional(Type.String()),
          to: Type.String(),
        },
        closed,
      ),
    ),
  },
  closed,
);

const Told = Type.Object({ text: Words, ...cited }, closed);
const ToldWithStatus = Type.Object({ text: Words, status: Type.String(), ...cited }, closed);

const Evidence = Type.Object(
  {
    population: Words,
    comparator: Words,
    outcome: Words,
    text: Words,
    certainty: Type.Enum(["high", "moderate", "low", "very-low", "none"]),
    n: Type.Optional(Type.Integer()),
    trials: Type.Optional(Type.Integer()),
    effect: Type.Optional(
      Type.Object(
        {
          value: Type.Number(),
          low: Type.Optional(Type.Number()),
          high: Type.Optional(Type.Number()),
          unit: Words,
          noEffect: Type.Number(),
          better: Type.Enum(["lower", "higher"]),
        },
        closed,
      ),
    ),
    ...cited,
  },
  closed,
);

const Place = Type.Object(
  {
    file: Type.Optional(Type.String()),
    line: Type.Optional(Type.Integer()),
    column: Type.Optional(Type.Integer()),
    byteOffset: Type.Optional(Type.Integer()),
    path: Type.Optional(Type.String()),
  },
  closed,
);

export const ReportSchema = Type.Object(
  {
    knowledge: Type.Object(
      { version: Type.String(), hash: Type.String({ pattern: "^[0-9a-f]{64}$" }) },
      closed,
    ),
    urgency: Urgency,
    findings: Type.Array(Finding),
    redFlags: Type.Array(
      Type.Object(
        { id: Id, label: Words, because: Words, action: Words, urgency: Urgency, ...cited, findings: Ids },
        closed,
      ),
    ),
    phenomena: Type.Array(Hypothesis),
    causes: Type.Array(Hypothesis),
    ask: Type.Array(Question),
    investigations: Type.Array(
      Type.Object(
        {
          id: Id,
          label: Words,
          status: Type.Enum([...INVESTIGATION_STATUSES]),
          urgency: Urgency,
          because: Type.Array(Reason),
          preparation: Type.Optional(Words),
        },
        closed,
      ),
    ),
    treatments: Type.Array(
      Type.Object(
        {
          id: Id,
          label: Words,
          verdict: Type.Enum([...TREATMENT_VERDICTS]),
          otherwise: Type.Optional(Type.Enum(["first-line", "consider"])),
          because: Type.Array(Reason),
          check: Type.Array(Reason),
          dose: Type.Optional(Type.Array(Told)),
          evidence: Type.Array(Evidence),
          monitoring: Type.Array(Told),
          stopRule: Type.Optional(Told),
          pregnancy: Type.Optional(ToldWithStatus),
          licence: Type.Optional(ToldWithStatus),
        },
        closed,
      ),
    ),
    issues: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          severity: Type.Enum(["error", "warning", "information"]),
          message: Words,
          suggestion: Type.Optional(Words),
          place: Type.Optional(Place),
        },
        closed,
      ),
    ),
  },
  closed,
);
