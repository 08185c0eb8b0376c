import type { HealthFinding } from '../../../src/core/health/health.ts';
import { examine } from '../../../src/core/health/index.ts';
import type { Model } from '../model.ts';
import type { Problem } from '../problem.ts';
import { notFinite } from './finite.ts';
import { fixOf } from './fixes.ts';
import type { HealthCheck, HealthNote } from './note.ts';
import {
  activationBeforeLogits,
  probabilitiesForLogs,
  sigmoidThenBce,
  squaredErrorOnClasses,
} from './pipeline.ts';

const ownChecks: readonly HealthCheck[] = [
  activationBeforeLogits,
  probabilitiesForLogs,
  squaredErrorOnClasses,
  sigmoidThenBce,
  notFinite,
];

/** What the values and the way to the loss reveal, the gravest first. */
export function healthOf(model: Model): readonly HealthNote[] {
  const { problem } = model.main;
  const { loss, inputs, options, setting } = problem;
  const found = examine(loss, { inputs, options, reduction: setting.reduction })
    .filter((finding) => !isOfActivation(finding, problem))
    .map((finding) => noteOf(finding, problem));
  const own = ownChecks.flatMap((check) => check(model) ?? []);
  const known = found.some(({ id }) => id === 'not_a_number' || id === 'all_ignored');
  return [...own.filter(({ id }) => !(known && id === 'not_finite')), ...found].toSorted(
    (a, b) => rank[a.severity] - rank[b.severity],
  );
}

const rank = { error: 0, warning: 1, info: 2 } as const;

/** Findings about the prediction that no activation brings about. */
const notOfScale: ReadonlySet<string> = new Set([
  'not_a_number',
  'kl_mean',
  'broadcast_shapes',
  'single_logit',
]);

/** What an activation in the panel does to the scale is told with the activation, not as if the values came so. */
const isOfActivation = ({ input, check }: HealthFinding, { activated, prediction }: Problem): boolean =>
  activated.activation !== 'none' && input === prediction.name && !notOfScale.has(check);

function noteOf(finding: HealthFinding, problem: Problem): HealthNote {
  const { check, severity, message, cure, rule } = finding;
  const end = message.search(/[.:;] /);
  const fix = fixOf(finding, problem);
  return {
    id: check,
    severity,
    title: end < 0 ? message.replace(/\.$/, '') : message.slice(0, end),
    detail: `${end < 0 ? '' : `${capitalised(message.slice(end + 2))} `}${cure}`,
    ...(rule ? { rule } : {}),
    ...(fix ? { fix } : {}),
  };
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
