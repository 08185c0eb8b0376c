import { type CallArguments, passed } from './engine/arguments.ts';
import { entriesOf } from './engine/containers.ts';
import type { KerasCompileEvent } from './engine/machine.ts';
import { isNone, optionsOf, type Value } from './engine/values.ts';
import type { KerasCompileFact, KerasOutput } from './fact.ts';
import { lossApi } from './library/losses.ts';
import { siteOf } from './site.ts';
import type { TensorValue } from './value.ts';

/** The outputs of a compiled model, each with its loss; those whose loss is not known are left out. */
export function kerasCompileFact({ at, args, outputs }: KerasCompileEvent): KerasCompileFact {
  const loss = passed(args, 1, 'loss');
  const found: KerasOutput[] = [];
  if (loss !== undefined)
    for (const [value, tensor] of pairs(loss.value, outputs)) {
      const output = outputFor(value, tensor, siteOf(loss.unit, loss.span));
      if (output !== undefined) found.push(output);
    }
  return { at, outputs: found };
}

/** Losses and outputs by place or by name; one loss serves every output. */
function pairs(loss: Value, outputs: Value): readonly (readonly [Value, Value])[] {
  const tensors =
    outputs.kind === 'dict'
      ? undefined
      : outputs.kind === 'tensor' || outputs.kind === 'union'
        ? undefined
        : entriesOf(outputs);
  const losses = loss.kind === 'dict' ? undefined : entriesOf(loss);
  if (loss.kind === 'dict') return namedPairs(loss, outputs);
  if (losses !== undefined && tensors === undefined)
    return losses.length === 1 && losses[0] !== undefined ? [[losses[0].value, outputs]] : [];
  if (losses !== undefined && tensors !== undefined)
    return losses.length === tensors.length
      ? losses.map(({ value }, i) => [value, tensors[i]?.value ?? value] as const)
      : [];
  if (tensors !== undefined) return tensors.map(({ value }) => [loss, value] as const);
  return [[loss, outputs]];
}

function namedPairs(loss: Value & { kind: 'dict' }, outputs: Value): readonly (readonly [Value, Value])[] {
  const losses = [...(loss.cell.value?.entries ?? [])];
  const [only] = losses;
  if (outputs.kind === 'tensor' && losses.length === 1 && only !== undefined) return [[only[1], outputs]];
  if (outputs.kind !== 'dict') return [];
  return losses.flatMap(([key, value]) => {
    const output = outputs.cell.value?.entries.get(key);
    return output === undefined ? [] : [[value, output] as const];
  });
}

const shortNames: Readonly<Record<string, string>> = {
  bce: 'binary_crossentropy',
  BCE: 'binary_crossentropy',
};

function outputFor(loss: Value, output: Value, site: KerasOutput['lossSite']): KerasOutput | undefined {
  const named =
    loss.kind === 'constant' && typeof loss.value === 'string'
      ? `keras.losses.${shortNames[loss.value] ?? loss.value}`
      : null;
  const name = named ?? (loss.kind === 'library' || loss.kind === 'object' ? normal(loss.name) : null);
  const api = name === null ? undefined : lossApi(name);
  if (api === undefined) return undefined;
  const made = loss.kind === 'object' ? loss : null;
  return {
    tensor: definite(output),
    loss: api.loss,
    api: api.name,
    lossSite: made === null ? site : siteOf(made.at.unit, made.at.call),
    lossCall: made?.at ?? null,
    fromLogits: made === null ? false : fromLogits(made.args),
  };
}

/** `tf.losses.…` is `tf.keras.losses.…` in TensorFlow 2. */
const normal = (name: string): string =>
  name.replace(/^tensorflow\.losses\./, 'keras.losses.').replace(/^keras\.backend\./, 'keras.losses.');

function definite(value: Value): TensorValue | undefined {
  const [only, ...more] = optionsOf(value).filter((option) => !isNone(option));
  return only?.kind === 'tensor' && more.length === 0 ? only : undefined;
}

function fromLogits(args: CallArguments): boolean | undefined {
  const given = passed(args, 0, 'from_logits')?.value;
  if (given === undefined) return args.open ? undefined : false;
  return given.kind === 'constant' && typeof given.value === 'boolean' ? given.value : undefined;
}
