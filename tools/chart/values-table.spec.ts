import { withValuesTable } from './values-table.js';

const schema = {
  properties: {
    global: { type: 'object' },
    image: { properties: { tag: { type: 'string', description: 'Which | one', enum: ['', 'a'] } } },
    replicas: { type: 'integer', description: 'Pods' },
  },
};

describe("the chart's table of values", () => {
  it('names each value with its default, and stands between the marks', () => {
    const readme = 'before\n<!-- values -->\nold\n<!-- /values -->\nafter\n';
    const made = withValuesTable(readme, schema, { image: { tag: '' }, replicas: 2 });
    expect(made).toMatch(/^before\n<!-- values -->\n\n\| value/);
    expect(made).toMatch(/<!-- \/values -->\nafter\n$/);
    expect(made).toContain('| `image.tag` | `""`    | Which \\| one (``, `a`) |');
    expect(made).toContain('| `replicas`  | `2`     | Pods');
    expect(made).not.toMatch(/old|global/);
    expect(withValuesTable(made, schema, { image: { tag: '' }, replicas: 2 })).toBe(made);
  });

  it('asks for the marks', () => {
    expect(() => withValuesTable('nothing', schema, {})).toThrow(/lacks/);
  });
});
