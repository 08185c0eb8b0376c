import type { DType, Tensor } from '../../core/tensor.ts';
import type { Result } from '../../result.ts';

/** Why a file, or one tensor in it, cannot be read. */
export interface FileError {
  readonly message: string;
}

/** A tensor in a file, known by its header; the numbers are decoded when they are asked for. */
export interface FileTensor {
  /** The entry's name: a key of the state dict, a file of the archive; '' for a lone array. */
  readonly name: string;
  readonly shape: readonly number[];
  /** What it is read as. Unsigned and 8-bit float types, which `DType` lacks, widen without loss. */
  readonly dtype: DType;
  /** The file's own word for its dtype: '<f4', 'BF16', 'LongStorage'. */
  readonly stored: string;
  readonly read: () => Result<Tensor, FileError>;
}

export type FileFormat = 'npy' | 'npz' | 'safetensors' | 'pt' | 'pickle' | 'text';

export interface TensorFile {
  readonly format: FileFormat;
  readonly tensors: readonly FileTensor[];
  /** Entries that are no tensors, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** More elements than this are not decoded into memory at once. */
export const maxElements = 200_000_000;
