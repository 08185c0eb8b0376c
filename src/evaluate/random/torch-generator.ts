import { Mt19937 } from './mt19937.ts';
import { logOf, sineAndCosine } from './vector-math.ts';

const twoTo24 = 2 ** 24;
const twoTo53 = 2 ** 53;

/**
 * PyTorch's CPU generator: a Mersenne Twister and the other half of the last Box–Muller pair. `seeded` is false until a
 * seed is given; what is drawn before is only a sample.
 */
export class TorchGenerator {
  private engine: Mt19937;
  private spare: number | undefined;
  seeded: boolean;

  constructor(seed?: number) {
    this.engine = Mt19937.fromSeed(seed ?? 5489);
    this.seeded = seed !== undefined;
  }

  /** `manual_seed`: only the low 32 bits reach the engine. */
  seed(seed: number): void {
    this.engine = Mt19937.fromSeed(Number(BigInt.asUintN(32, BigInt(seed))));
    this.spare = undefined;
    this.seeded = true;
  }

  next32(): number {
    return this.engine.next32();
  }

  /** `random() % range`, from 64 bits where the range needs them. */
  below(range: number): number {
    if (range < 2 ** 32) return this.next32() % range;
    const high = BigInt(this.next32());
    return Number(((high << 32n) | BigInt(this.next32())) % BigInt(range));
  }

  /** A float32 in [0, 1): 24 bits. */
  uniformFloat(): number {
    return (this.next32() % twoTo24) / twoTo24;
  }

  /** A float64 in [0, 1): the low 53 of 64 bits. */
  uniformDouble(): number {
    const high = this.next32();
    const low = this.next32();
    return ((high % 2 ** 21) * 2 ** 32 + low) / twoTo53;
  }

  /** One standard normal of the scalar path, in double precision; the pair's other half is kept. */
  private normal(): number {
    if (this.spare !== undefined) {
      const kept = this.spare;
      this.spare = undefined;
      return kept;
    }
    const u1 = this.uniformDouble();
    const u2 = this.uniformDouble();
    const radius = Math.sqrt(-2 * Math.log1p(-u2));
    const angle = 2 * Math.PI * u1;
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * `count` normals as `randn` fills a tensor: one by one in double below 16 elements, else in blocks of 16 uniforms of
   * the tensor's own precision, the last block drawn again when it overlaps.
   */
  normals(count: number, double: boolean): Float64Array {
    const out = new Float64Array(count);
    if (count < 16) return out.map(() => this.normal());
    const uniform = () => (double ? this.uniformDouble() : this.uniformFloat());
    for (let i = 0; i < count; i++) out[i] = uniform();
    const transform = double ? boxMuller : boxMullerFloat;
    for (let i = 0; i + 16 <= count; i += 16) transform(out.subarray(i, i + 16));
    if (count % 16 !== 0) {
      const last = out.subarray(count - 16);
      for (let i = 0; i < 16; i++) last[i] = uniform();
      transform(last);
    }
    return out;
  }

  /** Standard exponentials, as `exponential_` draws them. */
  exponentials(count: number): Float64Array {
    return new Float64Array(count).map(() => -Math.log1p(-this.uniformDouble()));
  }

  uniforms(count: number, double: boolean): Float64Array {
    return new Float64Array(count).map(() => (double ? this.uniformDouble() : this.uniformFloat()));
  }

  /** A Fisher–Yates permutation from the front. */
  permutation(count: number): Float64Array {
    const out = new Float64Array(count).map((_, i) => i);
    for (let i = 0; i < count - 1; i++) {
      const j = i + (this.next32() % (count - i));
      const kept = out[i] as number;
      out[i] = out[j] as number;
      out[j] = kept;
    }
    return out;
  }
}

/** Turns 16 uniforms into normals in place: element j pairs with j + 8. */
function boxMuller(block: Float64Array): void {
  for (let j = 0; j < 8; j++) {
    const radius = Math.sqrt(-2 * Math.log(1 - (block[j] as number)));
    const angle = 2 * Math.PI * (block[j + 8] as number);
    block[j] = radius * Math.cos(angle);
    block[j + 8] = radius * Math.sin(angle);
  }
}

const twoPi = Math.fround(2 * Math.PI);

/** The same in float32, as PyTorch's vector code does it. */
function boxMullerFloat(block: Float64Array): void {
  for (let j = 0; j < 8; j++) {
    const log = logOf(Math.fround(1 - (block[j] as number)));
    const radius = Math.fround(Math.sqrt(Math.fround(-2 * log)));
    const [sine, cosine] = sineAndCosine(Math.fround(twoPi * (block[j + 8] as number)));
    block[j] = radius * cosine;
    block[j + 8] = radius * sine;
  }
}
