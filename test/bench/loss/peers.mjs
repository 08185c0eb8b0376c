// The libraries we compare with, at fixed versions, installed into the cache folder and never into the project.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { installed } from '../../tools/installed.mjs';
import { freshFolder, inRepo } from '../../tools/places.mjs';
import { model } from './onnx.mjs';

/** @typedef {import('./data.mjs').Problem} Problem */
/** @typedef {{ run: () => Promise<{ wall: number, cpu: number, loss: number }>, gradient: () => Promise<Float32Array>, close: () => void }} Peer */

export const versions = {
  '@tensorflow/tfjs-core': '4.22.0',
  '@tensorflow/tfjs-backend-cpu': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  'onnxruntime-node': '1.23.2',
};

/** A folder with the npm packages above. */
const packages = () =>
  installed(
    `bench-loss-${versions['onnxruntime-node']}-${versions['@tensorflow/tfjs-core']}`,
    Object.entries(versions).map(([name, version]) => `${name}@${version}`),
  );

/** @param {() => number | Promise<number>} body */
async function timed(body) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const loss = await body();
  const { user, system } = process.cpuUsage(used);
  return { wall: performance.now() - start, cpu: (user + system) / 1000, loss };
}

/**
 * TensorFlow.js, from typed array to typed array: log-softmax for the loss, (softmax − one-hot) / N for the gradient.
 * @param {'cpu' | 'wasm'} backend @param {Problem} problem @returns {Promise<Peer>}
 */
export async function tensorflow(backend, { rows, classes, logits, targets }) {
  const folder = await packages();
  const load = createRequire(path.join(folder, 'package.json'));
  const tf = load('@tensorflow/tfjs-core');
  const module = load(`@tensorflow/tfjs-backend-${backend}`);
  if (backend === 'wasm') {
    const home = path.dirname(load.resolve('@tensorflow/tfjs-backend-wasm'));
    module.setWasmPaths(`${home}${path.sep}`);
    module.setThreadsCount(1);
  }
  await tf.setBackend(backend);
  await tf.ready();
  /** @type {Float32Array} */
  let gradient = new Float32Array(0);
  const compute = () => {
    const start = tf.engine().startScope();
    const x = tf.tensor2d(logits, [rows, classes]);
    const hot = tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), classes), 'float32');
    const loss = tf.neg(tf.mean(tf.sum(tf.mul(hot, tf.logSoftmax(x)), 1)));
    gradient = tf.div(tf.sub(tf.softmax(x), hot), tf.scalar(rows)).dataSync();
    const value = loss.dataSync()[0];
    tf.engine().endScope(start);
    return value;
  };
  return {
    run: async () => {
      await tf.setBackend(backend);
      return timed(compute);
    },
    gradient: async () => gradient,
    close: () => {},
  };
}

/** onnxruntime on one thread. @param {Problem} problem @returns {Promise<Peer>} */
export async function onnx({ rows, classes, logits, targets }) {
  const load = createRequire(path.join(await packages(), 'package.json'));
  const ort = load('onnxruntime-node');
  const session = await ort.InferenceSession.create(model(rows, classes), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  });
  const feeds = {
    logits: new ort.Tensor('float32', logits, [rows, classes]),
    targets: new ort.Tensor('int64', BigInt64Array.from(targets, BigInt), [rows]),
  };
  /** @type {Float32Array} */
  let gradient = new Float32Array(0);
  return {
    run: () =>
      timed(async () => {
        const results = await session.run(feeds);
        gradient = results.gradient.data;
        return results.loss.data[0];
      }),
    gradient: async () => gradient,
    close: () => void session.release(),
  };
}

/** PyTorch on one thread, in a Python of its own. @param {string} python @param {Problem} problem @returns {Promise<Peer & { version: string }>} */
export async function torch(python, { rows, classes, logits, targets }) {
  const folder = freshFolder('bench-torch');
  const file = (/** @type {string} */ name) => path.join(folder, name);
  writeFileSync(file('logits'), logits);
  writeFileSync(file('targets'), targets);
  const worker = inRepo('test', 'bench', 'loss', 'torch_worker.py');
  const child = spawn(python, [worker, folder, String(rows), String(classes)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await answers.next();
    if (done) throw new Error(`${python} ended early`);
    return JSON.parse(value);
  };
  const ask = (/** @type {string} */ word) => {
    child.stdin.write(`${word}\n`);
    return answer();
  };
  const { version } = await answer();
  return {
    version,
    run: () => ask('run'),
    gradient: async () => {
      await ask('save');
      const raw = readFileSync(file('gradient'));
      return new Float32Array(raw.buffer, raw.byteOffset, raw.byteLength / 4);
    },
    close: () => void child.stdin.end(),
  };
}
