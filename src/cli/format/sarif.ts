import type {
  ArtifactLocation,
  Fix,
  Location,
  Log,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import type { Severity } from '../../analysis/finding.ts';
import type { RuleMeta } from '../../analysis/rule.ts';
import type { Place } from '../lint/positions.ts';
import type { PlacedEdit, PlacedFinding, PlacedFix, PlacedRelated, Unreadable } from '../lint/report.ts';
import type { Format } from './format.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

const artifact = (file: string): ArtifactLocation => ({
  uri: file.split('/').map(encodeURIComponent).join('/'),
  ...(file.startsWith('..') ? {} : { uriBaseId: '%SRCROOT%' }),
});

/** A notebook is shown as the file it is on disk, so its regions are whole lines of that file. */
const region = (place: Place): Region =>
  place.cell === null
    ? {
        startLine: place.line,
        startColumn: place.column,
        endLine: place.endLine,
        endColumn: place.endColumn,
      }
    : { startLine: place.diskLine };

const physical = (place: Place): PhysicalLocation => ({
  artifactLocation: artifact(place.file),
  region: region(place),
});

const location = (place: Place): Location => ({
  physicalLocation: physical(place),
  ...(place.cell === null ? {} : { logicalLocations: [{ name: `cell ${place.cell + 1}`, kind: 'cell' }] }),
});

const relatedLocation = (related: PlacedRelated, index: number): Location => ({
  id: index + 1,
  ...location(related),
  message: { text: related.message },
});

/** Replacements in a notebook would have to be written in its JSON: only fixes of Python files are given. */
function fix({ title, edits }: PlacedFix): readonly Fix[] {
  if (edits.some(({ cell }) => cell !== null)) return [];
  const files = [...new Set(edits.map(({ file }) => file))];
  const changes = files.map((file) => ({
    artifactLocation: artifact(file),
    replacements: edits.filter((edit) => edit.file === file).map(replacement),
  }));
  return [{ description: { text: title }, artifactChanges: changes }];
}

const replacement = (edit: PlacedEdit) => ({
  deletedRegion: region(edit),
  insertedContent: { text: edit.newText },
});

function result(found: PlacedFinding, rules: readonly RuleMeta[]): Result {
  const ruleIndex = rules.findIndex(({ id }) => id === found.rule);
  const fixes = found.fixes.flatMap(fix);
  return {
    ruleId: found.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: LEVELS[found.severity],
    message: { text: found.message },
    locations: [location(found)],
    ...(found.related.length > 0 ? { relatedLocations: found.related.map(relatedLocation) } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

const descriptor = (rule: RuleMeta): ReportingDescriptor => ({
  id: rule.id,
  shortDescription: { text: rule.summary },
  help: {
    text: `${rule.summary}\n\n${rule.why}`,
    markdown: `${rule.why}\n\n\`\`\`python\n${rule.bad}\`\`\`\n\nUse instead:\n\n\`\`\`python\n${rule.good}\`\`\``,
  },
  defaultConfiguration: { level: LEVELS[rule.severity] },
  ...(rule.references[0] ? { helpUri: rule.references[0].url } : {}),
});

const notification = ({ file, message }: Unreadable) => ({
  level: 'error' as const,
  message: { text: `${file}: ${message}` },
  locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
});

/** SARIF 2.1.0, for code scanning services. */
export const sarif: Format = (report, { rules, version }) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Loss Inspector', semanticVersion: version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder the linter was run in.' } } },
        invocations: [
          {
            executionSuccessful: report.unreadable.every(({ named }) => !named),
            toolExecutionNotifications: report.unreadable.map(notification),
          },
        ],
        results: report.findings.map((found) => result(found, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
};
