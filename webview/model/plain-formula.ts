const symbols: Readonly<Record<string, string>> = {
  sum: 'Σ',
  prod: '∏',
  log: 'log',
  ln: 'ln',
  exp: 'exp',
  max: 'max',
  min: 'min',
  cdot: '·',
  times: '×',
  quad: '   ',
  qquad: '   ',
  dots: '…',
  ldots: '…',
  cdots: '…',
  infty: '∞',
  ell: 'ℓ',
  varepsilon: 'ε',
  epsilon: 'ε',
  gamma: 'γ',
  delta: 'δ',
  beta: 'β',
  alpha: 'α',
  sigma: 'σ',
  pi: 'π',
  le: '≤',
  ge: '≥',
  ne: '≠',
  neq: '≠',
  in: '∈',
  to: '→',
  approx: '≈',
  partial: '∂',
  left: '',
  right: '',
  Big: '',
  big: '',
  operatorname: '',
  mathrm: '',
  text: '',
  hat: '',
};

/** A formula as a line of text, for the moment before the host has typeset it. */
export function plainFormula(latex: string): string {
  let text = latex;
  for (let i = 0; i < 4; i++)
    text = text
      .replace(/\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}/g, '($1) / ($2)')
      .replace(/([_^])\{([^{}]*)\}/g, '$1$2');
  return text
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => symbols[name] ?? name)
    .replace(/\\[,;:! ]/g, ' ')
    .replace(/[{}\\]/g, '')
    .replace(/-/g, '−')
    .replace(/\s+/g, ' ')
    .trim();
}
