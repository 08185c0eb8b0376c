import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

type Vars = Readonly<Record<`--${string}`, string | number>>;

/**
 * Sets custom properties on an element: `<div ${cssVars({ '--fill': 0.5 })}>`. Through the CSSOM, because the panel's
 * content security policy refuses style attributes, which Lit's own styleMap writes.
 */
class CssVars extends Directive {
  #last: Vars = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssVars stands on an element');
  }

  override update(part: ElementPart, [vars]: [Vars]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(vars))
      if (this.#last[name as `--${string}`] !== value) style.setProperty(name, String(value));
    this.#last = vars;
    return noChange;
  }

  render(_vars: Vars): typeof noChange {
    return noChange;
  }
}

export const cssVars = directive(CssVars);
