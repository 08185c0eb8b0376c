const inlined = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
] as const;

/** A drawing of the panel as an SVG file of its own: the theme's colours as they are now, a background, a size. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const { width, height } = drawing.getBoundingClientRect();
  const [sources, targets] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')];
  sources.forEach((source, i) => {
    const target = targets[i];
    if (target) inlineStyle(source, target);
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(background(drawing, width, height));
  return new XMLSerializer().serializeToString(copy).replace(/<!--.*?-->/g, '');
}

/** As attributes, which every reader of SVG understands. */
function inlineStyle(source: Element, target: Element): void {
  const style = getComputedStyle(source);
  for (const name of inlined) target.setAttribute(name, style.getPropertyValue(name));
  for (const name of ['class', 'style', 'tabindex']) target.removeAttribute(name);
}

function background(drawing: Element, width: number, height: number): Element {
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  rect.setAttribute('width', String(width));
  rect.setAttribute('height', String(height));
  rect.setAttribute(
    'fill',
    getComputedStyle(drawing).getPropertyValue('--vscode-editor-background').trim() || 'white',
  );
  return rect;
}

/** The drawing as a PNG at twice its size, in base64. */
export async function pngBase64(drawing: SVGSVGElement): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(svgText(drawing))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}

/** UTF-8 in base64. */
export function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
