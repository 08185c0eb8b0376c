import { type InstanceValue, optionsOf, type Value } from '../engine/values.ts';
import { lossApi } from '../library/losses.ts';
import type { Unit } from '../site.ts';

/** Containers in an attribute are looked into so deep. */
const maxDepth = 2;

/** Judges a loss by the statement that defines it; null stands for one of a library. */
type Judge = (definition: Unit | null) => boolean;

/**
 * Whether an object has been given a loss by whoever made it, so that its methods matter though its class says nothing of
 * one. @param isSink whether a statement defines something that a rule looks at
 */
export const holdsLoss = (self: InstanceValue, isSink: (unit: Unit) => boolean): boolean =>
  holds(self, (definition) => definition === null || isSink(definition));

/**
 * Whether an object was given a loss that another file defines than its class. What is found in that loss is told in its
 * file, which the file of the class need not know: only whoever made the object brings the two together.
 */
export const holdsForeignLoss = (self: InstanceValue, isSink: (unit: Unit) => boolean): boolean =>
  holds(
    self,
    (definition) => definition !== null && definition.file !== self.cls.unit.file && isSink(definition),
  );

const holds = ({ attributes }: InstanceValue, judge: Judge): boolean =>
  [...attributes.values()].some(({ value }) => value !== undefined && isLoss(value, judge, 0));

function isLoss(value: Value, judge: Judge, depth: number): boolean {
  return optionsOf(value).some((option) => {
    switch (option.kind) {
      case 'object':
      case 'library':
        return lossApi(option.name) !== undefined && judge(null);
      case 'function':
      case 'class':
        return judge(option.unit);
      case 'instance':
        return judge(option.cls.unit);
      case 'method':
      case 'partial':
        return isLoss(option.func, judge, depth);
      default:
        return depth < maxDepth && contentsOf(option).some((item) => isLoss(item, judge, depth + 1));
    }
  });
}

function contentsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'tuple':
      return value.items;
    case 'list':
      return (value.cell.value ?? []).map((entry) => entry.value);
    case 'dict':
      return [...(value.cell.value?.entries.values() ?? [])];
    default:
      return [];
  }
}
