import type { Severity } from '../../analysis/finding.ts';
import type { LintOptions } from '../../analysis/project.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import type { Arguments } from '../command.ts';
import { choice } from '../command.ts';
import { UsageError } from '../io.ts';

/** From least to most severe. */
export const SEVERITIES: readonly Severity[] = ['hint', 'info', 'warning', 'error'];

type Setting = Severity | 'off';

/** Which rules run and how severe each is, from `--rule`, `--set` and `--min-severity`. */
export function lintOptions(args: Arguments, rules: readonly RuleMeta[]): LintOptions {
  const only = args.list('rule').map((id) => known(id, rules).id);
  const settings = new Map(args.list('set').map((pair) => parseSetting(pair, rules)));
  const least = SEVERITIES.indexOf(choice(args, 'min-severity', SEVERITIES, 'hint'));
  const setting = (rule: RuleMeta): Setting => {
    const severity = settings.get(rule.id) ?? rule.severity;
    if (only.length > 0 && !only.includes(rule.id)) return 'off';
    return severity === 'off' || SEVERITIES.indexOf(severity) < least ? 'off' : severity;
  };
  return { rules: Object.fromEntries(rules.map((rule) => [rule.id, setting(rule)])) };
}

function parseSetting(pair: string, rules: readonly RuleMeta[]): readonly [string, Setting] {
  const [id = '', value = ''] = pair.split('=', 2);
  const setting = (['off', ...SEVERITIES] as const).find((word) => word === value);
  if (setting === undefined)
    throw new UsageError(`--set takes RULE=SEVERITY with off, ${SEVERITIES.join(', ')}; got '${pair}'.`);
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
