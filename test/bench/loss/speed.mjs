// Mean cross-entropy and its full gradient in float32, from one typed array to another, on one thread: ours beside
// PyTorch, TensorFlow.js, onnxruntime-node and a plain memory copy. All take turns in every round, so that a slow moment of
// the machine hits each of them.
//   node test/bench/loss/speed.mjs [--rounds N] [--python /usr/bin/python3] [--sizes 8x10,256x1000,1024x50257]
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { inRepo } from '../../tools/places.mjs';
import { median, time } from '../statistics.mjs';
import { errors, problem } from './data.mjs';
import { onnx, tensorflow, torch } from './peers.mjs';

/** @typedef {import('./data.mjs').Problem} Problem */
/** @typedef {import('./peers.mjs').Peer} Peer */
/** @typedef {import('./ours.ts').Contender} Contender */

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    sizes: { type: 'string', default: '8x10,256x1000,1024x50257' },
  },
});

/** Ours as it ships: bundled and minified. @returns {Promise<typeof import('./ours.ts')>} */
async function ours() {
  const outfile = inRepo('out', 'bench', 'loss.mjs');
  const entryPoints = [inRepo('test', 'bench', 'loss', 'ours.ts')];
  await build({
    entryPoints,
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

/**
 * One of ours as a peer. What takes less than a millisecond is repeated within one timing.
 * @param {Contender} contender @param {number} repeats @returns {Peer}
 */
function local({ run, gradient }, repeats) {
  return {
    run: async () => {
      let loss = 0;
      const { wall, cpu } = time(() => {
        for (let i = 0; i < repeats; i++) loss = run();
      });
      return { wall: wall / repeats, cpu: cpu / repeats, loss };
    },
    gradient: async () => gradient(),
    close: () => {},
  };
}

/** A copy of the logits: what any computation that reads and writes them must take. @param {Problem} problem @returns {Contender} */
function copy({ logits }) {
  const target = new Float32Array(logits.length);
  return {
    run: () => {
      target.set(logits);
      return Number.NaN;
    },
    gradient: () => target,
  };
}

/** @param {Problem} given @returns {Promise<Map<string, Peer>>} */
async function contenders(given) {
  const { inPlace, into, reference } = await ours();
  const size = given.logits.length;
  const repeats = Math.max(1, Math.round(20_000 / size));
  const peers = new Map(
    Object.entries({
      'memory copy': local(copy(given), repeats),
      'ours, kernel in place': local(inPlace(given), repeats),
      'ours, kernel staged': local(into(given, true), repeats),
      'ours, plain TypeScript': local(into(given, false), repeats),
    }),
  );
  if (size < 1e7) peers.set('ours, computeLoss', local(reference(given), repeats));
  const python = await torch(values.python, given);
  peers.set(`PyTorch ${python.version}`, python);
  await join(peers, 'onnxruntime-node', () => onnx(given));
  await join(peers, 'TensorFlow.js wasm', () => tensorflow('wasm', given));
  if (size < 1e7) await join(peers, 'TensorFlow.js cpu', () => tensorflow('cpu', given));
  return peers;
}

/** @param {Map<string, Peer>} peers @param {string} name @param {() => Promise<Peer>} make */
async function join(peers, name, make) {
  try {
    peers.set(name, await make());
  } catch (error) {
    console.log(`${name} cannot take part: ${String(error).split('\n')[0]}`);
  }
}

/** @param {number} rows @param {number} classes */
async function measure(rows, classes) {
  const given = problem(rows, classes);
  const peers = await contenders(given);
  const rounds = Number(values.rounds ?? (given.logits.length > 1e7 ? 5 : 25));
  /** @type {Map<string, { wall: number, cpu: number, loss: number }[]>} */
  const results = new Map([...peers.keys()].map((name) => [name, []]));
  for (let round = -2; round < rounds; round++)
    for (const [name, peer] of peers) {
      const result = await peer.run();
      if (round >= 0) results.get(name)?.push(result);
    }
  console.log(`\n${rows} × ${classes}, ${rounds} rounds in turn`);
  console.log(
    `${'ms: median'.padStart(38)} ${'least'.padStart(9)}  ratio to PyTorch    loss     gradient ulp max / mean`,
  );
  const [base] = [...results]
    .filter(([name]) => name.startsWith('PyTorch'))
    .map(([, runs]) => median(runs.map((r) => r.wall)));
  for (const [name, runs] of results) await report(name, runs, base ?? Number.NaN, given, peers);
  for (const peer of peers.values()) peer.close();
}

/** @param {string} name @param {{ wall: number, loss: number }[]} runs @param {number} base @param {Problem} given @param {Map<string, Peer>} peers */
async function report(name, runs, base, given, peers) {
  const walls = runs.map(({ wall }) => wall);
  const gradient = await peers.get(name)?.gradient();
  const { worst, mean } = errors(given, gradient ?? new Float32Array(0));
  const accuracy = name === 'memory copy' ? '' : `${worst.toFixed(1)} / ${mean.toFixed(2)}`;
  const loss = name === 'memory copy' ? '' : (runs[0]?.loss ?? Number.NaN).toFixed(6);
  const cells = [
    name.padEnd(26),
    median(walls).toFixed(4).padStart(11),
    Math.min(...walls)
      .toFixed(4)
      .padStart(9),
    (median(walls) / base).toFixed(3).padStart(12),
    loss.padStart(15),
    accuracy.padStart(17),
  ];
  console.log(cells.join(' '));
}

for (const size of values.sizes.split(',')) {
  const [rows = 1, classes = 1] = size.split('x').map(Number);
  await measure(rows, classes);
}
