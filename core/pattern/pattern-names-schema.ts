/**
 * The JSON of named patterns, as a JSON Schema: the form of `PatternNames` once more, for validators, editors and other programs.
 */
import { type TObject, Type } from "typebox";
import { VERDICTS } from "../assessment/verdict.ts";
import { FeatureValueSchema, RecordingMeasurementSchema } from "../measurement/measurement-schema.ts";

const closed = { additionalProperties: false } as const;
const Text = Type.Object({ en: Type.String(), nb: Type.String() }, closed);
const Seconds = (description: string) =>
  Type.Number({ description: `${description}; seconds from the start of the recording` });
const span = { fromS: Seconds("start, inclusive"), toS: Seconds("end, exclusive") };
const cited = {
  source: Type.Array(Type.String(), { description: "keys of references" }),
  verified: Type.Enum(["seen", "recalled", "derived"]),
};
const Verdict = Type.Enum([...VERDICTS]);
const Between = Type.Array(Type.String(), {
  description: "of undetermined: patterns that are supported equally well",
});

const FeatureSeenSchema = Type.Cyclic(
  {
    FeatureSeen: Type.Object(
      {
        id: Type.String({ description: "in knowledge/features" }),
        label: Text,
        value: Type.Optional(FeatureValueSchema),
        ...span,
        train: Type.Optional(Type.String({ description: "the train of discharges it was measured on" })),
        limits: Type.Optional(
          Type.Object(
            { low: Type.Optional(Type.Number()), high: Type.Optional(Type.Number()) },
            { ...closed, description: "of a number that decided: what it was found to lie between" },
          ),
        ),
        by: Type.Optional(
          Type.Array(Type.Ref("FeatureSeen"), {
            description: "of a sign that follows from other features: those that decided it",
          }),
        ),
      },
      closed,
    ),
  },
  "FeatureSeen",
);
const ArgumentSchema = Type.Object(
  {
    id: Type.String({ description: "pattern and place of the argument in its file" }),
    strength: Type.Enum(["decisive", "strong", "moderate", "weak"]),
    because: Text,
    criterion: Text,
    ...cited,
    features: Type.Array(FeatureSeenSchema, {
      description: "what made it true; of a missing argument what is not known",
    }),
    ...span,
  },
  closed,
);
const PageSchema = Type.Object(
  {
    text: Text,
    low: Type.Optional(Type.Number()),
    high: Type.Optional(Type.Number()),
    unit: Type.String(),
    facts: Type.Array(Type.String()),
    resolves: Type.Array(Type.String()),
    ...cited,
    measured: Type.Array(FeatureSeenSchema),
  },
  { ...closed, description: "what the handbook page says, beside what was measured; no say in the verdict" },
);
const ContextSchema = (description: string) =>
  Type.Object(
    {
      electrode: Type.Optional(Type.Enum(["needle", "surface"])),
      state: Type.Optional(Type.Enum(["rest", "effort", "stretch"])),
      shortened: Type.Optional(Type.Literal(true)),
    },
    { ...closed, description },
  );
const SettledBy = Type.Array(
  Type.Object(
    { told: ContextSchema("what would have to be told"), id: Type.String(), label: Text, verdict: Verdict },
    closed,
  ),
  { description: "what it would be called if more were told of the recording" },
);
const weighed = {
  id: Type.String({ description: "in knowledge/patterns" }),
  label: Text,
  verdict: Verdict,
  balance: Type.Integer({ description: "for less against, in points of the rule" }),
  for: Type.Array(ArgumentSchema),
  against: Type.Array(ArgumentSchema),
  missing: Type.Array(ArgumentSchema),
  page: Type.Array(PageSchema),
};

export const PatternNamesSchema = Type.Object(
  {
    patterns: Type.Array(
      Type.Object(
        {
          ...weighed,
          channel: Type.String(),
          channelIndex: Type.Integer({ description: "in channels" }),
          kind: Type.Enum(["active", "quiet", "masked"], {
            description: "whether anything rises above the noise there, or the signal is not usable",
          }),
          ...span,
          between: Between,
          settledBy: SettledBy,
          alternatives: Type.Array(Type.Object(weighed, closed), {
            description: "the others that are not unlikely, best supported first",
          }),
        },
        closed,
      ),
      { description: "the timeline: one entry for each stretch of each channel" },
    ),
    summary: Type.Object(
      {
        id: Type.String(),
        label: Text,
        verdict: Verdict,
        between: Between,
        settledBy: SettledBy,
        beside: Type.Array(
          Type.Object(
            {
              id: Type.String(),
              label: Text,
              verdict: Verdict,
              seconds: Type.Number(),
              holds: Type.Boolean({
                description: "it takes its share or comes back, and gives its findings; a moment does not",
              }),
            },
            closed,
          ),
          { description: "the other pathological patterns that were seen for more than an instant" },
        ),
        shown: Type.Array(Type.Object({ id: Type.String(), label: Text, seconds: Type.Number() }, closed)),
      },
      closed,
    ),
  },
  closed,
);

/** What `krampe emg` writes: the measurement, the context that was told and the patterns. */
export const EmgSchema: TObject = Type.Object(
  {
    ...(RecordingMeasurementSchema as TObject).properties,
    context: ContextSchema("what was told of the recording"),
    knowledge: Type.Object({ version: Type.String(), hash: Type.String() }, closed),
    ...PatternNamesSchema.properties,
  },
  { title: "An EMG recording measured and named by krampe emg" },
);
