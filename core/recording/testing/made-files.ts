/** Small Poly5, OTB+ and OTB4 files with known samples: no free recordings of these formats exist. */
import { strToU8 } from "fflate";

/** Sample `i` of channel `channel` in converter steps. */
export function madeSample(channel: number, i: number): number {
  return Math.round(1000 * Math.sin((i * (channel + 1)) / 11)) + channel;
}

/** 32-bit float channels at 2000 Hz in blocks of 64 samples, microvolts as they are. */
export function makePoly5(channels: number, samples: number): Uint8Array {
  const perBlock = 64;
  const blocks = Math.ceil(samples / perBlock);
  const dataBytes = perBlock * channels * 4;
  const bytes = new Uint8Array(217 + channels * 2 * 136 + blocks * (86 + dataBytes));
  const view = new DataView(bytes.buffer);
  bytes.set(strToU8("POLY SAMPLE FILEversion 2.03\r\n\x1a"));
  view.setInt16(31, 203, true);
  view.setInt16(114, 2000, true);
  view.setInt16(119, channels * 2, true);
  view.setInt32(121, samples, true);
  [2024, 5, 6, 1, 7, 8, 9].forEach((part, i) => {
    view.setInt16(129 + 2 * i, part, true);
  });
  view.setInt32(143, blocks, true);
  view.setUint16(147, perBlock, true);
  view.setUint16(149, dataBytes, true);
  for (let half = 0; half < channels * 2; half++) {
    const at = 217 + half * 136;
    const name = `${half % 2 === 0 ? "(Lo)" : "(Hi)"} EMG ${(half >> 1) + 1}`;
    bytes[at] = name.length;
    bytes.set(strToU8(name), at + 1);
    bytes.set([2, 0x75, 0x56], at + 45);
    [0, 1000, 0, 1000].forEach((limit, i) => {
      view.setFloat32(at + 56 + 4 * i, limit, true);
    });
  }
  for (let block = 0; block < blocks; block++) {
    let at = 217 + channels * 2 * 136 + block * (86 + dataBytes) + 86;
    for (let i = block * perBlock; i < (block + 1) * perBlock; i++) {
      for (let channel = 0; channel < channels; channel++, at += 4)
        view.setFloat32(at, madeSample(channel, i), true);
    }
  }
  return bytes;
}

function interleaved16(channels: number, samples: number): Uint8Array {
  const values = new Int16Array(channels * samples);
  for (let i = 0; i < samples; i++) {
    for (let channel = 0; channel < channels; channel++)
      values[i * channels + channel] = madeSample(channel, i);
  }
  return new Uint8Array(values.buffer);
}

/** A Quattrocento with one adapter, 2048 Hz, 16 bits. */
export function makeOtbPlus(channels: number, samples: number): Uint8Array {
  const list = Array.from(
    { length: channels },
    (_, i) => `<Channel Index="${i}" ID="GR08MM1305" Muscle="Soleus" Gain="1"/>`,
  );
  const xml = `<?xml version="1.0" encoding="utf-8"?>
<Device Name="QUATTROCENTO" ID="Quattrocento" SampleFrequency="2048" DeviceTotalChannels="${channels}" ad_bits="16">
  <Channels><Adapter ID="Adapter1" Gain="150" ChannelStartIndex="0" HighPassFilter="10" LowPassFilter="500">
    ${list.join("\n    ")}
  </Adapter></Channels>
</Device>`;
  return makeTar({
    "20240506.sig": interleaved16(channels, samples),
    "20240506.xml": strToU8(xml),
    "patient.xml": strToU8("<Patient/>"),
  });
}

/** Two tracks in one signal file. */
export function makeOtb4(channels: number, samples: number): Uint8Array {
  const track = (title: string, first: number, count: number) => `<TrackInfo>
    <Device>Muovi+;1</Device><Title>${title}</Title><Gain>2</Gain><ADC_Nbits>16</ADC_Nbits><ADC_Range>4.8</ADC_Range>
    <SamplingFrequency>2000</SamplingFrequency><SignalStreamPath>signal.sig</SignalStreamPath><SampleSize>2</SampleSize>
    <NumberOfChannels>${count}</NumberOfChannels><AcquisitionChannel>${first}</AcquisitionChannel>
    <TotalChannelsInFile>${channels}</TotalChannelsInFile></TrackInfo>`;
  const xml = `<?xml version="1.0"?><ArrayOfTrackInfo>${track("IN1", 0, channels - 1)}${track("AUX &amp; more", channels - 1, 1)}</ArrayOfTrackInfo>`;
  return makeTar({ "Tracks_000.xml": strToU8(xml), "signal.sig": interleaved16(channels, samples) });
}

/** A plain tar archive. */
export function makeTar(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const parts = Object.entries(files).map(([name, bytes]) => {
    const part = new Uint8Array(512 + Math.ceil(bytes.length / 512) * 512);
    const field = (text: string, at: number) => part.set(strToU8(text), at);
    field(name, 0);
    field("0000644\0", 100);
    field(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    field("        ", 148);
    field("0", 156);
    field("ustar\x0000", 257);
    const sum = part.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    field(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    part.set(bytes, 512);
    return part;
  });
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const tar = new Uint8Array(total + 1024);
  let at = 0;
  for (const part of parts) {
    tar.set(part, at);
    at += part.length;
  }
  return tar;
}
