import type { Plugin } from 'esbuild';

export declare function leftOut(source: string): string;
export declare const leaveOut: Plugin;
