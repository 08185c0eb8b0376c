// Child processes that never outlive us: each is its own group, ended at exit, on a signal, and on its time limit.
import { spawn } from 'node:child_process';
import { root } from './places.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const running = new Set();
const windows = process.platform === 'win32';

/**
 * Ends a child and everything it started.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function endProcess(child, signal = 'SIGKILL') {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (windows) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}

function endAll() {
  for (const child of running) endProcess(child);
}

/**
 * Asks a child to end, so that it can end what it started itself, and makes sure of it 3 s later.
 * @param {ChildProcess} child
 */
export async function stopProcess(child) {
  if (!running.has(child)) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  endProcess(child, 'SIGTERM');
  const timer = setTimeout(() => endProcess(child), 3_000);
  await closed;
  clearTimeout(timer);
}

let watching = false;

/** Ends all children when this process ends, for whatever reason. */
function watchOurEnd() {
  if (watching) return;
  watching = true;
  process.on('exit', endAll);
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]))
    process.on(signal, () => process.exit(code));
}

/**
 * Starts a program in its own process group, without standard input.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, shell?: boolean }} [options]
 */
export function start(command, args, options = {}) {
  watchOurEnd();
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: options.shell ?? false,
    windowsHide: true,
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * @typedef {{ code: number, stdout: string, stderr: string, output: string }} Outcome
 * @typedef {{ cwd?: string, env?: Record<string, string | undefined>, shell?: boolean, timeoutMs?: number,
 *   onLine?: (line: string) => void }} RunOptions
 */

/**
 * Runs a program to its end. A program that cannot be started or runs past its limit (5 minutes) rejects; an exit status
 * other than 0 does not.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Outcome>}
 */
export function run(command, args, options = {}) {
  const limit = options.timeoutMs ?? 300_000;
  const child = start(command, args, options);
  const text = { stdout: '', stderr: '', output: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name]?.setEncoding('utf8').on('data', (/** @type {string} */ chunk) => {
      text[name] += chunk;
      text.output += chunk;
      if (options.onLine) for (const line of chunk.split('\n')) if (line.trim()) options.onLine(line);
    });
  }
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void stopProcess(child);
    }, limit);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${shown(command, args)} could not be started: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const message = `${shown(command, args)} did not end within ${limit / 1000} s.`;
      if (late) reject(new Error(`${message}\n${tail(text.output)}`));
      else resolve({ code: code ?? (signal ? 128 : 1), ...text });
    });
  });
}

/**
 * Like `run`, but any exit status other than 0 rejects with the end of the output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export async function runOrThrow(command, args, options = {}) {
  const outcome = await run(command, args, options);
  if (outcome.code !== 0)
    throw new Error(`${shown(command, args)} ended with ${outcome.code}.\n${excerpt(outcome.output)}`);
  return outcome;
}

/**
 * Runs npm, which is a script: through the npm that started us where there is one.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return runOrThrow(process.execPath, [script, ...args], options);
  return runOrThrow('npm', args, { ...options, shell: windows });
}

const shown = (/** @type {string} */ command, /** @type {readonly string[]} */ args) =>
  [command, ...args].join(' ').slice(0, 200);

/**
 * The last lines of an output.
 * @param {string} text
 */
export const tail = (text, lines = 40) => text.trimEnd().split('\n').slice(-lines).join('\n');

/**
 * The first and the last lines of an output: some programs say first what is wrong, some last.
 * @param {string} text
 */
function excerpt(text) {
  const lines = text.trimEnd().split('\n');
  return lines.length <= 50 ? lines.join('\n') : [...lines.slice(0, 15), '…', ...lines.slice(-30)].join('\n');
}
