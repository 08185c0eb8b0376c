import type { Span } from '../python/ast.ts';
import { type CallArguments, type PassedValue, passed } from './engine/arguments.ts';
import { entriesOf } from './engine/containers.ts';
import { textKey, textOfKey } from './engine/dicts.ts';
import type { KerasCompileEvent } from './engine/machine.ts';
import { isNone, optionsOf, type Value } from './engine/values.ts';
import type { KerasCompileFact, KerasOutput } from './fact.ts';
import { lossApi } from './library/losses.ts';
import { type CallSite, siteOf } from './site.ts';
import type { TensorValue } from './value.ts';

/** The outputs of a compiled model, each with its loss; those whose loss is not known are left out. */
export function kerasCompileFact({ at, args, model, outputs }: KerasCompileEvent): KerasCompileFact {
  const found = outputsWithLoss(at, args, outputs);
  return {
    at,
    outputs: found,
    get isFrozen() {
      return model.attributes.has('trainable');
    },
  };
}

function outputsWithLoss(at: CallSite, args: CallArguments, outputs: Value): readonly KerasOutput[] {
  const loss = passed(args, 1, 'loss');
  if (loss === undefined) return [];
  const named = namedOutputs(outputs);
  const metrics = passed(args, 2, 'metrics')?.value;
  return lossesOf(loss.value, named).flatMap(([value, index]) => {
    const output = named[index];
    if (output === undefined) return [];
    const site = siteOf(loss.unit, itemSpan(at, loss, output.name, index));
    return outputFor(value, output, site, metricsOf(metrics, named, index)) ?? [];
  });
}

/** Where the loss of one output is written: its item, if all are listed in the call. */
function itemSpan({ call }: CallSite, { span }: PassedValue, name: string | undefined, index: number): Span {
  const node = call.args.find(({ value }) => value.start === span.start && value.end === span.end)?.value;
  if (node?.kind === 'List' || node?.kind === 'Tuple') return node.elts[index] ?? span;
  if (node?.kind !== 'Dict') return span;
  const at = node.keys.findIndex((key) => key?.kind === 'Constant' && key.value === name);
  return node.values[at] ?? span;
}

/** One output of a model, and the name it can be given a loss by. */
interface NamedOutput {
  readonly name: string | undefined;
  readonly value: Value;
}

function namedOutputs(outputs: Value): readonly NamedOutput[] {
  if (outputs.kind === 'dict')
    return [...(outputs.cell.value?.entries ?? [])].map(([key, value]) => ({ name: textOfKey(key), value }));
  const several = outputs.kind === 'tuple' || outputs.kind === 'list' ? entriesOf(outputs) : undefined;
  const values = several?.map(({ value }) => value) ?? [outputs];
  return values.map((value) => ({ name: layerName(value), value }));
}

/** The name of the layer that made an output: `Dense(1, name="priority")`. */
function layerName(value: Value): string | undefined {
  const { source } = definite(value) ?? {};
  const call = source?.at.call;
  const made = call?.func.kind === 'Call' ? call.func : call;
  const name = made?.args.find((arg) => arg.name === 'name')?.value;
  return name?.kind === 'Constant' && typeof name.value === 'string' ? name.value : undefined;
}

/** Losses with the numbers of their outputs, by place or by name; one loss serves every output. */
function lossesOf(loss: Value, outputs: readonly NamedOutput[]): readonly (readonly [Value, number])[] {
  if (loss.kind === 'dict') return lossesByName(loss, outputs);
  const losses = entriesOf(loss);
  if (losses === undefined) return outputs.map((_, index) => [loss, index] as const);
  return losses.length === outputs.length ? losses.map(({ value }, index) => [value, index] as const) : [];
}

function lossesByName(
  loss: Value & { kind: 'dict' },
  outputs: readonly NamedOutput[],
): readonly (readonly [Value, number])[] {
  const losses = [...(loss.cell.value?.entries ?? [])];
  const [only] = losses;
  if (outputs.length === 1 && losses.length === 1 && only !== undefined) return [[only[1], 0]];
  return losses.flatMap(([key, value]) => {
    const index = outputs.findIndex(({ name }) => name !== undefined && name === textOfKey(key));
    return index < 0 ? [] : [[value, index] as const];
  });
}

/** `metrics=["accuracy"]` of the only output, `[["mae"], ["accuracy"]]` by place, `{"priority": ["mae"]}` by name. */
function metricsOf(
  metrics: Value | undefined,
  outputs: readonly NamedOutput[],
  index: number,
): readonly string[] | undefined {
  if (metrics === undefined || isNone(metrics)) return [];
  if (metrics.kind === 'dict')
    return namesOf(metrics.cell.value?.entries.get(textKey(outputs[index]?.name ?? '')));
  if (outputs.length === 1) return namesOf(metrics);
  const each = entriesOf(metrics);
  const byPlace =
    each?.length === outputs.length && each.every(({ value }) => entriesOf(value) !== undefined);
  return byPlace ? namesOf(each[index]?.value) : undefined;
}

function namesOf(metrics: Value | undefined): readonly string[] | undefined {
  if (metrics === undefined) return [];
  const items = entriesOf(metrics)?.map(({ value }) => value) ?? [metrics];
  return items.flatMap((item) => {
    if (item.kind === 'constant') return typeof item.value === 'string' ? [item.value] : [];
    return item.kind === 'library' || item.kind === 'object' ? [item.name] : [];
  });
}

const shortNames: ReadonlyMap<string, string> = new Map([
  ['bce', 'binary_crossentropy'],
  ['BCE', 'binary_crossentropy'],
]);

function outputFor(
  loss: Value,
  output: NamedOutput,
  site: KerasOutput['lossSite'],
  metrics: KerasOutput['metrics'],
): KerasOutput | undefined {
  const named =
    loss.kind === 'constant' && typeof loss.value === 'string'
      ? `keras.losses.${shortNames.get(loss.value) ?? loss.value}`
      : null;
  const name = named ?? (loss.kind === 'library' || loss.kind === 'object' ? normal(loss.name) : null);
  const api = name === null ? undefined : lossApi(name);
  if (api === undefined) return undefined;
  const made = loss.kind === 'object' ? loss : null;
  return {
    tensor: definite(output.value),
    loss: api.loss,
    api: api.name,
    lossSite: made === null ? site : siteOf(made.at.unit, made.at.call),
    lossCall: made?.at ?? null,
    fromLogits: made === null ? false : fromLogits(made.args),
    metrics,
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
