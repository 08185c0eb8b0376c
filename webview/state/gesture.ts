let made = 0;

/** A new name for one drag or one held key, wherever it is made: the history undoes edits of the same name together. */
export const newGesture = (): string => `gesture ${made++}`;
