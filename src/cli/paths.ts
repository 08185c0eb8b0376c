import { sep } from 'node:path';

/** Paths inside the analysis and in every output are `/`-separated on every system. */
export const toSlashes = (path: string): string => (sep === '/' ? path : path.split(sep).join('/'));
