import type { Tensor } from '../../core/tensor.ts';
import type { PanelRequests } from '../../protocol.ts';
import type { Result } from '../../result.ts';
import type { TextError, TextTensor } from '../../tensors/literal.ts';
import type { OpenedFile, Taken, TakeRequest } from './holder.ts';

/** What a holder does, by name; each member is one message and its return the reply. */
export interface HolderRequests
  extends Pick<PanelRequests, 'batchRow' | 'batchWindow' | 'batchSummary' | 'batchSamples'> {
  open(file: { readonly name: string; readonly bytes: Uint8Array }): Result<OpenedFile, string>;
  close(file: OpenedFile['file']): void;
  take(request: TakeRequest): Result<Taken, string>;
  keep(request: { readonly handle: string; readonly tensor: Tensor }): void;
  retain(handles: readonly string[]): void;
  parse(text: string): Result<readonly TextTensor[], TextError>;
}

export type HolderRequestName = keyof HolderRequests;
export type HolderPayload<K extends HolderRequestName> = Parameters<HolderRequests[K]>[0];
export type HolderReply<K extends HolderRequestName> = ReturnType<HolderRequests[K]>;

export type ToHolder =
  | {
      [K in HolderRequestName]: {
        readonly type: 'request';
        readonly id: number;
        readonly name: K;
        readonly payload: HolderPayload<K>;
      };
    }[HolderRequestName]
  | { readonly type: 'cancel'; readonly id: number };

export type FromHolder =
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string };
