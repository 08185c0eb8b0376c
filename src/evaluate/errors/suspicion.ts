import type { LossRecord } from '../context.ts';

export function noteFor(_record: LossRecord): { message: string; repaired: number | null } | undefined {
  return undefined;
}
