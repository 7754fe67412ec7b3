/** The smallest of 1, 2, 2.5, 5 and their tens that is not below: where an axis ends so that its marks are round. */
export function roundTop(most: number): number {
  if (most <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map((step) => step * ten).find((top) => top >= most)!;
}

/** Where a line goes: `M0,40 L10,20`, in the plot's units; y grows downwards. */
export function pathOf(values: readonly number[], top: number, width: number, height: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  return values
    .map((value, place) => {
      const [x, y] = [place * step, height - (value / top) * height];
      return `${place === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}
