/**
 * What is wrong with the layout, one line each: text or a control that lies on another, that is cut off, or that makes the
 * page scroll sideways. Runs in the page, so it may not use anything outside itself.
 */
export function layoutProblems(): readonly string[] {
  interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  interface Leaf {
    readonly name: string;
    readonly box: Box;
    /** The element itself for a control, the parent of a text. */
    readonly element: Element;
  }
  const slack = 1.5;
  const found: string[] = [];
  const leaves: Leaf[] = [];

  const parentOf = (node: Node): Element | null => {
    if (node instanceof Element && node.assignedSlot) return node.assignedSlot;
    const parent = node.parentNode;
    return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
  };
  const ancestors = (from: Element): readonly Element[] => {
    const all: Element[] = [];
    for (let at = parentOf(from); at; at = parentOf(at)) all.push(at);
    return all;
  };
  const meet = (a: Box, b: Box): Box => ({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  const wide = ({ left, right }: Box): number => right - left;
  const tall = ({ top, bottom }: Box): number => bottom - top;
  const isHidden = (element: Element): boolean =>
    [element, ...ancestors(element)].some((one) => {
      const { visibility, opacity, clipPath } = getComputedStyle(one);
      return visibility === 'hidden' || opacity === '0' || clipPath !== 'none';
    });

  /** The part of a box that scrolled and clipped surroundings leave; what a clip without a scroll bar takes is reported. */
  const shown = (leaf: Leaf): Box | null => {
    let { box } = leaf;
    for (const around of [leaf.element, ...ancestors(leaf.element)]) {
      const { overflowX, overflowY, textOverflow, position } = getComputedStyle(around);
      const clips = around.getBoundingClientRect();
      if (around instanceof SVGElement && !(around instanceof SVGSVGElement)) continue;
      const cutX = overflowX !== 'visible' && wide(box) - wide(meet(box, clips)) > slack;
      const cutY = overflowY !== 'visible' && tall(box) - tall(meet(box, clips)) > slack;
      const clipped = (cutX && /hidden|clip/.test(overflowX)) || (cutY && /hidden|clip/.test(overflowY));
      if (clipped && textOverflow !== 'ellipsis') found.push(`${leaf.name} is cut`);
      if (overflowX !== 'visible' || overflowY !== 'visible') box = meet(box, clips);
      if (wide(box) <= slack || tall(box) <= slack) return null;
      if (position === 'fixed') break;
    }
    return box;
  };

  const canvas = document.createElement('canvas').getContext('2d');
  const textFits = (element: Element): void => {
    if (
      element instanceof HTMLInputElement &&
      element.type !== 'range' &&
      element.scrollWidth > element.clientWidth + 1
    )
      found.push(`${nameOf(element)} is too narrow for “${element.value}”`);
    if (!(element instanceof HTMLSelectElement) || !canvas) return;
    const { font, paddingLeft, paddingRight } = getComputedStyle(element);
    canvas.font = font;
    const text = element.selectedOptions[0]?.textContent?.trim() ?? '';
    // A sentence among the choices may end in dots, if the tooltip has all of it.
    if (element.title === text) return;
    const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    if (canvas.measureText(text).width > room + 1)
      found.push(`${nameOf(element)} is too narrow for “${text}”`);
  };
  const nameOf = (element: Element): string =>
    `${element.localName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''}`;

  const visit = (root: Node): void => {
    for (const node of root.childNodes) {
      if (node instanceof Text && node.data.trim()) addText(node);
      if (!(node instanceof Element)) continue;
      if (node.matches('script, style, option, .visually-hidden')) continue;
      if (node.matches('button, input, select, textarea')) {
        if (node.getClientRects().length > 0 && !isHidden(node)) {
          leaves.push({ name: nameOf(node), box: node.getBoundingClientRect(), element: node });
          textFits(node);
        }
        if (!node.matches('button')) continue;
      }
      if (node.matches('math')) {
        if (node.getClientRects().length > 0)
          leaves.push({ name: 'a formula', box: node.getBoundingClientRect(), element: node });
        continue;
      }
      visit(node.shadowRoot ?? node);
    }
  };
  const addText = (text: Text): void => {
    const element = parentOf(text);
    if (!element) return;
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()];
    if (rects.length === 0 || isHidden(element)) return;
    for (const box of rects) leaves.push({ name: `“${text.data.trim().slice(0, 40)}”`, box, element });
  };

  visit(document.body);
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  const seen = leaves.flatMap((leaf) => {
    const box = shown(leaf);
    if (box && (box.right > innerWidth + slack || box.left < -slack))
      found.push(`${leaf.name} is off the page`);
    return box ? [{ ...leaf, box }] : [];
  });
  const belongs = (a: Element, b: Element): boolean =>
    a === b || ancestors(a).includes(b) || ancestors(b).includes(a);
  seen.sort((a, b) => a.box.top - b.box.top);
  for (const [i, a] of seen.entries())
    for (const b of seen.slice(i + 1)) {
      if (b.box.top > a.box.bottom) break;
      const common = meet(a.box, b.box);
      if (wide(common) > slack && tall(common) > slack + 1.5 && !belongs(a.element, b.element))
        found.push(`${a.name} lies on ${b.name}`);
    }
  return [...new Set(found)];
}
