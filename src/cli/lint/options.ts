import { type Severity, severities } from '../../analysis/finding.ts';
import type { LintOptions } from '../../analysis/project.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import type { Arguments } from '../command.ts';
import { choice } from '../command.ts';
import { UsageError } from '../io.ts';

type Setting = Severity | 'off';

/** Which rules run and how severe each is where that is asked for, from `--rule`, `--set` and `--min-severity`. */
export function lintOptions(args: Arguments, rules: readonly RuleMeta[]): LintOptions {
  const only = args.list('rule').map((id) => known(id, rules).id);
  const unwanted = rules.filter(({ id }) => only.length > 0 && !only.includes(id));
  const settings = args.list('set').map((pair) => parseSetting(pair, rules));
  return {
    rules: Object.fromEntries([...settings, ...unwanted.map(({ id }) => [id, 'off'] as const)]),
    least: choice(args, 'min-severity', severities, 'hint'),
  };
}

function parseSetting(pair: string, rules: readonly RuleMeta[]): readonly [string, Setting] {
  const [id = '', value = ''] = pair.split('=', 2);
  const setting = (['off', ...severities] as const).find((word) => word === value);
  if (setting === undefined)
    throw new UsageError(`--set takes RULE=SEVERITY with off, ${severities.join(', ')}; got '${pair}'.`);
  return [known(id, rules).id, setting];
}

function known(id: string, rules: readonly RuleMeta[]): RuleMeta {
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule !== undefined) return rule;
  const words = id.split('-');
  const shared = (other: string) => other.split('-').filter((word) => words.includes(word)).length;
  const [nearest] = [...rules].sort((a, b) => shared(b.id) - shared(a.id));
  const hint = nearest !== undefined && shared(nearest.id) > 0 ? ` Did you mean '${nearest.id}'?` : '';
  throw new UsageError(`There is no rule '${id}'.${hint} 'loss-inspector rules' lists them.`);
}
