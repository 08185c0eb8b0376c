/** A name that a pickle mentions. Nothing is ever imported or called for it. */
export interface Global {
  readonly kind: 'global';
  readonly name: string;
}

/** What a pickle would build by calling something that is not on the list: kept as a name with its parts. */
export interface Opaque {
  readonly kind: 'object';
  readonly name: string;
  readonly args: readonly PickleValue[];
  state: PickleValue;
}

export interface PickleSequence {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: PickleValue[];
}

/** `torch.storage` by reference: the key of its bytes in the archive. */
export interface StorageReference {
  readonly kind: 'storage';
  readonly key: string;
  readonly type: string;
}

export interface StoredTensor {
  readonly kind: 'tensor';
  readonly storage: StorageReference;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A NumPy array with its bytes; filled when its state arrives. */
export interface StoredArray {
  readonly kind: 'array';
  descr: string;
  shape: readonly number[];
  fortran: boolean;
  bytes: Uint8Array | undefined;
  /** The elements of an object array. */
  objects?: readonly PickleValue[];
}

/** Dictionaries are Maps: a key such as `__proto__` is a key like any other. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Map<PickleValue, PickleValue>
  | PickleSequence
  | Global
  | Opaque
  | StorageReference
  | StoredTensor
  | StoredArray;

export const isSequence = (value: PickleValue | undefined): value is PickleSequence =>
  typeof value === 'object' && value !== null && 'items' in value;

export const isOpaque = (value: PickleValue | undefined): value is Opaque =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object';

export const isGlobal = (value: PickleValue | undefined): value is Global =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'global';

export const isArray = (value: PickleValue | undefined): value is StoredArray =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'array';

export const isStorage = (value: PickleValue | undefined): value is StorageReference =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'storage';

export const isTensor = (value: PickleValue | undefined): value is StoredTensor =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';

export const tuple = (items: PickleValue[]): PickleSequence => ({ kind: 'tuple', items });
export const list = (items: PickleValue[]): PickleSequence => ({ kind: 'list', items });
export const global = (module: string, name: string): Global => ({
  kind: 'global',
  name: `${module}.${name}`,
});
export const opaque = (name: string, args: readonly PickleValue[]): Opaque => ({
  kind: 'object',
  name,
  args,
  state: null,
});
