import { expect, it } from 'vitest';
import { withoutProse } from '../../../src/python/prose.ts';

it.each([
  ['x = 1  # torch\ny = 2', 'x = 1   \ny = 2'],
  ["x = 'a text'", 'x =  '],
  ["getattr(nn, 'BCELoss')", "getattr(nn, 'BCELoss')"],
  ['def f():\n    """Says\n    `softmax`."""\n    return 1', 'def f():\n     \n    return 1'],
  ['print(f"{softmax(x)} # {y}")', 'print(f"{softmax(x)} # {y}")'],
  ["rf'{x} y' + r'x y'", "rf'{x} y' + r "],
  ["open('", 'open( '],
  ["'a.b' # 'c'", "'a.b'  "],
])('%j → %j', (text, code) => expect(withoutProse(text)).toBe(code));
