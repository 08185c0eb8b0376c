// AssemblyScript: compiled to ../rows.wasm by `node test/kernel/build.mjs`, four float32 at a time.

export { bceRow, bceRowWeighted } from './bce';
export { rowDot, rowExp, rowMax, rowScale, rowScaleWeighted, rowSum } from './softmax';
