/** A tone in a WAV file: a recording whose sound and picture are known beforehand. */
export interface Tone {
  readonly hz: number;
  readonly durationS: number;
  readonly samplingFrequencyHz?: number;
  /** Of full scale; beyond 1 it is clipped. */
  readonly amplitude?: number;
  /** Silent outside of it. */
  readonly soundedS?: readonly [from: number, to: number];
}

export function toneFile({
  hz,
  durationS,
  samplingFrequencyHz: fs = 8000,
  amplitude = 0.4,
  soundedS = [0, durationS],
}: Tone) {
  const count = Math.round(durationS * fs);
  const buffer = Buffer.alloc(44 + 2 * count);
  buffer.write("RIFF", 0);
  buffer.writeUInt32LE(36 + 2 * count, 4);
  buffer.write("WAVEfmt ", 8);
  buffer.writeUInt32LE(16, 16);
  buffer.writeUInt16LE(1, 20);
  buffer.writeUInt16LE(1, 22);
  buffer.writeUInt32LE(fs, 24);
  buffer.writeUInt32LE(2 * fs, 28);
  buffer.writeUInt16LE(2, 32);
  buffer.writeUInt16LE(16, 34);
  buffer.write("data", 36);
  buffer.writeUInt32LE(2 * count, 40);
  for (let i = 0; i < count; i++) {
    const isSounded = i / fs >= soundedS[0] && i / fs < soundedS[1];
    const value = !isSounded ? 0 : amplitude * Math.sin((2 * Math.PI * hz * i) / fs);
    buffer.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, value))), 44 + 2 * i);
  }
  return { name: "tone.wav", mimeType: "audio/wav", buffer };
}
