import { Injectable, Logger } from '@nestjs/common';
import { isTemplate, TEMPLATE_OPTIONS } from '@parley/intents';
import { Context, Liquid, type Template } from 'liquidjs';
import type { TemplateVariables } from './domain/flow/flow.context.js';
import { RenderSteps } from './render-steps.js';

const MOST_PARSED = 5000;

/** Fills texts in by Liquid. Each is parsed once; a text without `{{` and `{%` is not looked at further. */
@Injectable()
export class Templates {
  private readonly liquid = new Liquid(TEMPLATE_OPTIONS);
  private readonly parsed = new Map<string, Template[]>();
  private readonly logger = new Logger(Templates.name);

  /** Never throws: a template that fails says nothing, and the log says why, without its words. */
  render(template: string, variables: TemplateVariables): string {
    if (!isTemplate(template)) return template;
    try {
      return String(this.liquid.renderSync(this.parse(template), this.contextOf(variables)));
    } catch (error) {
      this.logger.warn(
        `TEMPLATE_FAILED: a text was not said (${(error as Error).name}); mend it in parley.yaml.`,
      );
      return '';
    }
  }

  private contextOf(variables: TemplateVariables): Context {
    const { liquid } = this;
    return new Context(
      sayable(variables),
      liquid.options,
      { sync: true },
      { renderLimit: new RenderSteps(), liquid },
    );
  }

  private parse(template: string): Template[] {
    let parsed = this.parsed.get(template);
    if (parsed) return parsed;
    parsed = this.liquid.parse(template);
    if (this.parsed.size >= MOST_PARSED) this.parsed.clear();
    this.parsed.set(template, parsed);
    return parsed;
  }
}

/** Liquid takes `size` of what has none for the number of its fields, so each has one, be it undefined. */
function sayable({ preference, answer, values, ...others }: TemplateVariables): object {
  const size = undefined;
  return {
    ...others,
    preference: { size, ...preference },
    answer: { size, ...answer },
    values: { size, ...values },
  };
}
