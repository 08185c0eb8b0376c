// Softmax cross-entropy and its gradient as an ONNX graph, which onnxruntime has no single operator for in inference
// builds: SoftmaxCrossEntropyLoss for the loss, (Softmax − one-hot) / N for the gradient. The model is written byte by
// byte after onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).

/** @param {number} value @returns {number[]} */
function varint(value) {
  const out = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  return [...out, rest];
}

/** A field with a length: text, or a message already encoded. @param {number} field @param {string | readonly number[]} value */
function bytes(field, value) {
  const content = typeof value === 'string' ? [...new TextEncoder().encode(value)] : value;
  return [...varint(field * 8 + 2), ...varint(content.length), ...content];
}

/** @param {number} field @param {number} value */
const integer = (field, value) => [...varint(field * 8), ...varint(value)];

const [FLOAT, INT64] = [1, 7];

/** @param {string} op @param {readonly string[]} inputs @param {string} output @param {readonly number[]} [attribute] */
const node = (op, inputs, output, attribute = []) =>
  bytes(1, [...inputs.flatMap((name) => bytes(1, name)), ...bytes(2, output), ...bytes(4, op), ...attribute]);

/** @param {string} name @param {number} type @param {readonly number[]} shape */
function valueInfo(name, type, shape) {
  const dimensions = shape.flatMap((length) => bytes(1, integer(1, length)));
  const tensor = [...integer(1, type), ...bytes(2, dimensions)];
  return [...bytes(1, name), ...bytes(2, bytes(1, tensor))];
}

/** A constant. @param {string} name @param {number} type @param {readonly number[]} shape @param {ArrayBuffer} raw */
const constant = (name, type, shape, raw) =>
  bytes(5, [
    ...shape.flatMap((length) => integer(1, length)),
    ...integer(2, type),
    ...bytes(8, name),
    ...bytes(9, [...new Uint8Array(raw)]),
  ]);

/** @param {number} rows @param {number} classes */
export function model(rows, classes) {
  const lastAxis = bytes(5, [...bytes(1, 'axis'), ...integer(3, 1), ...integer(20, 2)]);
  const mean = bytes(5, [...bytes(1, 'reduction'), ...bytes(4, 'mean'), ...integer(20, 3)]);
  const graph = [
    ...node('SoftmaxCrossEntropyLoss', ['logits', 'targets'], 'loss', mean),
    ...node('Softmax', ['logits'], 'p', lastAxis),
    ...node('OneHot', ['targets', 'depth', 'values'], 'hot'),
    ...node('Sub', ['p', 'hot'], 'difference'),
    ...node('Mul', ['difference', 'share'], 'gradient'),
    ...bytes(2, 'cross_entropy'),
    ...constant('depth', INT64, [1], BigInt64Array.of(BigInt(classes)).buffer),
    ...constant('values', FLOAT, [2], Float32Array.of(0, 1).buffer),
    ...constant('share', FLOAT, [1], Float32Array.of(1 / rows).buffer),
    ...bytes(11, valueInfo('logits', FLOAT, [rows, classes])),
    ...bytes(11, valueInfo('targets', INT64, [rows])),
    ...bytes(12, valueInfo('loss', FLOAT, [])),
    ...bytes(12, valueInfo('gradient', FLOAT, [rows, classes])),
  ];
  return Uint8Array.from([...integer(1, 8), ...bytes(7, graph), ...bytes(8, integer(2, 13))]);
}
