const namespace = 'http://www.w3.org/1998/Math/MathML';

/** Attributes that formulas need. Everything else (links, handlers, style) is dropped. */
const allowed: ReadonlySet<string> = new Set([
  'accent',
  'accentunder',
  'columnalign',
  'columnspacing',
  'display',
  'displaystyle',
  'fence',
  'form',
  'height',
  'largeop',
  'linethickness',
  'lspace',
  'mathvariant',
  'maxsize',
  'minsize',
  'movablelimits',
  'rowspacing',
  'rspace',
  'scriptlevel',
  'separator',
  'stretchy',
  'symmetric',
  'voffset',
  'width',
]);

/**
 * MathML from the host as nodes of this document: elements of the MathML namespace with presentation attributes only, so
 * that the content security policy has nothing to refuse. Undefined where the text is no MathML.
 */
export function importMathml(text: string): Element | undefined {
  const plain = text.replace(/ style="[^"]*"/g, '');
  const parsed = new DOMParser().parseFromString(plain, 'text/html').querySelector('math');
  return parsed ? copyNode(parsed) : undefined;
}

function copyNode(source: Element): Element {
  const copy = document.createElementNS(namespace, source.localName);
  for (const { name, value } of source.attributes) if (allowed.has(name)) copy.setAttribute(name, value);
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent ?? '');
    else if (child instanceof Element && child.namespaceURI === namespace) copy.append(copyNode(child));
  }
  return copy;
}
