import { Raised } from '../signals.ts';

/** Marks what a library's operator refuses as the library's own. */
export function refusedByLibrary<T>(run: () => T): T {
  try {
    return run();
  } catch (signal) {
    if (signal instanceof Raised) signal.library ??= true;
    throw signal;
  }
}
