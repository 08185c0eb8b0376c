import { describe, expect, it } from 'vitest';
import { frame } from '../../../webview/plot/frame.ts';
import { linePath } from '../../../webview/plot/line.ts';

/** Ten pixels a unit, without margins. */
const plot = frame(100, 100, [0, 10], [0, 10], { left: 0, right: 0, top: 0, bottom: 0 });

describe('the path of a line', () => {
  it('goes through its points', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 5, y: 10 },
      { x: 10, y: 5 },
    ];
    expect(linePath(points, plot)).toBe('M0,100L50,0L100,50');
  });

  it('breaks where a value is not finite', () => {
    const points = [0, 1, Number.NaN, 3, 4].map((y, x) => ({ x, y }));
    expect(linePath(points, plot)).toBe('M0,100L10,90M30,70L40,60');
  });

  it('is cut where it leaves the picture by more than its height, and keeps its slope until there', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 1, y: 40 },
      { x: 2, y: 1e12 },
      { x: 3, y: -1e12 },
    ];
    expect(linePath(points, plot)).toBe('M0,100L5,-100M25,-100L25,200');
    expect(
      linePath(
        [
          { x: 0, y: -1e12 },
          { x: 1, y: -1e11 },
        ],
        plot,
      ),
    ).toBe('');
  });
});
