import { blankMagics } from '../python/magics.ts';
import type { PythonParser } from '../python/parser.ts';
import { forget } from './interpreter/forget.ts';
import { newScope } from './interpreter/frame.ts';
import { createMachine } from './interpreter/machine.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { Evaluation } from './outcome.ts';
import { Report } from './report.ts';
import { Exhausted, NotKnown, Raised } from './signals.ts';

export interface EvaluateOptions {
  readonly limits?: Partial<Limits>;
  /** Looked at every thousand steps. */
  readonly signal?: { readonly aborted: boolean };
}

/**
 * Runs the tensor code in `cells` (a file is one cell) in one scope, top to bottom, without importing, opening or sending
 * anything, and tells what every statement outside functions gives. Never throws and always ends.
 */
export function evaluate(
  parser: PythonParser,
  cells: readonly string[],
  options: EvaluateOptions = {},
): Evaluation {
  const limits = { ...defaultLimits, ...options.limits };
  const sources = cells.map(blankMagics);
  const modules = sources.map((text) => parser.parse(text));
  const report = new Report(sources);
  const machine = createMachine(limits, modules, report, () => options.signal?.aborted ?? false);
  const scope = newScope('module', null);
  const frame = { scope, callee: null, self: null, yields: null, owner: null, guarded: false };
  for (const [cell, module] of modules.entries()) {
    report.enter(cell);
    // As Python does, the first is told; what follows is often its consequence.
    if (module.problems[0]) report.unreadable(module.problems[0]);
    for (const statement of module.body) {
      const broken = module.problems.some(({ start, end }) => start < statement.end && end > statement.start);
      const limit = guard(() => {
        if (broken) forget(machine, [statement], scope, 'this is not complete Python');
        else machine.execute([statement], frame);
      });
      if (limit !== undefined) {
        report.stopped({ node: statement, cell, limit, since: report.now() });
        return report.finish();
      }
      report.settle();
    }
  }
  return report.finish();
}

/** Runs and gives the limit that ended all of it. Nothing that goes wrong here may reach the caller. */
function guard(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (signal) {
    if (signal instanceof Exhausted) return signal.limit;
    if (signal instanceof Raised || signal instanceof NotKnown) return undefined;
    // A stack or memory limit of the JavaScript engine itself.
    if (signal instanceof RangeError) return 'calls too deep for the engine';
    throw signal;
  }
}
