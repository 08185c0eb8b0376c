/**
 * Custom properties that concern the element alone on which they stand. Undeclared ones are inherited: a cell
 * that gets another column would have the style of everything in it worked out anew.
 */
for (const name of ['--r', '--c', '--fill', '--origin', '--zero', '--amount', '--share'])
  CSS.registerProperty({ name, syntax: '<number>', inherits: false, initialValue: '0' });
