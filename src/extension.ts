import type { ExtensionContext } from 'vscode';
import type { Api } from './host/api.ts';
import { start } from './host/start.ts';

export const activate = (context: ExtensionContext): Promise<Api> => start(context);
