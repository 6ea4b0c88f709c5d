/**
 * Millivolts in one converter step of the devices that write OTB+.
 *
 * OTB+ does not state the converter's range, and the gain it states means different things for different devices; the
 * maker's reading scripts hold the ranges used here. Control and orientation channels are not voltages.
 */

/** Undefined: not a voltage, or a device whose range is not known. */
export function otbPlusStepMv(
  device: string,
  adapter: string,
  bits: number,
  gain: number,
): number | undefined {
  if (/control|quaternion/i.test(adapter)) return undefined;
  const name = device.toUpperCase();
  const isDirect = /^direct connection/i.test(adapter);
  const step = (rangeV: number, amplification: number) => ((rangeV / 2 ** bits) * 1000) / amplification;
  if (name.startsWith("QUATTROCENTO") || name === "QUATTRO") return isDirect ? step(5, 0.5) : step(5, 150);
  if (name === "DUE+" || name === "QUATTRO+") return step(3.3, 202);
  if (name === "DUE") return step(3.3, 200);
  if (name.startsWith("SESSANTAQUATTRO") && !isDirect) {
    // One step of its 24-bit converter, whatever the sample width; other gain settings are told differently by
    // different readers and are not scaled.
    return (bits === 16 && gain === 256) || (bits === 24 && gain === 1) ? (4.8 / 2 ** 24) * 1000 : undefined;
  }
  return undefined;
}
