import { importMathml } from './mathml.ts';

interface Formula {
  readonly latex: string;
  readonly display: boolean;
}

type Typeset = (formulas: readonly Formula[]) => Promise<readonly string[]>;

const most = 400;

/** Formulas rendered by the host, each asked for once, all of one frame in one request. */
export class Typesetter {
  readonly #known = new Map<string, Element | null>();
  #wanted = new Map<string, Formula>();
  #scheduled = false;

  /** @param onReady called when formulas that were asked for have arrived */
  constructor(
    private readonly typeset: Typeset,
    private readonly onReady: () => void,
  ) {}

  /** A fresh copy of the formula, or undefined while the host has not answered (or cannot). */
  formula(latex: string, display = true): Node | undefined {
    const key = `${display}:${latex}`;
    const known = this.#known.get(key);
    if (known) return known.cloneNode(true);
    if (known === undefined) this.#ask(key, { latex, display });
    return undefined;
  }

  #ask(key: string, formula: Formula): void {
    this.#wanted.set(key, formula);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => void this.#send(), 30);
  }

  async #send(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    this.#scheduled = false;
    const rendered = await this.typeset(wanted.map(([, formula]) => formula)).catch(() => []);
    if (this.#known.size > most) this.#known.clear();
    wanted.forEach(([key], i) => {
      const text = rendered[i];
      this.#known.set(key, (text && importMathml(text)) || null);
    });
    this.onReady();
  }
}
