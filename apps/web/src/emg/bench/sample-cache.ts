/** Samples near what is looked at, in tiles that are fetched when first wanted; the ones longest unused are let go. */
import type { NearSamples } from "../traces/draw-signal.ts";
import { Store } from "./store.ts";

export const TILE_SAMPLES = 16_384;
const MOST_TILES = 512;

type Fetch = (
  channel: number,
  fromSample: number,
  count: number,
) => Promise<{ readonly samples?: Float32Array } | undefined>;

export class SampleCache implements NearSamples {
  /** Grows when a tile has arrived. */
  readonly arrived = new Store({ count: 0 });
  readonly #fetch: Fetch;
  readonly #tiles = new Map<string, Float32Array | "asked">();
  /** What was last put together of a channel: the next frame nearly always wants the same. */
  readonly #joined = new Map<number, { readonly tiles: string; readonly samples: Float32Array }>();

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  between(channel: number, fromSample: number, toSample: number): Float32Array | undefined {
    const first = Math.floor(fromSample / TILE_SAMPLES);
    const last = Math.floor(Math.max(fromSample, toSample - 1) / TILE_SAMPLES);
    const tiles: Float32Array[] = [];
    let isWhole = true;
    for (let index = first; index <= last; index++) {
      const tile = this.#tile(channel, index);
      if (tile) tiles.push(tile);
      else isWhole = false;
    }
    if (!isWhole) return undefined;
    const from = fromSample - first * TILE_SAMPLES;
    if (tiles.length === 1) return tiles[0].subarray(from, from + toSample - fromSample);
    const before = this.#joined.get(channel);
    if (before?.tiles === `${first} ${last}`)
      return before.samples.subarray(from, from + toSample - fromSample);
    const joined = new Float32Array(tiles.reduce((sum, tile) => sum + tile.length, 0));
    let at = 0;
    for (const tile of tiles) {
      joined.set(tile, at);
      at += tile.length;
    }
    this.#joined.set(channel, { tiles: `${first} ${last}`, samples: joined });
    return joined.subarray(from, from + toSample - fromSample);
  }

  clear(): void {
    this.#tiles.clear();
    this.#joined.clear();
  }

  #tile(channel: number, index: number): Float32Array | undefined {
    const key = `${channel} ${index}`;
    const tile = this.#tiles.get(key);
    if (tile === "asked") return undefined;
    this.#tiles.delete(key);
    this.#tiles.set(key, tile ?? "asked");
    if (!tile) this.#ask(channel, index, key);
    return tile;
  }

  async #ask(channel: number, index: number, key: string): Promise<void> {
    const answer = await this.#fetch(channel, index * TILE_SAMPLES, TILE_SAMPLES);
    if (!answer?.samples || this.#tiles.get(key) !== "asked") return;
    this.#tiles.set(key, answer.samples);
    for (const [oldest] of this.#tiles) {
      if (this.#tiles.size <= MOST_TILES) break;
      this.#tiles.delete(oldest);
    }
    this.arrived.set({ count: this.arrived.get().count + 1 });
  }
}
