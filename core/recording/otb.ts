/**
 * Reads the recordings of OT Bioelettronica: OTB+ (a settings file named like its signals) and OTB4 (a list of tracks).
 *
 * Both are archives, which are opened before; what arrives here is the XML file and its companions. OTB4 states range,
 * bits and gain of every track. OTB+ states bits and gains, and the range follows from the device; for a device not
 * known here the samples stay converter steps.
 *
 * Source: OT Bioelettronica, OTB file structure; ranges as in the maker's published reading scripts.
 */

import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { baseName, stem } from "./byte-view.ts";
import { channelIds } from "./channel-id.ts";
import { type Companions, companion } from "./companions.ts";
import { isCredibleFrequency } from "./credible-frequency.ts";
import { decodeText } from "./decode-text.ts";
import { type InterleavedChannel, interleavedReader } from "./interleaved.ts";
import { otbPlusStepMv } from "./otb-devices.ts";
import type { ByteSource, Channel, OpenRecording } from "./recording.ts";
import { caution, companionMissing, fault, unknownEncoding } from "./recording-issue.ts";
import { bytesPerSample, type SampleEncoding } from "./sample-encoding.ts";
import { childText, descendants, parseXml, type XmlElement } from "./xml-elements.ts";

const MAXIMUM_XML_BYTES = 2 ** 23;
const MOST_CHANNELS = 4096;

export type OtbSettings =
  | { readonly format: "OTB+"; readonly device: XmlElement }
  | { readonly format: "OTB4"; readonly tracks: readonly XmlElement[] };

/** The settings, if the source is such an XML file. */
export async function readOtbSettings(source: ByteSource): Promise<OtbSettings | undefined> {
  if (source.size > MAXIMUM_XML_BYTES || source.size < 16) return undefined;
  const head = decodeText(await source.read(0, 512)).text;
  if (!head.trimStart().startsWith("<")) return undefined;
  const root = parseXml(decodeText(await source.read(0, source.size)).text);
  if (root?.name === "Device" && root.attributes.has("DeviceTotalChannels"))
    return { format: "OTB+", device: root };
  if (root?.name !== "ArrayOfTrackInfo") return undefined;
  const tracks = descendants(root, "TrackInfo").filter(
    (track) => childText(track, "SignalStreamPath") !== undefined,
  );
  return tracks.length > 0 ? { format: "OTB4", tracks } : undefined;
}

interface OtbChannel {
  readonly label: string;
  readonly unit: "mV" | "1";
  readonly samplingFrequencyHz: number;
  readonly file: ByteSource;
  readonly frameBytes: number;
  readonly stored: InterleavedChannel;
  readonly limits: { readonly minimum: number; readonly maximum: number } | undefined;
}

export async function openOtb(
  source: ByteSource,
  settings: OtbSettings,
  others: Companions,
): Promise<Result<OpenRecording>> {
  const issues: Issue[] = [];
  const described =
    settings.format === "OTB+"
      ? otbPlusChannels(source, settings.device, others, issues)
      : otb4Channels(source, settings.tracks, others, issues);
  if (!described.ok) return described;
  const ids = channelIds(described.value.map((channel) => channel.label));
  const channels = described.value.map((one, index): Channel => {
    const sampleCount = Math.floor(one.file.size / one.frameBytes);
    return {
      id: ids[index],
      label: one.label,
      unit: one.unit,
      samplingFrequencyHz: one.samplingFrequencyHz,
      sampleCount,
      startS: 0,
      ...(one.limits && { limits: one.limits, resolution: Math.abs(one.stored.gain) }),
    };
  });
  const readers = readersByFile(described.value);
  return success({
    header: {
      format: settings.format,
      name: source.name,
      channels,
      durationS: Math.max(0, ...channels.map((channel) => channel.sampleCount / channel.samplingFrequencyHz)),
      annotations: [],
      gaps: [],
    },
    issues,
    readSamples: (channelIndex, fromSample, count) => readers[channelIndex](fromSample, count),
  });
}

/** Channels of one file share their reader, and with it the chunks it keeps. */
function readersByFile(channels: readonly OtbChannel[]) {
  const byFile = new Map<ByteSource, OtbChannel[]>();
  for (const channel of channels) byFile.set(channel.file, [...(byFile.get(channel.file) ?? []), channel]);
  const readerOf = new Map(
    [...byFile].map(([file, own]) => [file, { own, read: interleavedReader(layoutOf(file, own)) }]),
  );
  return channels.map((channel) => (fromSample: number, count: number) => {
    const shared = readerOf.get(channel.file);
    return shared
      ? shared.read(shared.own.indexOf(channel), fromSample, count)
      : Promise.resolve(new Float32Array(0));
  });
}

function layoutOf(file: ByteSource, channels: readonly OtbChannel[]) {
  const { frameBytes } = channels[0];
  return {
    source: file,
    dataOffset: 0,
    recordBytes: frameBytes,
    recordCount: Math.floor(file.size / frameBytes),
    channels: channels.map((channel) => channel.stored),
  };
}

function otbPlusChannels(
  source: ByteSource,
  device: XmlElement,
  others: Companions,
  issues: Issue[],
): Result<readonly OtbChannel[]> {
  const file = companion(others, source.name, `${stem(source.name)}.sig`);
  if (!file) return failure(companionMissing(source.name, `${stem(source.name)}.sig`));
  const attribute = (element: XmlElement, name: string) => Number(element.attributes.get(name));
  const total = attribute(device, "DeviceTotalChannels");
  const samplingFrequencyHz = attribute(device, "SampleFrequency");
  const bits = attribute(device, "ad_bits");
  const encoding = encodingOf(Math.ceil(bits / 8));
  if (!(total >= 1 && total <= MOST_CHANNELS))
    return failure(settingUnusable(source.name, "DeviceTotalChannels", total));
  if (!isCredibleFrequency(samplingFrequencyHz))
    return failure(settingUnusable(source.name, "SampleFrequency", samplingFrequencyHz));
  if (!encoding) return failure(unknownEncoding(source.name, `OTB+ ${bits} bit`));
  const width = bytesPerSample(encoding);
  const deviceName = device.attributes.get("Name") ?? "";
  const channels = new Map<number, OtbChannel>();
  for (const adapter of descendants(device, "Adapter")) {
    const start = attribute(adapter, "ChannelStartIndex") || 0;
    for (const channel of descendants(adapter, "Channel")) {
      const index = start + (attribute(channel, "Index") || 0);
      if (!(index >= 0 && index < total)) continue;
      const gain = (attribute(channel, "Gain") || 1) * (attribute(adapter, "Gain") || 1);
      const stepMv = otbPlusStepMv(deviceName, adapter.attributes.get("ID") ?? "", bits, gain);
      const label = [channel.attributes.get("Muscle"), channel.attributes.get("ID")]
        .filter(Boolean)
        .join(" ");
      channels.set(index, {
        label: label || `channel ${index + 1}`,
        ...scaled(stepMv, bits),
        samplingFrequencyHz,
        file,
        frameBytes: total * width,
        stored: storedAt(index, width, encoding, stepMv ?? 1),
      });
    }
  }
  if (channels.size === 0) return failure(settingUnusable(source.name, "Channel", 0));
  const found = [...channels].sort(([a], [b]) => a - b).map(([, channel]) => channel);
  if (found.every((channel) => channel.unit === "1")) issues.push(deviceUnknown(source.name, deviceName));
  return success(found);
}

function otb4Channels(
  source: ByteSource,
  tracks: readonly XmlElement[],
  others: Companions,
  issues: Issue[],
): Result<readonly OtbChannel[]> {
  const channels: OtbChannel[] = [];
  const channelsOfFile = new Map<string, number>();
  for (const track of tracks) {
    const path = childText(track, "SignalStreamPath") ?? "";
    channelsOfFile.set(
      path,
      (channelsOfFile.get(path) ?? 0) + Math.max(0, Number(childText(track, "NumberOfChannels")) || 0),
    );
  }
  const missing = new Set<string>();
  for (const track of tracks) {
    const number = (name: string) => Number(childText(track, name));
    const path = childText(track, "SignalStreamPath") ?? "";
    const file = companion(others, source.name, baseName(path));
    if (!file) {
      missing.add(path);
      continue;
    }
    const count = number("NumberOfChannels");
    const total = number("TotalChannelsInFile") || number("ChannelsInBlock") || channelsOfFile.get(path) || 0;
    const first = number("AcquisitionChannel") || 0;
    const samplingFrequencyHz = number("SamplingFrequency");
    const bits = number("ADC_Nbits");
    const width = number("SampleSize") || (bits > 16 ? 4 : 2);
    const encoding = width === 8 ? "float64" : encodingOf(width);
    if (!encoding) return failure(unknownEncoding(source.name, `OTB4 ${width} byte`));
    if (!isCredibleFrequency(samplingFrequencyHz))
      return failure(settingUnusable(source.name, "SamplingFrequency", samplingFrequencyHz));
    if (!(count >= 1 && first >= 0 && first + count <= total && total <= MOST_CHANNELS)) {
      return failure(settingUnusable(source.name, "NumberOfChannels", count));
    }
    const stepMv = (number("ADC_Range") / 2 ** bits / (number("Gain") || 1)) * 1000;
    const isCalibrated = bits > 0 && Number.isFinite(stepMv) && stepMv !== 0 && width < 8;
    const title =
      [childText(track, "Title"), childText(track, "SubTitle")].filter(Boolean).join(" ") || "track";
    for (let channel = 0; channel < count; channel++) {
      channels.push({
        label: count === 1 ? title : `${title} ${channel + 1}`,
        ...scaled(isCalibrated ? stepMv : undefined, bits),
        samplingFrequencyHz,
        file,
        frameBytes: total * width,
        stored: storedAt(first + channel, width, encoding, isCalibrated ? stepMv : 1),
      });
    }
  }
  for (const path of missing) issues.push({ ...companionMissing(source.name, path), severity: "warning" });
  return channels.length > 0
    ? success(channels)
    : failure(companionMissing(source.name, [...missing].join(", ")));
}

function encodingOf(width: number): SampleEncoding | undefined {
  return ({ 2: "int16", 3: "int24", 4: "int32" } as const)[width as 2];
}

function storedAt(index: number, width: number, encoding: SampleEncoding, gain: number): InterleavedChannel {
  return { firstByte: index * width, samplesPerRecord: 1, strideBytes: width, encoding, gain, offset: 0 };
}

function scaled(stepMv: number | undefined, bits: number): Pick<OtbChannel, "unit" | "limits"> {
  if (stepMv === undefined) return { unit: "1", limits: undefined };
  const half = 2 ** (bits - 1) * Math.abs(stepMv);
  return { unit: "mV", limits: { minimum: -half, maximum: half - Math.abs(stepMv) } };
}

function settingUnusable(file: string, field: string, value: number): Issue {
  return fault("otb-settings-unusable", file, {
    en: `The setting ${field} is ${value}, which cannot be used.`,
    nb: `Innstillingen ${field} er ${value}, som ikke kan brukes.`,
  });
}

function deviceUnknown(file: string, device: string): Issue {
  return caution("otb-device-unknown", file, {
    en: `The range of the device "${device}" is not known; its samples are converter steps.`,
    nb: `Måleområdet for apparatet «${device}» er ukjent; punktprøvene er omformersteg.`,
  });
}
