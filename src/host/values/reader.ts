/**
 * Python that turns a value into JSON with its exact bytes. It runs where the value lives, in the debuggee or the notebook's
 * kernel, defines nothing there, and needs no package but those the value comes from. Large tensors are cut to whole
 * leading rows before they leave the device; a container answers with what is in it.
 */
export const READER = `
def read(value, limit):
    import array, base64, json, sys

    def rows(shape, count):
        if count <= limit or not shape:
            return None
        row = count // shape[0] if shape[0] else 0
        return limit // row if 0 < row <= limit else 0

    def pack(code, flat):
        if code == 'q' and flat:
            low, high = min(flat), max(flat)
            code = next(c for c, bits in (('b', 7), ('h', 15), ('i', 31), ('q', 63)) if -1 << bits <= low and high < 1 << bits)
        packed = array.array(code, flat)
        if sys.byteorder == 'big':
            packed.byteswap()
        return {'code': code, 'data': base64.b64encode(packed.tobytes()).decode()}

    def from_torch(t):
        import torch
        about = {'device': str(t.device), 'requires_grad': bool(t.requires_grad)}
        t = t.detach()
        if t.is_quantized:
            t = t.dequantize()
        if t.layout != torch.strided:
            t = t.to_dense()
        if t.is_complex():
            return {'error': 'complex numbers cannot be shown'}
        dtype, shape, count = str(t.dtype).replace('torch.', ''), list(t.shape), t.numel()
        if t.is_floating_point():
            about['nan'], about['inf'] = int(torch.isnan(t).sum()), int(torch.isinf(t).sum())
        keep = rows(shape, count)
        if keep is not None:
            t = t[:keep] if keep else t.reshape(-1)[:limit]
        part = list(t.shape)
        code = 'd' if dtype == 'float64' else 'f' if t.is_floating_point() else 'q'
        flat = t.to(torch.float32).reshape(-1).cpu().tolist() if code == 'f' else t.reshape(-1).cpu().tolist()
        return dict(about, kind='tensor', dtype=dtype, shape=shape, part=part, **pack(code, flat))

    def from_array(a):
        import numpy
        a = numpy.asarray(a)
        dtype, shape, count = a.dtype.name, list(a.shape), int(a.size)
        if a.dtype.kind == 'V' and a.dtype.names is None:
            a = a.astype('float32')
        if a.dtype.kind not in 'biuf':
            return {'error': 'values of type ' + dtype + ' are no numbers of a tensor'}
        about = {}
        if a.dtype.kind == 'f':
            about['nan'], about['inf'] = int(numpy.isnan(a).sum()), int(numpy.isinf(a).sum())
        keep = rows(shape, count)
        if keep is not None:
            a = a[:keep] if keep else a.reshape(-1)[:limit]
        part = list(a.shape)
        code = 'q' if a.dtype.kind in 'biu' else 'd' if a.dtype.itemsize > 4 else 'f'
        return dict(about, kind='tensor', dtype=dtype, shape=shape, part=part, **pack(code, a.reshape(-1).tolist()))

    def from_list(v):
        shape, level = [], v
        while isinstance(level, (list, tuple)):
            shape.append(len(level))
            if not level:
                break
            level = level[0]
        flat = []

        def walk(x, depth):
            if depth == len(shape):
                if isinstance(x, bool) or not isinstance(x, (int, float)):
                    raise ValueError('not numbers')
                flat.append(x)
            elif not isinstance(x, (list, tuple)) or len(x) != shape[depth]:
                raise ValueError('ragged')
            else:
                for y in x:
                    walk(y, depth + 1)

        walk(v, 0)
        if len(flat) > limit:
            return {'error': 'a list of ' + str(len(flat)) + ' numbers is too long; make it a tensor'}
        whole = all(isinstance(x, int) for x in flat)
        code = 'q' if whole else 'd'
        return dict(kind='tensor', dtype='int64' if whole else 'float32', shape=shape, part=shape, **pack(code, flat))

    def summary(v):
        shape = getattr(v, 'shape', None)
        return type(v).__name__ + ('' if shape is None else ' ' + str(tuple(shape)))

    def items(v):
        if isinstance(v, dict):
            pairs = [('[' + repr(k) + ']', x) for k, x in v.items()]
        elif hasattr(v, '_fields'):
            pairs = [('.' + name, getattr(v, name)) for name in v._fields]
        elif isinstance(v, (list, tuple)):
            pairs = [('[' + str(i) + ']', x) for i, x in enumerate(v)]
        elif hasattr(v, 'named_parameters'):
            pairs = [('.get_parameter(' + repr(name) + ')', x) for name, x in v.named_parameters()]
        else:
            names = getattr(v, '__dict__', {})
            pairs = [('.' + name, x) for name, x in names.items() if not name.startswith('_')]
        return {'kind': 'items', 'items': [[path, summary(x)] for path, x in pairs[:200]]}

    def answer():
        if type(value).__module__.split('.')[0] == 'torch' and hasattr(value, 'detach'):
            return from_torch(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return from_list(value)
        if isinstance(value, (list, tuple)):
            try:
                return from_list(value)
            except ValueError:
                return items(value)
        if isinstance(value, dict):
            return items(value)
        if hasattr(value, '__array__') or hasattr(value, '__array_interface__'):
            return from_array(value)
        return items(value)

    try:
        return json.dumps(answer())
    except Exception as error:
        return json.dumps({'error': type(error).__name__ + ': ' + str(error)})
`;

/** A Python expression whose value is the reader's JSON for another expression. Nothing is left behind by it. */
export function readExpression(expression: string, limit: number): string {
  const source = JSON.stringify(READER);
  return `(lambda names: (exec(${source}, names), names['read'])[1])({})((${expression}), ${limit})`;
}
