import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
  type AclEntry,
  type Kafka,
} from 'kafkajs';
import type { AccessOperation, AccessRule } from './access-rules.js';

const RESOURCES = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  cluster: AclResourceTypes.CLUSTER,
};

const PATTERNS = { literal: ResourcePatternTypes.LITERAL, prefix: ResourcePatternTypes.PREFIXED };

const OPERATIONS: Readonly<Record<AccessOperation, AclOperationTypes>> = {
  Read: AclOperationTypes.READ,
  Write: AclOperationTypes.WRITE,
  Describe: AclOperationTypes.DESCRIBE,
  Delete: AclOperationTypes.DELETE,
  Create: AclOperationTypes.CREATE,
  Alter: AclOperationTypes.ALTER,
};

/**
 * Adds rules for a principal (such as `User:dispatcher`) from any host; what is there already stays as it is.
 *
 * @returns how many entries the broker was given, one per operation
 * @throws kafkajs's error where the broker does not authorize, or we are not its administrator
 */
export async function applyAccess(
  kafka: Kafka,
  principal: string,
  rules: readonly AccessRule[],
): Promise<number> {
  const acl = rules.flatMap(({ resource, name, pattern, operations }): AclEntry[] =>
    operations.map((operation) => ({
      principal,
      host: '*',
      resourceType: RESOURCES[resource],
      resourceName: name,
      resourcePatternType: PATTERNS[pattern],
      operation: OPERATIONS[operation],
      permissionType: AclPermissionTypes.ALLOW,
    })),
  );
  const admin = kafka.admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl });
  } finally {
    await admin.disconnect();
  }
  return acl.length;
}
