import { Logger } from '@nestjs/common';
import type { TemplateVariables } from './domain/flow/flow.context.js';
import { Templates } from './templates.js';

const variables = {
  preference: { name: 'Cem' },
  answer: {},
  values: {},
  sender: { brand: 'Tea Tin' },
} as unknown as TemplateVariables;
const HELLO = 'Hello {{ preference.name }}{% if answer.size %}, in {{ answer.size }}{% endif %}!';

describe('templates', () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const templates = new Templates();

  beforeEach(() => warned.mockClear());
  afterEach(() => jest.restoreAllMocks());

  it('are filled in', () => {
    expect(templates.render(HELLO, variables)).toBe('Hello Cem!');
    expect(templates.render('as it is', variables)).toBe('as it is');
  });

  it('are filled in however slow the machine is', () => {
    let ms = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (ms += 60_000));
    expect(templates.render(HELLO, variables)).toBe('Hello Cem!');
    expect(ms).toBeGreaterThan(0);
  });

  it.each([
    ['goes on for ever', '{% for a in (1..9000) %}{{ a }}, {% endfor %}'],
    [
      'makes too much',
      '{% assign a = "aaaaaaaaaa" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}',
    ],
    ['fails', '{{ preference.name | unknown }}'],
  ])('that %s say nothing, and the log says so without their words', (_what, template) => {
    const warning = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    expect(templates.render(template, variables)).toBe('');
    expect(warning).toHaveBeenCalledWith(expect.stringMatching(/^TEMPLATE_FAILED/));
    expect(JSON.stringify(warning.mock.calls)).not.toContain('preference');
  });
});
