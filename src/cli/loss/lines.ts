/** Whole lines of a text that comes in pieces, empty ones left out. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(isWritten);
  }
  if (isWritten(rest)) yield rest;
}

const isWritten = (line: string): boolean => line.trim() !== '';
