import { losses } from '../../core/losses/index.ts';

/** Letters and digits only, without the word “loss”: `BCE_Loss` → `bce`. */
const plain = (name: string): string =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/loss$/, '')
    .replace(/[^a-z0-9]/g, '');

/** `binary_cross_entropy` → `bce`. */
const initials = (id: string): string =>
  id
    .replace(/_loss$/, '')
    .split('_')
    .map((word) => word.charAt(0))
    .join('');

const pairsOf = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)));

/** How much of two names is the same, by their pairs of letters (Dice's coefficient), from 0 to 1. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return left.size + right.size === 0 ? 0 : (2 * shared) / (left.size + right.size);
}

/** How well a loss goes with a name that is not its own; 0 for not at all. */
function closeness(name: string, id: string): number {
  const [asked, known] = [plain(name), plain(id)];
  if (asked === known) return 2;
  if (asked.length > 1 && asked === initials(id)) return 1.6;
  const long = asked.replace(/^bce/, 'binarycrossentropy');
  if (asked.length > 1 && known.startsWith(long)) return 1.5;
  const alike = likeness(long, known);
  return alike >= 0.5 ? alike : 0;
}

/** The names of up to three losses that somebody may have meant, the likeliest first. */
export function similarLosses(name: string): readonly string[] {
  const all = losses
    .map(({ id }) => ({ id, close: closeness(name, id) }))
    .sort((a, b) => b.close - a.close)
    .slice(0, 3);
  const best = all[0]?.close ?? 0;
  return all.filter(({ close }) => close > 0 && close > best - 0.4).map(({ id }) => id);
}
