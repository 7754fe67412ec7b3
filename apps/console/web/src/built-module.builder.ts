/**
 * A built module as a script for a document without modules: an expression whose value is what it exports. What it
 * imports, at once or later, comes from `load` of the window.
 */
export function runnable(module: string): string {
  const body = module
    .replaceAll('import.meta', '({ url: location.href })')
    .replace(
      /\bimport\s*\{([^}]*)\}\s*from\s*["`']\.\/([^"`']+)["`'];?/g,
      (_, names: string, from: string) => {
        return `const {${names.replaceAll(' as ', ':')}} = load('${from}');`;
      },
    )
    .replace(/\bimport\(\s*["`']\.\/([^"`']+)["`']\s*\)/g, "new Promise((give) => give(load('$1')))")
    .replace(/\bexport\s*\{([^}]*)\};?\s*$/, (_, names: string) => `return {${exported(names)}};`);
  return `(() => { 'use strict'; ${body}\n})()`;
}

function exported(names: string): string {
  const pairs = names.split(',').map((each) => each.trim().split(' as '));
  return pairs.map(([own, shown = own]) => `${shown}: ${own}`).join(', ');
}
