import type { OpenAPIObject } from '@nestjs/swagger';
import type { JsonSchema } from '@parley/contracts';
import { may, permissions, roles } from '@parley/platform';
import { fieldRows } from './field-rows.js';
import { operationsOf, type HttpOperation } from './http-operation.js';
import { code, notice, table } from './markdown.js';

const HEAD = `# HTTP APIs

Callers send \`Authorization: Bearer\` with a key or a token ([security](../security.md#who-may-use-the-http-apis)); a request that may not is 401 \`UNAUTHENTICATED\`, 401 \`ACCESS_CLOSED\` or 403 \`FORBIDDEN\`. An error is \`{"code", "message"}\`: the code stays, the message says what to do. Webhooks of carriers are known by their signatures instead.

Every service has also \`GET /health/live\`, \`GET /health/ready\` and \`GET /metrics\` ([metrics](../metrics.md)), and on the loopback address alone \`GET\` and \`PUT /log-level\` ([\`parley log-level\`](cli.md#parley-log-level)).

`;

/** docs/reference/http.md: what each service answers by HTTP, and who may ask. */
export function httpPage(documents: ReadonlyMap<string, OpenAPIObject>): string {
  const sections = [...documents].map(([service, document]) =>
    serviceSection(service, operationsOf(document)),
  );
  return notice('the controllers of apps/') + HEAD + [whoMay(), ...sections].join('\n');
}

/** Services whose operations say what they are for: their documents are a promise, and are kept as files. */
export function isDescribed(document: OpenAPIObject): boolean {
  return operationsOf(document).every(({ summary }) => summary !== undefined);
}

function whoMay(): string {
  const rows = permissions.map((permission) => [
    code(permission),
    ...roles.map((role) => (may({ name: '', roles: [role] }, permission) ? '✓' : '')),
  ]);
  return `## Who may do what\n\n${table(['permission', ...roles.map(code)], rows)}`;
}

function serviceSection(service: string, operations: readonly HttpOperation[]): string {
  const described = operations.filter(({ summary }) => summary !== undefined);
  const bare = operations.filter(({ summary }) => summary === undefined);
  return [
    `## ${service}\n`,
    ...(bare.length === 0 ? [`For machines: [OpenAPI](../openapi/${service}.yaml).\n`] : []),
    ...described.map(operationSection),
    ...(bare.length === 0 ? [] : [forOurPages(bare)]),
  ].join('\n');
}

function forOurPages(operations: readonly HttpOperation[]): string {
  const rows = operations.map(({ method, path, needs }) => [
    code(`${method} ${path}`),
    needs ? code(needs) : '',
  ]);
  return `For its own pages, and changing with them.\n\n${table(['route', 'needs'], rows)}`;
}

function operationSection({
  method,
  path,
  summary,
  needs,
  parameters,
  body,
  answers,
}: HttpOperation): string {
  const asked = parameters.map((parameter) => [
    code(parameter.name),
    parameter.in,
    parameter.required === false ? 'no' : 'yes',
    [parameter.description, parameter.example === undefined ? '' : `such as ${code(parameter.example)}`]
      .filter(Boolean)
      .join('; '),
  ]);
  const given = answers.map(({ status, description }) => [status, description]);
  const fields = answers.find(({ status, schema }) => status.startsWith('2') && schema)?.schema;
  return [
    `### ${method} ${path}\n`,
    `${summary}.${needs === undefined ? '' : ` Needs ${code(needs)}.`}\n`,
    ...(asked.length === 0 ? [] : [table(['parameter', 'in', 'needed', 'meaning'], asked)]),
    ...fieldsSection('Body', body),
    ...(given.length === 0 ? [] : [table(['answer', ''], given)]),
    ...fieldsSection('Answer', fields),
  ].join('\n');
}

function fieldsSection(title: string, schema: JsonSchema | undefined): string[] {
  if (schema === undefined) return [];
  const items = schema['items'] as JsonSchema | undefined;
  const rows = fieldRows(items ?? schema).map(({ path, type, needed, description }) => [
    code(path),
    type,
    needed,
    description,
  ]);
  if (rows.length === 0) return [];
  const what = items ? `${title}, a list of` : title;
  return [`${what}:\n`, table(['field', 'type', 'needed', 'meaning'], rows)];
}
