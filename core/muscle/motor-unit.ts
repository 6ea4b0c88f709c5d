/**
 * The anatomy of a muscle as an electrode meets it: motor units, their territories and their fibres.
 *
 * Sizes follow the size principle: the number of fibres grows exponentially from the first recruited unit to the
 * last. A unit's fibres lie scattered at random in a round territory, mixed with those of its neighbours.
 * End-plates scatter along a zone, and diameters (hence velocities) scatter within the unit: together they make a
 * motor-unit potential longer than that of one fibre. Fibres where the needle stands are pushed to its surface. Not
 * modelled: fascicles, pennation, several end-plate zones.
 *
 * Sources: Fuglevand 1993 (innervation ratios), Nandedkar and Stålberg 1983 (density, diameters): recalled.
 */
import type { Random } from "../signal/random.ts";
import type { Electrode } from "./electrode.ts";
import { fibreVelocityMPerS, type MuscleFibre } from "./fibre-potential.ts";
import { once } from "./once.ts";

export interface MotorUnit {
  /** Place in the recruitment order; the first recruited unit is 0. */
  readonly order: number;
  /** Excitation at which the motor neuron starts to fire, in units of the first one's threshold. */
  readonly recruitmentThreshold: number;
  /** Middle of its territory, the electrode's tip at the origin. */
  readonly centre: Place;
  /** Diameter of the territory in the muscle's cross-section. */
  readonly territoryMm: number;
  /** Where its fibres lie; laid out when first asked for. */
  readonly places: () => readonly Place[];
  /** Its fibres, in the order of `places`; built when first asked for. */
  readonly fibres: () => readonly MuscleFibre[];
  /** One drawn fibre stands for this many (far surface electrodes need not every fibre). */
  readonly fibreWeight: number;
}

/** A point of the muscle's cross-section. */
export interface Place {
  readonly xMm: number;
  readonly yMm: number;
}

export interface MuscleAnatomy {
  readonly unitCount: number;
  readonly radiusMm: number;
  /** Fibres of the smallest and of the largest unit. */
  readonly fibresSmallest: number;
  readonly fibresLargest: number;
  /** Ratio of the largest to the smallest recruitment threshold. */
  readonly recruitmentRange: number;
  /** Fibres of one unit in a square millimetre of its territory. */
  readonly fibreDensityPerMm2: number;
  /** Distance along the fibres from the middle of the end-plate zone to the electrode. */
  readonly endPlateDistanceMm: number;
  readonly endPlateScatterMm: number;
  readonly halfLengthMm: number;
  readonly diameterUm: number;
  /** Standard deviation of the diameters within one unit. */
  readonly diameterScatterUm: number;
  /** Standard deviation of the nerve branches' delays. */
  readonly terminalDelayScatterMs: number;
  /** Share of units whose fibres arrive so scattered that the potential has many phases. */
  readonly polyphasicShare: number;
  /** Share of units with one fibre that arrives late, and how late; drawn for each. */
  readonly satelliteShare: number;
  readonly satelliteDelayMs: (random: Random) => number;
  readonly reinnervation: Reinnervation;
}

/** What sprouting does to a unit, each over its healthy value. */
export interface Reinnervation {
  readonly fibres: number;
  readonly density: number;
  readonly delayScatter: number;
}

const MOST_DRAWN_FIBRES_ON_SKIN = 40;

export function motorUnit(
  order: number,
  anatomy: MuscleAnatomy,
  electrode: Electrode,
  random: Random,
): MotorUnit {
  const place = anatomy.unitCount > 1 ? order / (anatomy.unitCount - 1) : 0;
  const fibreCount = Math.max(
    3,
    Math.round(anatomy.fibresSmallest * (anatomy.fibresLargest / anatomy.fibresSmallest) ** place),
  );
  const territoryRadiusMm = Math.sqrt(fibreCount / (Math.PI * anatomy.fibreDensityPerMm2));
  const offset = inDisc(Math.max(0.5, anatomy.radiusMm - territoryRadiusMm), random);
  const depthMm = electrode.onSkin ? anatomy.radiusMm : 0;
  const centre: Place = { xMm: offset.xMm, yMm: offset.yMm - depthMm };
  const drawn = electrode.onSkin ? Math.min(fibreCount, MOST_DRAWN_FIBRES_ON_SKIN) : fibreCount;
  const places = once(() => {
    const stream = random.branch("places");
    return Array.from({ length: drawn }, () => {
      const { xMm, yMm } = inDisc(territoryRadiusMm, stream);
      return asidePushed({ xMm: centre.xMm + xMm, yMm: centre.yMm + yMm }, electrode, stream);
    });
  });
  return {
    order,
    recruitmentThreshold: anatomy.recruitmentRange ** place,
    centre,
    territoryMm: 2 * territoryRadiusMm,
    places,
    fibres: once(() => fibresAt(places(), anatomy, random.branch("fibres"))),
    fibreWeight: fibreCount / drawn,
  };
}

/** Some units have scattered fibres, some have one late fibre. */
function fibresAt(places: readonly Place[], anatomy: MuscleAnatomy, random: Random): MuscleFibre[] {
  const built = random.chance(anatomy.polyphasicShare) ? scattered(anatomy) : anatomy;
  const late = random.chance(anatomy.satelliteShare);
  const fibres = places.map((place) => muscleFibre(place, built, random));
  if (late) delayNearest(fibres, anatomy.satelliteDelayMs(random));
  return fibres;
}

function scattered(anatomy: MuscleAnatomy): MuscleAnatomy {
  return {
    ...anatomy,
    terminalDelayScatterMs: anatomy.terminalDelayScatterMs * 3,
    endPlateScatterMm: anatomy.endPlateScatterMm * 1.5,
    diameterScatterUm: anatomy.diameterScatterUm * 1.5,
  };
}

/** A late sprout makes one near fibre a satellite. */
function delayNearest(fibres: MuscleFibre[], byMs: number): void {
  let nearest = 0;
  fibres.forEach((fibre, index) => {
    if (Math.hypot(fibre.xMm, fibre.yMm) < Math.hypot(fibres[nearest].xMm, fibres[nearest].yMm))
      nearest = index;
  });
  fibres[nearest] = { ...fibres[nearest], delayMs: fibres[nearest].delayMs + byMs };
}

/** One fibre at a place; also used alone, for what a single fibre does without its motor neuron. */
export function muscleFibre(at: Place, anatomy: MuscleAnatomy, random: Random): MuscleFibre {
  const diameterUm = Math.max(20, random.normal(anatomy.diameterUm, anatomy.diameterScatterUm));
  const endPlateMm = -anatomy.endPlateDistanceMm + random.normal(0, anatomy.endPlateScatterMm);
  return {
    xMm: at.xMm,
    yMm: at.yMm,
    endPlateMm,
    leftEndMm: -anatomy.endPlateDistanceMm - anatomy.halfLengthMm + random.normal(0, 2),
    rightEndMm: -anatomy.endPlateDistanceMm + anatomy.halfLengthMm + random.normal(0, 2),
    diameterUm,
    velocityMPerS: fibreVelocityMPerS(diameterUm),
    delayMs: Math.max(0, 1 + random.normal(0, anatomy.terminalDelayScatterMs)),
  };
}

function inDisc(radiusMm: number, random: Random): Place {
  const distance = radiusMm * Math.sqrt(random.uniform());
  const angle = 2 * Math.PI * random.uniform();
  return { xMm: distance * Math.cos(angle), yMm: distance * Math.sin(angle) };
}

/** A fibre in the way of the shaft (which comes from above) lies against it instead. */
function asidePushed(place: Place, electrode: Electrode, random: Random): Place {
  const clearanceMm = electrode.shaftRadiusMm + 0.04;
  if (electrode.onSkin || Math.abs(place.xMm) >= clearanceMm || place.yMm < -0.35) return place;
  return { xMm: (place.xMm < 0 ? -1 : 1) * (clearanceMm + random.between(0, 0.1)), yMm: place.yMm };
}
