/**
 * The JSON that `krampe emg` writes, as a JSON Schema: the form of `RecordingMeasurement` once more, for validators, editors and
 * other programs. `measurement-schema.test.ts` holds real output against it.
 */
import { type TSchema, Type } from "typebox";

const closed = { additionalProperties: false } as const;
const NumberOf = (description: string) => Type.Number({ description });
const Seconds = (description: string) =>
  Type.Number({ description: `${description}; seconds from the start of the recording` });

const measuredFields = {
  value: Type.Number(),
  low: NumberOf("lower bound of the interval, inclusive"),
  high: NumberOf("upper bound of the interval, inclusive"),
  unit: Type.String({ description: "UCUM code; 1 is a ratio, [oct] a doubling" }),
  confidence: NumberOf("of the interval"),
  count: Type.Integer({ description: "observations the number rests on" }),
};
const abstainingFields = {
  abstains: Type.Enum([
    "too-few-discharges",
    "too-few-intervals",
    "too-few-bursts",
    "signal-to-noise-too-low",
    "no-activity",
    "recording-too-short",
    "masked",
    "no-variation",
    "not-identifiable",
    "sampling-frequency-too-low",
    "sampling-frequency-unknown",
    "changed-by-the-reader",
  ]),
  count: Type.Integer({ description: "observations there were" }),
};
export const EstimateSchema = Type.Union(
  [Type.Object(measuredFields, closed), Type.Object(abstainingFields, closed)],
  { description: "a number with its interval, or the reason why there is none" },
);
const rateOf = (what: "unit" | "composite", description: string) =>
  Type.Union(
    [
      Type.Object({ ...measuredFields, of: Type.Literal(what) }, closed),
      Type.Object({ ...abstainingFields, of: Type.Literal(what) }, closed),
    ],
    { description },
  );
const UnitRateSchema = rateOf("unit", "firing rate of one motor unit");
const CompositeRateSchema = rateOf(
  "composite",
  "rate of all discharges the electrode sees; never comparable with that of a unit",
);

const span = { fromS: Seconds("start, inclusive"), toS: Seconds("end, exclusive") };
const TrendSchema = Type.Object(
  { waxing: EstimateSchema, waning: EstimateSchema, slopePerS: EstimateSchema },
  { ...closed, description: "in octaves: 1 is a doubling" },
);

const QualitySchema = Type.Object(
  {
    noise: EstimateSchema,
    noiseIsUpperBound: Type.Boolean({ description: "no stretch looked like bare instrument noise" }),
    signalToNoise: EstimateSchema,
    mains: Type.Object(
      {
        fundamentalHz: Type.Optional(Type.Number()),
        harmonics: Type.Array(Type.Object({ frequencyHz: Type.Number(), amplitude: Type.Number() }, closed)),
        powerShare: NumberOf("of the power of the quiet signal"),
        removed: Type.Boolean(),
      },
      closed,
    ),
    saturation: Type.Object(
      {
        share: NumberOf("of the samples"),
        lowRail: Type.Optional(Type.Number()),
        highRail: Type.Optional(Type.Number()),
      },
      closed,
    ),
    heart: Type.Object(
      {
        present: Type.Boolean(),
        rateHz: EstimateSchema,
        beatCount: Type.Integer(),
        signalToNoise: EstimateSchema,
      },
      closed,
    ),
    quantisationStep: NumberOf("smallest step between samples; 0: not visibly quantised"),
    isRectified: Type.Boolean(),
    masked: Type.Array(
      Type.Object(
        { ...span, reason: Type.Enum(["gap", "drop-out", "flat", "saturated", "movement"]) },
        closed,
      ),
      { description: "spans that were not measured" },
    ),
    usableShare: Type.Number(),
    verdict: Type.Enum(["good", "limited", "unusable"]),
  },
  closed,
);

const ActivitySchema = Type.Object(
  {
    activeShare: NumberOf("of the usable time"),
    silences: Type.Array(
      Type.Object(
        {
          ...span,
          detectableAmplitude: NumberOf("deflection that would have been seen 95 times in 100"),
          rateBelowHz: NumberOf("such deflections recur less often, with 95 % confidence"),
          certainty: Type.Enum(["sure", "likely", "doubtful"]),
        },
        closed,
      ),
    ),
    rms: EstimateSchema,
    peak: EstimateSchema,
    envelopeRhythm: Type.Object({ frequencyHz: EstimateSchema, strength: EstimateSchema }, closed),
    turnsPerS: EstimateSchema,
    turnAmplitude: EstimateSchema,
    medianFrequencyHz: EstimateSchema,
    meanFrequencyHz: EstimateSchema,
    spectrum: Type.Object({ stepHz: Type.Number(), powerDensity: Type.Array(Type.Number()) }, closed),
    envelopes: Type.Array(
      Type.Object(
        {
          scaleMs: Type.Number(),
          samplingFrequencyHz: Type.Number(),
          values: Type.Array(Type.Union([Type.Number(), Type.Null()]), { description: "null: masked" }),
        },
        closed,
      ),
    ),
  },
  closed,
);

const BurstSchema = Type.Object(
  {
    onsetS: Seconds("first moment above the noise"),
    offsetS: Seconds("first moment at the noise again"),
    onsetUncertaintyS: NumberOf("half width of the 95 % interval"),
    offsetUncertaintyS: NumberOf("half width of the 95 % interval"),
    rms: NumberOf("noise taken off"),
    peak: Type.Union([Type.Number(), Type.Null()], {
      description: "null: not measured anew since a reader moved an end",
    }),
    beginsCut: Type.Boolean({ description: "begins with the recording or at a masked span" }),
    endsCut: Type.Boolean(),
    prominent: Type.Boolean({
      description: "false: a stray beside much larger bursts, not part of the rhythm",
    }),
  },
  closed,
);

const PotentialSchema = Type.Object(
  {
    amplitude: EstimateSchema,
    durationMs: EstimateSchema,
    phases: EstimateSchema,
    turns: EstimateSchema,
    firstDeflection: Type.Enum(["positive", "negative", "unclear"]),
    complexJitterUs: EstimateSchema,
    stability: EstimateSchema,
  },
  closed,
);

const UnitSchema = Type.Object(
  {
    id: Type.String(),
    dischargesS: Type.Array(Type.Number()),
    amplitudes: Type.Array(Type.Number(), { description: "peak to peak, one for each discharge" }),
    posteriors: Type.Optional(
      Type.Array(Type.Number(), {
        description:
          "probability that each discharge is this unit's; left out where a reader merged or split it",
      }),
    ),
    dischargeCount: Type.Integer(),
    rateHz: UnitRateSchema,
    lowestRateHz: UnitRateSchema,
    highestRateHz: UnitRateSchema,
    intervalMs: EstimateSchema,
    intervalCv: EstimateSchema,
    intervalCv2: EstimateSchema,
    intervalJitterUs: EstimateSchema,
    doubletShare: EstimateSchema,
    multiplets: Type.Array(
      Type.Object({ ...span, dischargeCount: Type.Integer(), shortestIntervalMs: Type.Number() }, closed),
    ),
    runs: Type.Array(
      Type.Object({ ...span, dischargeCount: Type.Integer(), rateHz: UnitRateSchema }, closed),
    ),
    rateTrend: TrendSchema,
    amplitudeTrend: TrendSchema,
    grouped: Type.Object(
      {
        groups: Type.Array(Type.Object({ ...span, dischargeCount: Type.Integer() }, closed)),
        dischargesPerGroup: EstimateSchema,
        groupDurationMs: EstimateSchema,
        rateWithinHz: UnitRateSchema,
        groupRateHz: EstimateSchema,
        gapCv: EstimateSchema,
      },
      closed,
    ),
    abruptness: Type.Object({ onset: EstimateSchema, offset: EstimateSchema }, closed),
    potential: PotentialSchema,
    template: Type.Optional(
      Type.Object(
        {
          samplingFrequencyHz: Type.Number(),
          originIndex: Type.Integer(),
          samples: Type.Array(Type.Number()),
        },
        closed,
      ),
    ),
    validity: Type.Object(
      {
        verdict: Type.Enum(["valid", "doubtful", "invalid"]),
        isolation: Type.Number(),
        signalToNoise: Type.Number(),
        falsePositiveShare: Type.Number(),
        missedShare: Type.Number(),
        silhouette: Type.Optional(Type.Number()),
        value: Type.Optional(
          Type.Number({
            description: "share of its discharges that can be expected to be those of one unit",
          }),
        ),
        reasons: Type.Optional(Type.Array(Type.String(), { description: "what speaks against it" })),
        pulseToNoiseDb: Type.Optional(Type.Number()),
      },
      closed,
    ),
  },
  closed,
);

export const FeatureValueSchema = Type.Union(
  [EstimateSchema, Type.Object({ option: Type.String() }, closed)],
  { description: "a number with its interval, one of a few words, or the reason why there is neither" },
);
const StretchSchema = Type.Object(
  {
    ...span,
    kind: Type.Enum(["active", "quiet", "masked"]),
    features: Type.Record(
      Type.String(),
      Type.Object(
        {
          value: FeatureValueSchema,
          on: Type.Object(span, { ...closed, description: "what it was measured on" }),
          train: Type.Optional(Type.String({ description: "of the train it belongs to" })),
        },
        closed,
      ),
      { description: "by id of knowledge/features" },
    ),
    trains: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          dischargesS: Type.Array(Type.Number()),
          amplitudes: Type.Array(Type.Number(), { description: "peak to peak, one for each discharge" }),
        },
        closed,
      ),
      { description: "discharges of one shape each, the commonest first" },
    ),
    lookedAt: Type.Array(Type.Object(span, closed), {
      description: "parts that were looked at discharge by discharge",
    }),
  },
  closed,
);

export const ChannelSchema = Type.Object(
  {
    label: Type.String(),
    unit: Type.String({ description: "of the recording" }),
    amplitudeUnit: Type.String({ description: "of all amplitudes: uV when calibrated" }),
    samplingFrequencyHz: NumberOf("1: unknown, and all times of this channel count samples"),
    analysisBandHz: Type.Object({ low: Type.Number(), high: Type.Number() }, closed),
    quality: QualitySchema,
    activity: ActivitySchema,
    bursts: Type.Array(BurstSchema),
    burstRhythm: Type.Object(
      { rateHz: EstimateSchema, durationMs: EstimateSchema, periodCv: EstimateSchema },
      closed,
    ),
    compositeRateHz: CompositeRateSchema,
    units: Type.Array(UnitSchema),
    unitCount: Type.Array(Type.Object({ ...span, count: Type.Integer() }, closed)),
    separated: Type.Array(Type.Object(span, closed), {
      description: "spans that were separated into units; elsewhere nothing is said of units",
    }),
    stretches: Type.Array(StretchSchema, {
      description: "the recording cut into stretches of one kind; none without a clock",
    }),
  },
  closed,
);

const Relation = Type.Enum(["reciprocal", "co-active", "independent", "undetermined"]);
export const PairSchema = Type.Object(
  {
    agonist: Type.String(),
    antagonist: Type.String(),
    normalisation: Type.String(),
    shapeIndex: EstimateSchema,
    amplitudeIndex: EstimateSchema,
    temporalIndex: EstimateSchema,
    relation: Relation,
    course: Type.Array(
      Type.Object(
        {
          ...span,
          shape: Type.Number(),
          amplitude: Type.Number(),
          temporal: Type.Number(),
          relation: Relation,
        },
        closed,
      ),
    ),
  },
  closed,
);

const Text = Type.Object({ en: Type.String(), nb: Type.String() }, closed);
export const IssueSchema = Type.Object(
  {
    code: Type.String(),
    severity: Type.Enum(["error", "warning", "information"]),
    message: Text,
    suggestion: Type.Optional(Text),
    place: Type.Optional(Type.Object({})),
  },
  closed,
);

/** Further fields (the named patterns) may stand beside these. */
export const RecordingMeasurementSchema: TSchema = Type.Object(
  {
    recording: Type.Object(
      {
        name: Type.String(),
        format: Type.String(),
        durationS: Type.Number(),
        startedAt: Type.Optional(Type.String({ description: "ISO 8601, the recorder's clock" })),
      },
      closed,
    ),
    channels: Type.Array(ChannelSchema),
    pairs: Type.Array(PairSchema),
    issues: Type.Array(IssueSchema),
  },
  { title: "Measurement of an EMG recording by krampe emg" },
);
