interface Modifiers {
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** `value` moved by a step (Shift: ten, Alt: a tenth), without the digits that binary fractions add. */
export function stepped(
  value: number,
  direction: number,
  step: number,
  { shiftKey, altKey }: Modifiers,
): number {
  const size = step * (shiftKey ? 10 : 1) * (altKey ? 0.1 : 1);
  const start = Number.isFinite(value) ? value : 0;
  const digits = Math.max(0, Math.ceil(-Math.log10(size)) + 1);
  return tidy(start + direction * size, Math.max(digits, decimals(start)));
}

/** Rounds to `digits` decimals. */
export const tidy = (value: number, digits: number): number =>
  Math.abs(value) < 1e15 ? Number(value.toFixed(Math.min(digits, 12))) : value;

const decimals = (value: number): number => {
  const text = String(value);
  const point = text.indexOf('.');
  return point < 0 || text.includes('e') ? 0 : text.length - point - 1;
};
