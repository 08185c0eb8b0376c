import type { LossApi } from '../library/losses.ts';
import type { Unit } from '../site.ts';

/**
 * Whether a criterion can hardly be what a file calls: one of PyTorch's in a file that imports TensorFlow or JAX alone, or the
 * other way round. A class with a backend for each is given the criterion of either, but hands it to its own.
 */
export function isOfAnotherFramework({ library }: LossApi, unit: Unit): boolean {
  const own = families[library];
  const imported = importedBy(unit);
  return imported.size > 0 && !imported.has(own);
}

type Family = 'torch' | 'tensorflow' | 'jax';

const families: Readonly<Record<LossApi['library'], Family>> = {
  torch: 'torch',
  torchvision: 'torch',
  keras: 'tensorflow',
  tensorflow: 'tensorflow',
  optax: 'jax',
};

const frameworks: Readonly<Record<string, Family>> = { ...families, jax: 'jax', flax: 'jax', haiku: 'jax' };

const importing = new RegExp(`^[ \\t]*(?:import|from)[ \\t]+(${Object.keys(frameworks).join('|')})\\b`, 'gm');

const known = new WeakMap<readonly Unit[], ReadonlySet<Family>>();

/** The frameworks a file names in its imports. */
function importedBy(unit: Unit): ReadonlySet<Family> {
  const units = unit.siblings ?? [unit];
  const before = known.get(units);
  if (before !== undefined) return before;
  const found = new Set(
    units.flatMap(({ text }) =>
      [...text.matchAll(importing)].flatMap(([, name]) => frameworks[name ?? ''] ?? []),
    ),
  );
  known.set(units, found);
  return found;
}
