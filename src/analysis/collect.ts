/** The list under a key, made where there is none. */
export function listIn<K, T>(map: Map<K, T[]>, key: K): T[] {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: T[] = [];
  map.set(key, made);
  return made;
}

/** The set under a key, made where there is none. */
export function setIn<K, T>(map: Map<K, Set<T>>, key: K): Set<T> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Set<T>();
  map.set(key, made);
  return made;
}
