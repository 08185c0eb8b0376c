import { plainColour } from './colour.ts';

const ofText = ['font-family', 'font-size', 'font-weight'] as const;
const ofShapes = ['stroke-width', 'stroke-dasharray', 'stroke-linejoin'] as const;

/** A drawing of the panel as an SVG file of its own: the theme's colours as they are now, a background, a size. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const { width, height } = drawing.getBoundingClientRect();
  const [sources, targets] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')];
  sources.forEach((source, i) => {
    const target = targets[i];
    if (target && target.localName !== 'g') inlineStyle(source, target);
    else if (target) strip(target);
  });
  strip(copy);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.prepend(background(drawing, width, height));
  return new XMLSerializer()
    .serializeToString(copy)
    .replace(/<!--.*?-->/g, '')
    .replace(/>\s+</g, '><');
}

/** As attributes, which every reader of SVG understands. */
function inlineStyle(source: Element, target: Element): void {
  const style = getComputedStyle(source);
  const isText = source.localName === 'text';
  for (const name of isText ? ofText : ofShapes) target.setAttribute(name, style.getPropertyValue(name));
  for (const name of ['fill', 'stroke']) {
    const { colour, opacity } = plainColour(style.getPropertyValue(name));
    target.setAttribute(name, colour);
    if (opacity < 1) target.setAttribute(`${name}-opacity`, String(opacity));
  }
  strip(target);
}

/** What has a meaning only in the panel. */
function strip(element: Element): void {
  for (const { name } of [...element.attributes])
    if (/^(class|style|tabindex|role|aria-.*)$/.test(name)) element.removeAttribute(name);
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
