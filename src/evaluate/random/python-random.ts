import { Mt19937 } from './mt19937.ts';
import { wordsOf } from './seed-sequence.ts';

/** Python's own `random` module. */
export class PythonRandom {
  private engine: Mt19937;
  private spare: number | undefined;
  seeded: boolean;

  constructor(seed?: number) {
    this.engine = Mt19937.fromWords(wordsOf(seed ?? 5489));
    this.seeded = seed !== undefined;
  }

  seed(seed: number): void {
    this.engine = Mt19937.fromWords(wordsOf(seed));
    this.spare = undefined;
    this.seeded = true;
  }

  double(): number {
    return this.engine.nextDouble();
  }

  /** An integer below `count` ≤ 2^32: as many bits as it has, drawn until they fit. */
  below(count: number): number {
    const bits = 32 - Math.clz32(count);
    for (;;) {
      const value = this.engine.next32() >>> (32 - bits);
      if (value < count) return value;
    }
  }

  gauss(): number {
    if (this.spare !== undefined) {
      const kept = this.spare;
      this.spare = undefined;
      return kept;
    }
    const angle = this.double() * 2 * Math.PI;
    const radius = Math.sqrt(-2 * Math.log(1 - this.double()));
    this.spare = Math.sin(angle) * radius;
    return Math.cos(angle) * radius;
  }
}
