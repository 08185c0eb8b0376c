import type { ArrayGenerator } from './array-generator.ts';
import { Mt19937 } from './mt19937.ts';

/** NumPy's legacy generator: `np.random.seed(0); np.random.randn(3)`. */
export class RandomState implements ArrayGenerator {
  private engine: Mt19937;
  private spare: number | undefined;
  seeded: boolean;

  constructor(seed?: number) {
    this.engine = Mt19937.fromSeed(seed ?? 5489);
    this.seeded = seed !== undefined;
  }

  seed(seed: number): void {
    this.engine = Mt19937.fromSeed(seed);
    this.spare = undefined;
    this.seeded = true;
  }

  double(): number {
    return this.engine.nextDouble();
  }

  /** Marsaglia's polar method; the pair's first half is kept for the next call. */
  normal(): number {
    if (this.spare !== undefined) {
      const kept = this.spare;
      this.spare = undefined;
      return kept;
    }
    for (;;) {
      const x = 2 * this.double() - 1;
      const y = 2 * this.double() - 1;
      const r = x * x + y * y;
      if (r >= 1 || r === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(r)) / r);
      this.spare = factor * x;
      return factor * y;
    }
  }

  /** Masked rejection: bits up to the highest of `largest`, drawn until they fit. */
  upTo(largest: number): number {
    if (largest === 0) return 0;
    if (largest > 0xffffffff) return this.upToWide(BigInt(largest));
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    for (;;) {
      const value = (this.engine.next32() & mask) >>> 0;
      if (value <= largest) return value;
    }
  }

  private upToWide(largest: bigint): number {
    const bits = largest.toString(2).length;
    for (;;) {
      const high = BigInt(this.engine.next32());
      const value = BigInt.asUintN(bits, (high << 32n) | BigInt(this.engine.next32()));
      if (value <= largest) return Number(value);
    }
  }

  interval(largest: number): number {
    return this.upTo(largest);
  }
}
