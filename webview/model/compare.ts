import type { Setting, State } from '../../src/protocol.ts';
import { Decoder } from '../state/decoder.ts';
import type { Edit } from '../state/store.ts';
import { adaptInputs } from './adapt.ts';
import { lossOf, resolve } from './problem.ts';
import { takenScale } from './roles.ts';

/** Both settings of a comparison work on the first one's tensors, each in the form its loss takes. */
export function linkCompare(state: State, previous: State | undefined): State {
  const { compare, setting } = state;
  if (!compare || (previous?.compare && unchanged(state, previous, compare, previous.compare))) return state;
  return { ...state, compare: { ...compare, inputs: sharedInputs(setting, compare) } };
}

/** Whether nothing changed that the second setting's tensors follow from. */
function unchanged(state: State, previous: State, compare: Setting, before: Setting): boolean {
  const { setting } = state;
  const same = (key: 'loss' | 'library' | 'activation') =>
    setting[key] === previous.setting[key] && compare[key] === before[key];
  return setting.inputs === previous.setting.inputs && same('loss') && same('library') && same('activation');
}

function sharedInputs(setting: Setting, compare: Setting): Setting['inputs'] {
  const own = Object.keys(setting.inputs).length > 0;
  if (own && lossOf(setting) === lossOf(compare)) return setting.inputs;
  const decoder = new Decoder();
  const { loss, options } = resolve({ ...compare, inputs: {} }, decoder);
  return adaptInputs(resolve(setting, decoder), loss, takenScale(loss, options));
}

export const startCompare =
  (setting: Setting): Edit =>
  (state) => ({ ...state, compare: setting });

export const stopCompare: Edit = (state) => ({ ...state, compare: null });

/** The second setting becomes the first and the other way round. */
export const swapSides: Edit = (state) =>
  state.compare ? { ...state, setting: state.compare, compare: state.setting } : state;
