/**
 * OpenSignals recordings in HDF5: a group for each device, with its raw channels and what it knows about them.
 *
 * Samples are kept as converter steps: the sensors' transfer functions are not in the file. The running number `nSeq`
 * shows lost samples; they are told, and the samples stay where they are.
 */

import { failure, type Issue, type Result, success } from "../../issue/issue.ts";
import { channelIds } from "../channel-id.ts";
import { isCredibleFrequency } from "../credible-frequency.ts";
import { openSignalsStart } from "../open-signals-start.ts";
import type { Channel, OpenRecording } from "../recording.ts";
import { fault, samplingFrequencyUnknown } from "../recording-issue.ts";
import { sampleRange } from "../sample-range.ts";
import type { H5Dataset } from "./h5-dataset.ts";
import type { H5Node } from "./h5-tree.ts";

export function isOpenSignals(nodes: readonly H5Node[]): boolean {
  return nodes.some(
    (node) => node.path.length === 2 && node.path[1] === "raw" && deviceOf(nodes, node) !== undefined,
  );
}

function deviceOf(nodes: readonly H5Node[], raw: H5Node): H5Node | undefined {
  return nodes.find(
    (node) => node.path.length === 1 && node.path[0] === raw.path[0] && node.attributes.has("sampling rate"),
  );
}

interface RawChannel {
  readonly device: H5Node;
  readonly node: H5Node;
  readonly dataset: H5Dataset;
}

export function openOpenSignals(
  name: string,
  nodes: readonly H5Node[],
  issues: Issue[],
): Result<OpenRecording> {
  const raw = nodes.flatMap((node): RawChannel[] => {
    const [, folder, label] = node.path;
    const isChannel = node.path.length === 3 && folder === "raw" && !/^nseq$/i.test(label);
    const device = isChannel
      ? nodes.find((other) => other.path.length === 1 && other.path[0] === node.path[0])
      : undefined;
    return device && node.dataset?.type.kind === "number" ? [{ device, node, dataset: node.dataset }] : [];
  });
  if (raw.length === 0) return failure(noChannels(name));
  const manyDevices = new Set(raw.map(({ device }) => device.path[0])).size > 1;
  const labels = raw.map(({ node, device }) =>
    manyDevices ? `${device.path[0]} ${node.path[2]}` : node.path[2],
  );
  const ids = channelIds(labels);
  const channels = raw.map((one, index): Channel => {
    const stated = Number(one.device.attributes.get("sampling rate"));
    const known = isCredibleFrequency(stated);
    if (!known) issues.push(samplingFrequencyUnknown(name));
    const bits = bitsOf(one, raw);
    return {
      id: ids[index],
      label: labels[index],
      unit: "1",
      samplingFrequencyHz: known ? stated : 1,
      ...(!known && { clock: "assumed" as const }),
      sampleCount: Math.max(0, ...one.dataset.dims),
      startS: 0,
      ...(bits !== undefined && { limits: { minimum: 0, maximum: 2 ** bits - 1 }, resolution: 1 }),
    };
  });
  const startTime = openSignalsStart(
    raw[0].device.attributes.get("date"),
    raw[0].device.attributes.get("time"),
  );
  return success({
    header: {
      format: "HDF5",
      name,
      channels,
      ...(startTime !== undefined && { startTime }),
      durationS: Math.max(...channels.map((channel) => channel.sampleCount / channel.samplingFrequencyHz)),
      annotations: [],
      gaps: [],
    },
    issues,
    readSamples: async (channelIndex, fromSample, count) => {
      const { dataset } = raw[channelIndex];
      const { from, to } = sampleRange(channels[channelIndex].sampleCount, fromSample, count);
      const axis = dataset.dims.indexOf(Math.max(...dataset.dims));
      return Float32Array.from(
        await dataset.readAlong(
          axis,
          dataset.dims.map(() => 0),
          from,
          to - from,
        ),
      );
    },
  });
}

/** The device lists a resolution for each of its channels. */
function bitsOf(one: RawChannel, all: readonly RawChannel[]): number | undefined {
  const resolution = one.device.attributes.get("resolution");
  const list =
    typeof resolution === "number" ? [resolution] : Array.isArray(resolution) ? resolution.map(Number) : [];
  const siblings = all.filter(({ device }) => device === one.device);
  const bits =
    list.length === siblings.length ? list[siblings.indexOf(one)] : list.length === 1 ? list[0] : undefined;
  return bits !== undefined && bits >= 1 && bits <= 32 ? bits : undefined;
}

function noChannels(file: string): Issue {
  return fault("recording-empty", file, {
    en: "The OpenSignals file holds no raw channel.",
    nb: "OpenSignals-filen har ingen rå kanal.",
  });
}
