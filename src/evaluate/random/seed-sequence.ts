const poolSize = 4;

/** The 32-bit words of a non-negative integer, the lowest first. */
export function wordsOf(seed: number): number[] {
  const words: number[] = [];
  for (let rest = BigInt(Math.abs(seed)); rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words.length === 0 ? [0] : words;
}

const multiply = (a: number, b: number): number => Math.imul(a, b) >>> 0;

/** A running hash constant: each use multiplies it. */
function hasher(initial: number, multiplier: number): (value: number) => number {
  let constant = initial;
  return (value) => {
    const mixed = (value ^ constant) >>> 0;
    constant = multiply(constant, multiplier);
    const product = multiply(mixed, constant);
    return (product ^ (product >>> 16)) >>> 0;
  };
}

function mix(x: number, y: number): number {
  const difference = (multiply(0xca01f9dd, x) - multiply(0x4973f715, y)) >>> 0;
  return (difference ^ (difference >>> 16)) >>> 0;
}

/** NumPy's SeedSequence (after O'Neill's seed_seq): `count` 64-bit words of state from a seed. */
export function seedSequence(seed: number, count: number): bigint[] {
  const entropy = wordsOf(seed);
  const hash = hasher(0x43b0d7e5, 0x931e8875);
  const pool = Array.from({ length: poolSize }, (_, i) => hash(entropy[i] ?? 0));
  const stir = (word: number, into: number) => {
    pool[into] = mix(pool[into] as number, hash(word));
  };
  for (let from = 0; from < poolSize; from++) {
    for (let into = 0; into < poolSize; into++) if (from !== into) stir(pool[from] as number, into);
  }
  for (const word of entropy.slice(poolSize)) for (let into = 0; into < poolSize; into++) stir(word, into);
  const generate = hasher(0x8b51f9dd, 0x58f38ded);
  const words = Array.from({ length: 2 * count }, (_, i) => BigInt(generate(pool[i % poolSize] as number)));
  return Array.from(
    { length: count },
    (_, i) => (words[2 * i] as bigint) | ((words[2 * i + 1] as bigint) << 32n),
  );
}
