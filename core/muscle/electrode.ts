/**
 * Where a channel picks up: the contacts of an electrode as points with weights.
 *
 * A metal surface takes on the average of the potential around it, so a contact is a handful of points whose
 * weights add up to 1, and a channel is the active contact minus the reference (whose weights add up to −1).
 * Coordinates in millimetres: z along the muscle fibres, y along the needle towards its hub (or out of the skin for
 * a surface electrode), x across. The tip of a needle, or the point of the muscle under a surface electrode, is the
 * origin. Not modelled: the metal's influence on the field, its impedance, fibres hidden behind the needle's shaft.
 *
 * Sources: concentric needle (core 150 × 580 µm on a bevel of 15°, cannula 0.46 mm), monopolar needle (cone of
 * about 0.5 mm) and surface (discs 20 mm apart): recalled from standard descriptions of these electrodes.
 */

export interface ContactPoint {
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
  readonly weight: number;
}

export type ElectrodeKind =
  | "concentric-needle"
  | "monopolar-needle"
  | "multichannel-needle"
  | "surface"
  | "surface-grid";

export const ELECTRODE_KINDS: readonly ElectrodeKind[] = [
  "concentric-needle",
  "monopolar-needle",
  "multichannel-needle",
  "surface",
  "surface-grid",
];

export interface ElectrodeChannel {
  readonly label: string;
  readonly points: readonly ContactPoint[];
  /** Fewer points that look the same from afar, for fibres beyond `FAR_MM`; absent: the same points. */
  readonly pointsFromAfar?: readonly ContactPoint[];
}

/** From here on a core of half a millimetre is nearly a point. */
export const FAR_MM = 1;

export interface Electrode {
  readonly kind: ElectrodeKind;
  readonly onSkin: boolean;
  readonly channels: readonly ElectrodeChannel[];
  /** Half the thickness of the metal that pushes fibres aside, 0 for a surface electrode. */
  readonly shaftRadiusMm: number;
}

const CORE_HALF_LENGTH_MM = 0.29;
const CANNULA_POINTS_MM = [0.6, 1.2, 2.4, 4.8, 9.6, 18];
const CANNULA_POINTS_FROM_AFAR_MM = [2, 8, 18];
const INTER_ELECTRODE_MM = 20;
const GRID_SPACING_MM = 8;

/** `skinDepthMm` is the layer of fat and skin between a surface electrode and the muscle. */
export function electrode(kind: ElectrodeKind, options: { readonly skinDepthMm?: number } = {}): Electrode {
  const skinYMm = options.skinDepthMm ?? 3;
  switch (kind) {
    case "concentric-needle":
      return needle(kind, 0.23, [
        {
          label: "EMG",
          points: [...core(0, 0.2), ...cannula(CANNULA_POINTS_MM)],
          pointsFromAfar: [{ xMm: 0.2, yMm: 0, zMm: 0, weight: 1 }, ...cannula(CANNULA_POINTS_FROM_AFAR_MM)],
        },
      ]);
    case "monopolar-needle":
      return needle(kind, 0.18, [{ label: "EMG", points: cone() }]);
    case "multichannel-needle":
      return needle(
        kind,
        0.2,
        [0, 0.4, 0.8, 1.2].map((yMm, index) => ({
          label: `EMG ${index + 1}`,
          points: [{ xMm: 0.2, yMm, zMm: 0, weight: 1 }, ...cannula(CANNULA_POINTS_MM)],
        })),
      );
    case "surface":
      return onSkin(kind, [{ label: "EMG", points: bipolar(0, 0, skinYMm) }]);
    case "surface-grid":
      return onSkin(kind, grid(skinYMm));
  }
}

function needle(
  kind: ElectrodeKind,
  shaftRadiusMm: number,
  channels: readonly ElectrodeChannel[],
): Electrode {
  return { kind, onSkin: false, channels, shaftRadiusMm };
}

function onSkin(kind: ElectrodeKind, channels: readonly ElectrodeChannel[]): Electrode {
  return { kind, onSkin: true, channels, shaftRadiusMm: 0 };
}

/** The elliptic core, cut into five chords along its length. */
function core(centreYMm: number, faceXMm: number): ContactPoint[] {
  const places = [-0.8, -0.4, 0, 0.4, 0.8];
  const chords = places.map((place) => Math.sqrt(1 - place * place));
  const total = chords.reduce((sum, chord) => sum + chord, 0);
  return places.map((place, index) => ({
    xMm: faceXMm,
    yMm: centreYMm + place * CORE_HALF_LENGTH_MM,
    zMm: 0,
    weight: chords[index] / total,
  }));
}

/** The shaft as reference: points ever farther apart, each standing for the length around it. */
function cannula(placesMm: readonly number[]): ContactPoint[] {
  const total = placesMm.reduce((sum, place) => sum + place, 0);
  return placesMm.map((yMm) => ({ xMm: 0, yMm, zMm: 0, weight: -yMm / total }));
}

/** The bare cone of a monopolar needle; its reference is far away and sees nothing of the muscle. */
function cone(): ContactPoint[] {
  const ring = [0, 1, 2, 3].map((quarter) => (quarter * Math.PI) / 2);
  const around = ring.map((angle) => ({
    xMm: 0.12 * Math.cos(angle),
    yMm: 0.3,
    zMm: 0.12 * Math.sin(angle),
    weight: 0.2,
  }));
  return [{ xMm: 0, yMm: 0.05, zMm: 0, weight: 0.2 }, ...around];
}

function disc(xMm: number, yMm: number, zMm: number, sign: number): ContactPoint[] {
  const offsets = [
    [0, 0],
    [2.5, 0],
    [-2.5, 0],
    [0, 2.5],
    [0, -2.5],
  ];
  return offsets.map(([dx, dz]) => ({ xMm: xMm + dx, yMm, zMm: zMm + dz, weight: (sign * 1) / 5 }));
}

function bipolar(xMm: number, zMm: number, yMm: number): ContactPoint[] {
  return [
    ...disc(xMm, yMm, zMm - INTER_ELECTRODE_MM / 2, 1),
    ...disc(xMm, yMm, zMm + INTER_ELECTRODE_MM / 2, -1),
  ];
}

/** Four by four small contacts, each against its neighbour along the fibres. */
function grid(yMm: number): ElectrodeChannel[] {
  const steps = [-1.5, -0.5, 0.5, 1.5].map((step) => step * GRID_SPACING_MM);
  return steps.flatMap((xMm, column) =>
    steps.map((zMm, row) => ({
      label: `EMG ${column + 1}.${row + 1}`,
      points: [
        { xMm, yMm, zMm: zMm - GRID_SPACING_MM / 2, weight: 1 },
        { xMm, yMm, zMm: zMm + GRID_SPACING_MM / 2, weight: -1 },
      ],
    })),
  );
}
