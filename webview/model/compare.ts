import type { Setting, State } from '../../src/protocol.ts';
import type { Edit } from '../state/store.ts';
import { adaptInputs } from './adapt.ts';
import { decoder, lossOf, resolve } from './problem.ts';

/** Both settings of a comparison work on the first one's tensors, each in the form its loss takes. */
export function linkCompare(state: State, previous: State | undefined): State {
  const { compare, setting } = state;
  if (!compare) return state;
  const inputsStay = setting.inputs === previous?.setting.inputs && setting.loss === previous.setting.loss;
  if (inputsStay && compare.loss === previous.compare?.loss && sameScale(setting, previous.setting))
    return state;
  const inputs = adaptInputs(resolve(setting, decoder()), lossOf(compare));
  return { ...state, compare: { ...compare, inputs } };
}

const sameScale = (a: Setting, b: Setting): boolean => a.activation === b.activation;

export const startCompare =
  (setting: Setting): Edit =>
  (state) => ({ ...state, compare: setting });

export const stopCompare: Edit = (state) => ({ ...state, compare: null });

/** The second setting becomes the first and the other way round. */
export const swapSides: Edit = (state) =>
  state.compare ? { ...state, setting: state.compare, compare: state.setting } : state;
