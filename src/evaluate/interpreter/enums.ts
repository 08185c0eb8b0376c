import { define } from '../library/define.ts';
import { notKnown, raise } from '../signals.ts';
import { isEqual } from '../values/equal.ts';
import { int, str, tuple, unknown } from '../values/make.ts';
import { repr } from '../values/repr.ts';
import type { ClassValue, InstanceValue, Value } from '../values/value.ts';

// No attribute of Python has a blank in its name.
const stored = 'enum members';

/** Whether a base that is not known here is `enum.Enum`; its mixed kinds (IntEnum, Flag) are not followed. */
export const isEnumBase = (base: Value): boolean => base.kind === 'unknown' && base.origin === 'enum.Enum';

const isMember = (name: string, value: Value): boolean =>
  !name.startsWith('_') && value.kind !== 'function' && value.kind !== 'builtin' && value.kind !== 'class';

const textOf = (part: string): Value =>
  define(`builtins.${part}(self)`, (_context, args) => {
    const self = args.get('self');
    if (self.kind !== 'instance') return notKnown('a member without itself');
    const name = `${self.type.name}.${nameOf(self)}`;
    const value = self.attributes.get('value');
    return str(part === '__str__' ? name : `<${name}: ${value ? repr(value) : ''}>`);
  }).builtin;

const nameOf = (member: InstanceValue): string => {
  const name = member.attributes.get('name');
  return name?.kind === 'str' ? name.value : '';
};

/** Makes the names of an enum's body its members, in their order. */
export function makeEnum(made: ClassValue): void {
  const members: InstanceValue[] = [];
  let last = 0;
  for (const [name, given] of [...made.attributes]) {
    if (!isMember(name, given)) continue;
    const value = given.kind === 'unknown' && given.origin === 'enum.auto' ? int(last + 1) : given;
    last = value.kind === 'int' ? value.value : last;
    const same = members.find((other) => isEqual(other.attributes.get('value') as Value, value));
    const member: InstanceValue = same ?? {
      kind: 'instance',
      type: made,
      attributes: new Map<string, Value>([
        ['name', str(name)],
        ['value', value],
      ]),
    };
    if (!same) members.push(member);
    made.attributes.set(name, member);
  }
  made.attributes.set(stored, tuple(members));
  for (const part of ['__str__', '__repr__'])
    if (!made.attributes.has(part)) made.attributes.set(part, textOf(part));
}

/** The members of an enum; undefined for other classes. */
export function membersOf(type: ClassValue): readonly InstanceValue[] | undefined {
  const members = type.attributes.get(stored);
  return members?.kind === 'tuple' ? (members.items as readonly InstanceValue[]) : undefined;
}

/** `Red('sum')`: the member of that value. */
export function memberOfValue(type: ClassValue, value: Value): Value {
  const members = membersOf(type) ?? [];
  return (
    members.find((member) => isEqual(member.attributes.get('value') ?? unknown('a value'), value)) ??
    raise('ValueError', `${repr(value)} is not a valid ${type.name}`)
  );
}

/** `Red['SUM']`: the member of that name. */
export function memberOfName(type: ClassValue, name: Value): Value | undefined {
  const members = membersOf(type);
  if (!members || name.kind !== 'str') return undefined;
  return members.find((member) => nameOf(member) === name.value) ?? raise('KeyError', repr(name));
}
