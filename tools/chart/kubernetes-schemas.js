// Writes a closed JSON schema for each kind that the chart uses, made of Kubernetes' own OpenAPI document:
//   node kubernetes-schemas.js <swagger.json> <folder>
// Closed means that a field which Kubernetes does not know is an error, as with `kubectl --validate=strict`.
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const KINDS = {
  'io.k8s.api.apps.v1.Deployment': 'deployment-apps-v1',
  'io.k8s.api.batch.v1.Job': 'job-batch-v1',
  'io.k8s.api.core.v1.ConfigMap': 'configmap-v1',
  'io.k8s.api.core.v1.Service': 'service-v1',
  'io.k8s.api.core.v1.ServiceAccount': 'serviceaccount-v1',
  'io.k8s.api.networking.v1.Ingress': 'ingress-networking-v1',
  'io.k8s.api.networking.v1.NetworkPolicy': 'networkpolicy-networking-v1',
  'io.k8s.api.policy.v1.PodDisruptionBudget': 'poddisruptionbudget-policy-v1',
};

const [source, folder] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(source, 'utf8'));
mkdirSync(folder, { recursive: true });

for (const definition of Object.values(definitions)) {
  if (definition.properties && definition.additionalProperties === undefined)
    definition.additionalProperties = false;
  if (definition.format === 'int-or-string') {
    delete definition.type;
    definition.oneOf = [{ type: 'string' }, { type: 'integer' }];
  }
}
for (const [name, file] of Object.entries(KINDS)) {
  const schema = { $ref: `#/definitions/${name}`, definitions };
  writeFileSync(join(folder, `${file}.json`), JSON.stringify(schema));
}
