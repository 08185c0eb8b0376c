import type { Plugin } from 'esbuild';

export declare function squeeze(source: string): string;
export declare const squeezeTemplates: Plugin;
