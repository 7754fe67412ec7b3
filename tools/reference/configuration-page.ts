import { jsonSchemaOf, type JsonSchema } from '@parley/contracts';
import { serviceEnvironment } from '@parley/platform';
import { z } from 'zod';
import { appSources } from './app-sources.js';
import { descriptionOf, typeOf } from './field-rows.js';
import { code, notice, table } from './markdown.js';

const HEAD = `# Configuration

Every setting is an environment variable, read once when a service starts. An empty one counts as absent. What is missing or malformed ends the start with \`CONFIGURATION_INVALID\`, which names each variable and says what is wanted. Senders, programs, keywords and flows are not here: they are in [parley.yaml](parley-yaml.md). The Helm chart sets all of these from its [values](../../deploy/helm/parley/README.md).

\`npm start\` sets what it needs by itself.

`;

/** docs/reference/configuration.md: the variables of every service, those that all have first. */
export function configurationPage(root: string): string {
  const shared = Object.keys(serviceEnvironment.shape);
  const sections = environments(root).map(([app, schema]) => {
    const own = Object.keys(schema.shape).filter((name) => !shared.includes(name));
    const words = own.length === 0 ? 'What every service has, and nothing more.\n' : variables(schema, own);
    return `## ${app}\n\n${words}`;
  });
  const parts = [`## Every service\n\n${variables(serviceEnvironment, shared)}`, ...sections];
  return notice('the *.config.ts of apps/ and libs/platform/src/config') + HEAD + parts.join('\n');
}

/** The schema of each service's environment. */
export function environments(root: string): [string, z.ZodObject][] {
  return appSources(root, 'config').flatMap(({ app, exported }) =>
    exported
      .filter((value) => value instanceof z.ZodObject)
      .map((schema): [string, z.ZodObject] => [app, schema]),
  );
}

function variables(schema: z.ZodObject, names: readonly string[]): string {
  const written = jsonSchemaOf(schema);
  const required = (written['required'] ?? []) as string[];
  const rows = names.map((name) => {
    const variable = (written['properties'] as Record<string, JsonSchema>)[name]!;
    const needed = required.includes(name) ? '**needed**' : presetOf(schema.shape[name] as z.ZodType);
    return [code(name), needed, typeOf(variable), descriptionOf(variable)];
  });
  return table(['variable', 'default', 'type', 'meaning'], rows);
}

/** What holds when a variable is absent, as it would be written in the environment; nothing where that is nothing. */
function presetOf(variable: z.ZodType): string {
  const { data } = variable.safeParse(undefined);
  return data === undefined || typeof data === 'object' ? '' : code(JSON.stringify(data).replaceAll('"', ''));
}
