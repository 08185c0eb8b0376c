import type { RuleMeta } from './rule.ts';

const severities = {
  error: 'error: the result is wrong for certain',
  warning: 'warning: wrong or harmful almost always',
  info: 'info: correct, but redundant or unstable',
  hint: 'hint: a better way exists',
} as const;

const fixes = {
  safe: 'The quick fix keeps the results and may be applied on save.',
  unsafe: 'The quick fix changes the results, which is its purpose; look at the change before you keep it.',
  none: 'There is no quick fix: the right repair depends on what the code is for.',
} as const;

/** The Markdown page of a rule, as shown by “Explain Rule” and kept in `media/rules`. */
export function rulePage(rule: RuleMeta): string {
  return [
    `# ${rule.id}`,
    rule.summary,
    `*Severity:* ${severities[rule.severity]}.`,
    '## Why',
    rule.why,
    '## Example',
    fenced(rule.bad),
    'Use instead:',
    fenced(rule.good),
    '## Fix',
    fixes[rule.fix],
    '## Suppress',
    `On one line: \`# loss-inspector: ignore[${rule.id}]\`. In a whole file: \`# loss-inspector: ignore-file[${rule.id}]\`.
Everywhere, or at another severity, in the settings: \`"lossInspector.rules": { "${rule.id}": "off" }\`.`,
    '## References',
    rule.references.map(({ title, url }) => `- [${title}](${url})`).join('\n'),
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

const fenced = (code: string) => `\`\`\`python\n${code}\`\`\``;
