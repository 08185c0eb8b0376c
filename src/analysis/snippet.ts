/**
 * Tag for the Python examples inside a rule's file: drops the first line break and the common indentation,
 * so that the example can be indented like the code around it. The text ends with one line break.
 */
export function python(strings: TemplateStringsArray): string {
  const lines = (strings.raw[0] ?? '').replace(/^\n/, '').trimEnd().split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return `${lines.map((line) => line.slice(margin)).join('\n')}\n`;
}
