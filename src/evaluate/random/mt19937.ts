const size = 624;
const shift = 397;

/** The Mersenne Twister (Matsumoto and Nishimura 1998), which PyTorch's CPU generator, NumPy's RandomState and Python share. */
export class Mt19937 {
  private readonly state = new Uint32Array(size);
  private index = size;

  /** Seeds with `init_genrand` of the reference code. */
  static fromSeed(seed: number): Mt19937 {
    const engine = new Mt19937();
    engine.seed(seed >>> 0);
    return engine;
  }

  /** Seeds with `init_by_array` of the reference code, as Python does. */
  static fromWords(words: readonly number[]): Mt19937 {
    const engine = new Mt19937();
    engine.seed(19650218);
    engine.mixIn(words.length === 0 ? [0] : words);
    return engine;
  }

  private at(i: number): number {
    return this.state[i] as number;
  }

  private seed(seed: number): void {
    this.state[0] = seed;
    for (let i = 1; i < size; i++) {
      const previous = this.at(i - 1);
      this.state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
    this.index = size;
  }

  private mixIn(words: readonly number[]): void {
    const { state } = this;
    let i = 1;
    const advance = () => {
      i++;
      if (i < size) return;
      state[0] = this.at(size - 1);
      i = 1;
    };
    const spread = () => this.at(i - 1) ^ (this.at(i - 1) >>> 30);
    for (let k = 0; k < Math.max(size, words.length); k++) {
      const j = k % words.length;
      state[i] = (this.at(i) ^ Math.imul(spread(), 1664525)) + (words[j] as number) + j;
      advance();
    }
    for (let k = 0; k < size - 1; k++) {
      state[i] = (this.at(i) ^ Math.imul(spread(), 1566083941)) - i;
      advance();
    }
    state[0] = 0x80000000;
  }

  private twist(): void {
    const { state } = this;
    for (let i = 0; i < size; i++) {
      const y = (this.at(i) & 0x80000000) | (this.at((i + 1) % size) & 0x7fffffff);
      state[i] = this.at((i + shift) % size) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }

  /** The next 32 bits. */
  next32(): number {
    if (this.index >= size) this.twist();
    let y = this.at(this.index++);
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A double in [0, 1) of 53 bits, `genrand_res53` of the reference code. */
  nextDouble(): number {
    const high = this.next32() >>> 5;
    const low = this.next32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }
}
