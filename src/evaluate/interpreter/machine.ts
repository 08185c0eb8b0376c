import type { Module, Stmt } from '../../python/ast-statements.ts';
import { chainTo } from '../../python/walk.ts';
import { exhaust } from '../context.ts';
import type { Limits } from '../limits.ts';
import { PythonRandom } from '../random/python-random.ts';
import { RandomState } from '../random/random-state.ts';
import { TorchGenerator } from '../random/torch-generator.ts';
import type { Report } from '../report.ts';
import { attribute } from './attributes.ts';
import { callValue } from './calls.ts';
import { describe } from './describe.ts';
import { evaluateExpression } from './expressions.ts';
import type { Machine } from './frame.ts';
import { execute } from './statements.ts';

const nowhere = { start: 0, end: 0 };

/** A loop may stand in a function of another cell than the one that is run. */
const cellOf = (modules: readonly Module[], node: Stmt): number =>
  modules.findIndex(({ body }) => chainTo(body, node).length > 0);

/** The state of a new evaluation. */
export function createMachine(
  limits: Limits,
  modules: readonly Module[],
  report: Report,
  isCancelled: () => boolean,
): Machine {
  const identities = new Map<object, number>();
  const machine: Machine = {
    limits,
    modules,
    effects: { effects: new Map(), exits: new Map() },
    isCancelled,
    spent: { steps: 0, work: 0, memory: 0, output: 0, depth: 0, stops: 0 },
    gradEnabled: true,
    defaultDType: 'float32',
    layout: undefined,
    tainted: false,
    gradientsLost: undefined,
    torchRandom: new TorchGenerator(),
    numpyRandom: new RandomState(),
    pythonRandom: new PythonRandom(),
    sites: [],
    loops: 0,
    call: (callee, args) => callValue(machine, callee, args),
    attribute: (target, name) => attribute(machine, target, name),
    evaluate: (node, frame) => evaluateExpression(machine, node, frame),
    execute: (body, frame) => execute(machine, body, frame),
    shown: (statement, name, value) =>
      report.shown(statement, name, machine.layout ? describe(machine, value) : value),
    failed: (statement, error) => report.failed(statement, error),
    now: () => report.now(),
    stopped: (node, { limit }, since) => report.stopped({ node, cell: cellOf(modules, node), limit, since }),
    print: (text, random) => {
      machine.spent.output += text.length;
      if (machine.spent.output > limits.output) exhaust(machine, 'output');
      report.printed(machine.sites[0] ?? nowhere, text, random || machine.tainted);
    },
    lossComputed: (record) => report.lossComputed(machine.sites[0] ?? nowhere, record),
    identity: (value) => {
      const known = identities.get(value) ?? identities.size;
      identities.set(value, known);
      return known;
    },
  };
  return machine;
}
