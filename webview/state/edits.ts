import type { Activation } from '../../src/core/explore/activation.ts';
import type { Reduction } from '../../src/core/loss.ts';
import type { DType } from '../../src/core/tensor.ts';
import type { OptionState, Setting, TensorState } from '../../src/protocol.ts';
import type { Edit } from './store.ts';

/** Which of the two settings of a panel an edit is about. */
export type Side = 'setting' | 'compare';

/** A change of one setting. */
export type SettingEdit = (setting: Setting) => Setting;

export const editSetting =
  (side: Side, change: SettingEdit): Edit =>
  (state) => {
    const setting = state[side];
    if (!setting) return state;
    const next = change(setting);
    return next === setting ? state : { ...state, [side]: next };
  };

export const setReduction =
  (reduction: Reduction): SettingEdit =>
  (setting) => ({ ...setting, reduction });

export const setDType =
  (dtype: DType): SettingEdit =>
  (setting) => ({ ...setting, dtype });

export const setActivation =
  (activation: Activation): SettingEdit =>
  (setting) => ({ ...setting, activation });

export const setTemperature =
  (temperature: number): SettingEdit =>
  (setting) => ({ ...setting, temperature });

/** Undefined goes back to the default. */
export const setOption =
  (name: string, value: OptionState | undefined): SettingEdit =>
  (setting) => {
    const { [name]: _, ...rest } = setting.options;
    return { ...setting, options: value === undefined ? rest : { ...rest, [name]: value } };
  };

/** @param all every input of the loss: once one is the person's own, none is the example's any more */
export const setInput =
  (name: string, value: TensorState, all: Readonly<Record<string, TensorState>>): SettingEdit =>
  (setting) => ({ ...setting, inputs: { ...all, ...setting.inputs, [name]: value } });
