/** A colour as SVG 1.1 knows it. */
export interface PlainColour {
  readonly colour: string;
  readonly opacity: number;
}

const channel = (part: string | undefined): number => Math.round(Number(part ?? 0) * 255);

/** A computed colour without what only browsers understand: `color(srgb 0.8 0.8 0.8 / 0.4)`, `rgba(…)`. */
export function plainColour(computed: string): PlainColour {
  const mixed = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(computed);
  if (mixed) {
    const [, r, g, b, alpha] = mixed;
    return { colour: `rgb(${channel(r)}, ${channel(g)}, ${channel(b)})`, opacity: Number(alpha ?? 1) };
  }
  const clear = /^rgba\((.+), ([\d.]+)\)$/.exec(computed);
  if (clear) return { colour: `rgb(${clear[1]})`, opacity: Number(clear[2]) };
  return { colour: computed, opacity: 1 };
}
