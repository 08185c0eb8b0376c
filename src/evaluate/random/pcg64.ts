import type { ArrayGenerator } from './array-generator.ts';
import { seedSequence } from './seed-sequence.ts';
import { type ZigguratTables, zigguratNormal, zigguratTables } from './ziggurat.ts';

const multiplier = 0x2360ed051fc65da44385df649fccf645n;
const mask32 = 0xffffffffn;

/** NumPy's `default_rng`: PCG64 (O'Neill 2014), XSL-RR output, ziggurat normals, Lemire's bounded integers. */
export class Pcg64 implements ArrayGenerator {
  private state = 0n;
  private readonly increment: bigint;
  private half: number | undefined;
  private tables: ZigguratTables | undefined;
  seeded: boolean;

  constructor(seed?: number) {
    const [stateHigh = 0n, stateLow = 0n, incHigh = 0n, incLow = 0n] = seedSequence(seed ?? 5489, 4);
    this.increment = BigInt.asUintN(128, (((incHigh << 64n) | incLow) << 1n) | 1n);
    this.step();
    this.state = BigInt.asUintN(128, this.state + ((stateHigh << 64n) | stateLow));
    this.step();
    this.seeded = seed !== undefined;
  }

  private step(): void {
    this.state = BigInt.asUintN(128, this.state * multiplier + this.increment);
  }

  next64(): bigint {
    this.step();
    const folded = BigInt.asUintN(64, (this.state >> 64n) ^ this.state);
    const turn = this.state >> 122n;
    return BigInt.asUintN(64, (folded >> turn) | (folded << (64n - turn)));
  }

  /** Halves of a 64-bit draw, the low one first. */
  private next32(): number {
    if (this.half !== undefined) {
      const kept = this.half;
      this.half = undefined;
      return kept;
    }
    const word = this.next64();
    this.half = Number(word >> 32n);
    return Number(word & mask32);
  }

  double(): number {
    return Number(this.next64() >> 11n) / 2 ** 53;
  }

  normal(): number {
    this.tables ??= zigguratTables();
    return zigguratNormal(
      this.tables,
      () => this.next64(),
      () => this.double(),
    );
  }

  upTo(largest: number): number {
    if (largest === 0) return 0;
    return largest < 0xffffffff ? this.lemire32(largest) : this.lemire64(BigInt(largest));
  }

  private lemire32(largest: number): number {
    const range = BigInt(largest) + 1n;
    let product = BigInt(this.next32()) * range;
    if ((product & mask32) < range) {
      const threshold = (mask32 - BigInt(largest)) % range;
      while ((product & mask32) < threshold) product = BigInt(this.next32()) * range;
    }
    return Number(product >> 32n);
  }

  private lemire64(largest: bigint): number {
    const range = largest + 1n;
    const low = (product: bigint) => BigInt.asUintN(64, product);
    let product = this.next64() * range;
    if (low(product) < range) {
      const threshold = (0xffffffffffffffffn - largest) % range;
      while (low(product) < threshold) product = this.next64() * range;
    }
    return Number(product >> 64n);
  }

  /** `shuffle` still draws by masked rejection. */
  interval(largest: number): number {
    if (largest === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    for (;;) {
      const value = (this.next32() & mask) >>> 0;
      if (value <= largest) return value;
    }
  }
}
