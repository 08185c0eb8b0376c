import { type DebugSession, DebugStackFrame, debug } from 'vscode';
import { fail, type Result } from '../../result.ts';
import { type ReadItems, type ReadTensor, readAnswer } from './answer.ts';
import { readExpression } from './reader.ts';

/** A frame that a debug session has stopped in. */
export interface Frame {
  readonly session: DebugSession;
  readonly frameId: number;
}

/** The frame that is selected in the call stack, of a Python session. */
export function pausedFrame(): Frame | undefined {
  const item = debug.activeStackItem;
  if (!(item instanceof DebugStackFrame) || !isPython(item.session)) return undefined;
  return { session: item.session, frameId: item.frameId };
}

const isPython = ({ type }: DebugSession): boolean => type === 'debugpy' || type === 'python';

/**
 * Reads a value with one `evaluate` request. Raw strings lift debugpy's limits on the length of a string; the console's
 * context is its fastest for long ones.
 */
export async function readInFrame(
  { session, frameId }: Frame,
  expression: string,
  limit: number,
): Promise<Result<ReadTensor | ReadItems, string>> {
  try {
    const answer: unknown = await session.customRequest('evaluate', {
      expression: readExpression(expression, limit),
      frameId,
      context: 'repl',
      format: { rawString: true },
    });
    return readAnswer(resultOf(answer));
  } catch (error) {
    return fail(lastLine(error instanceof Error ? error.message : String(error)));
  }
}

const resultOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'result' in answer ? String(answer.result) : '';

/** Of a traceback, the line that says what happened. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? text;
