/** What the atlas asks of its worker, and what it answers. */
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import type { SimulationTruth } from "@krampe/core/muscle/truth.ts";
import type { SoundPiece } from "../../emg/sound/sound-stream.ts";
import type { SignalFigures } from "./signal-figures.ts";

/** `key` names the specimen on the page, `run` grows with each request of it. */
export type AtlasRequest =
  | {
      readonly kind: "simulate";
      readonly key: number;
      readonly run: number;
      readonly request: SimulationRequest;
    }
  | {
      readonly kind: "sound";
      readonly key: number;
      readonly id: number;
      readonly channel: number;
      readonly piece: SoundPiece;
    }
  | { readonly kind: "forget"; readonly key: number };

export type AtlasReply =
  | { readonly kind: "made"; readonly key: number; readonly run: number; readonly made: Made }
  | {
      readonly kind: "refused";
      readonly key: number;
      readonly run: number;
      readonly issues: readonly Issue[];
    }
  /** Empty: what was asked about is no longer there. */
  | { readonly kind: "sound"; readonly id: number; readonly samples: Float32Array<ArrayBuffer> };

/** A simulated recording, as the page gets it. */
export interface Made {
  readonly request: SimulationRequest;
  readonly labels: readonly string[];
  /** In µV. */
  readonly samples: readonly Float32Array<ArrayBuffer>[];
  readonly samplingFrequencyHz: number;
  readonly truth: SimulationTruth;
  /** One for each channel. */
  readonly figures: readonly SignalFigures[];
  /** What is worth knowing about the request. */
  readonly issues: readonly Issue[];
}
