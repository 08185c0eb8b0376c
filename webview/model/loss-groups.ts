import type { LossDefinition, LossGroup } from '../../src/core/loss.ts';
import type { Group } from './search.ts';

const names: Readonly<Record<LossGroup, string>> = {
  classification: 'Classification',
  binary: 'Binary and multi-label',
  distribution: 'Distributions',
  margin: 'Margins and embeddings',
  regression: 'Regression',
  sequence: 'Sequences',
  segmentation: 'Segmentation',
};

/** The losses as the picker shows them. */
export function lossGroups(losses: readonly LossDefinition[]): readonly Group[] {
  return Object.entries(names)
    .map(([group, name]) => ({
      name,
      items: losses
        .filter((loss) => loss.group === group)
        .map((loss) => ({
          value: loss.id,
          label: loss.title,
          note: loss.summary,
          also: loss.apis.map((api) => api.name).join(' '),
        })),
    }))
    .filter(({ items }) => items.length > 0);
}
