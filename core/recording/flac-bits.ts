/** Bits of a FLAC frame, most significant first. Reading past the end gives zeros and sets `overrun`. */
export class FlacBits {
  readonly bytes: Uint8Array;
  /** In bits. */
  position: number;
  overrun = false;

  constructor(bytes: Uint8Array, byteOffset: number) {
    this.bytes = bytes;
    this.position = byteOffset * 8;
  }

  /** 0 to 32 bits as an unsigned number. */
  unsigned(count: number): number {
    let value = 0;
    let left = count;
    while (left > 0) {
      const at = this.position >> 3;
      if (at >= this.bytes.length) {
        this.overrun = true;
        return 0;
      }
      const free = 8 - (this.position & 7);
      const taken = Math.min(free, left);
      const bits = (this.bytes[at] >> (free - taken)) & ((1 << taken) - 1);
      value = value * 2 ** taken + bits;
      this.position += taken;
      left -= taken;
    }
    return value;
  }

  /** Two's complement. */
  signed(count: number): number {
    const value = this.unsigned(count);
    return count > 0 && value >= 2 ** (count - 1) ? value - 2 ** count : value;
  }

  /** Number of zeros before the next one, which is consumed. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const at = this.position >> 3;
      if (at >= this.bytes.length) {
        this.overrun = true;
        return 0;
      }
      const rest = (this.bytes[at] << (this.position & 7)) & 0xff;
      if (rest !== 0) {
        const lead = Math.clz32(rest) - 24;
        this.position += lead + 1;
        return zeros + lead;
      }
      const skipped = 8 - (this.position & 7);
      zeros += skipped;
      this.position += skipped;
    }
  }

  /** Rice-coded numbers with `parameter` low bits into `target[from, to)`. The hot loop of the decoder. */
  rice(parameter: number, target: Float64Array, from: number, to: number): void {
    const { bytes } = this;
    for (let i = from; i < to; i++) {
      const high = this.unary();
      if (this.overrun) return;
      let low = 0;
      if (parameter > 0) {
        const at = this.position >> 3;
        const offset = this.position & 7;
        if (parameter <= 16 && at + 2 < bytes.length) {
          const word = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
          low = (word >> (24 - offset - parameter)) & ((1 << parameter) - 1);
          this.position += parameter;
        } else low = this.unsigned(parameter);
      }
      const folded = high * 2 ** parameter + low;
      target[i] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
  }

  alignToByte(): void {
    this.position = (this.position + 7) & ~7;
  }
}
