import type { Scale } from '../../core/loss.ts';
import type { LossApi, LossParameter } from './losses.ts';

export const prediction = (name: string, ...accepts: Scale[]): LossParameter => ({
  name,
  role: 'prediction',
  accepts,
});
export const target = (name: string, ...accepts: Scale[]): LossParameter => ({
  name,
  role: 'target',
  accepts,
});
export const other = (name: string): LossParameter => ({ name, role: 'other', accepts: [] });

/** A loss under the names that a library gives it. */
export interface Row {
  readonly loss: string;
  readonly names: string;
  readonly parameters: readonly LossParameter[];
  readonly options?: readonly string[];
  readonly reduction?: string;
  readonly aliases?: LossApi['aliases'];
}

/** One entry for each name. */
export function rows(library: LossApi['library'], table: readonly Row[]): LossApi[] {
  return table.flatMap(({ loss, names, parameters, options = [], reduction = 'mean', aliases = {} }) =>
    names.split(' ').map((name) => {
      const short = name.slice(name.lastIndexOf('.') + 1);
      const form = /^[A-Z]/.test(short) ? 'class' : 'function';
      return { loss, name, library, form, parameters, aliases, options, reduction } satisfies LossApi;
    }),
  );
}
