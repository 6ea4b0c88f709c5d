/**
 * The numbers of one simulation, drawn from the tables of parameters.
 *
 * A number that belongs to the whole recording is drawn once, from a stream of its own, so that asking for another
 * one first changes nothing. What the caller sets himself replaces the table's spread.
 */
import type { Random } from "../signal/random.ts";
import {
  drawFrom,
  type Override,
  type Overrides,
  type Parameter,
  type Spread,
} from "./parameters/parameter.ts";
import { type GroupName, PARAMETERS, type ParameterName } from "./parameters/parameter-table.ts";

export interface DrawnParameters {
  /** The recording's own value; the same each time it is asked for. */
  ofRecording<G extends GroupName>(group: G, name: ParameterName<G>): number;
  /** A fresh value for one unit, fibre or event. */
  fresh<G extends GroupName>(group: G, name: ParameterName<G>, random: Random): number;
  /** What was drawn for the whole recording, by `group.name`. */
  readonly drawn: ReadonlyMap<string, number>;
  /** Every parameter that was asked for, by `group.name`. */
  readonly askedFor: ReadonlySet<string>;
}

export function drawnParameters(overrides: Overrides, random: Random): DrawnParameters {
  const drawn = new Map<string, number>();
  const askedFor = new Set<string>();
  const spreadOf = (key: string, parameter: Parameter): Spread => {
    askedFor.add(key);
    return key in overrides ? overridden(overrides[key]) : parameter.spread;
  };
  const lookUp = (group: GroupName, name: string) =>
    (PARAMETERS[group] as Readonly<Record<string, Parameter>>)[name];
  return {
    drawn,
    askedFor,
    ofRecording: (group, name) => {
      const key = `${group}.${name}`;
      const known = drawn.get(key);
      if (known !== undefined) return known;
      const value = drawFrom(spreadOf(key, lookUp(group, name)), random.branch(key));
      drawn.set(key, value);
      return value;
    },
    fresh: (group, name, stream) => drawFrom(spreadOf(`${group}.${name}`, lookUp(group, name)), stream),
  };
}

function overridden(override: Override): Spread {
  return typeof override === "number"
    ? { kind: "fixed", value: override }
    : { kind: "uniform", from: override[0], to: override[1] };
}
