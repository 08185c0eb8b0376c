import { type InstanceValue, optionsOf, type Value } from '../engine/values.ts';
import { lossApi } from '../library/losses.ts';
import type { Unit } from '../site.ts';

/** Containers in an attribute are looked into so deep. */
const maxDepth = 2;

/**
 * Whether an object has been given a loss by whoever made it, so that its methods matter though its class says nothing of
 * one. @param isSink whether a statement defines something that a rule looks at
 */
export function holdsLoss({ attributes }: InstanceValue, isSink: (unit: Unit) => boolean): boolean {
  return [...attributes.values()].some(({ value }) => value !== undefined && isLoss(value, isSink, 0));
}

function isLoss(value: Value, isSink: (unit: Unit) => boolean, depth: number): boolean {
  return optionsOf(value).some((option) => {
    switch (option.kind) {
      case 'object':
      case 'library':
        return lossApi(option.name) !== undefined;
      case 'function':
      case 'class':
        return isSink(option.unit);
      case 'instance':
        return isSink(option.cls.unit);
      case 'method':
      case 'partial':
        return isLoss(option.func, isSink, depth);
      default:
        return depth < maxDepth && contentsOf(option).some((item) => isLoss(item, isSink, depth + 1));
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
