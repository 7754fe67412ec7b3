import { Client } from 'pg';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly expression: string | null;
  readonly identity: '' | 'a' | 'd';
  readonly generated: '' | 's' | 'v';
}

export interface Table {
  readonly name: string;
  readonly unlogged: boolean;
  readonly options: string | null;
  readonly partitionKey: string | null;
  /** `parent FOR VALUES …`, for a partition: its columns are its parent's. */
  readonly partitionOf: string | null;
  readonly columns: readonly Column[];
  readonly constraints: readonly { readonly name: string; readonly definition: string }[];
}

/** What makes up a database, in an order that depends on names alone. */
export interface Catalog {
  readonly schemas: readonly string[];
  readonly enums: readonly { readonly name: string; readonly labels: readonly string[] }[];
  readonly sequences: readonly string[];
  readonly functions: readonly string[];
  readonly tables: readonly Table[];
  readonly views: readonly { readonly name: string; readonly definition: string }[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
  readonly comments: readonly { readonly on: string; readonly text: string }[];
}

// Ours: the platform's schemas. `public` holds only TypeORM's list of migrations.
const OURS = `n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public')`;
const NAME = `format('%I.%I', n.nspname, c.relname)`;

const QUERIES: Record<keyof Catalog, string> = {
  schemas: `SELECT format('%I', nspname) AS value FROM pg_namespace n WHERE ${OURS} ORDER BY nspname`,
  enums: `
    SELECT json_build_object('name', format('%I.%I', n.nspname, t.typname),
      'labels', (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)) AS value
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND ${OURS} ORDER BY n.nspname, t.typname`,
  sequences: `
    SELECT ${NAME} AS value FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'S' AND ${OURS}
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('i', 'a'))
    ORDER BY n.nspname, c.relname`,
  functions: `
    SELECT pg_get_functiondef(p.oid) AS value FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.prokind IN ('f', 'p') AND ${OURS}
    ORDER BY n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
  tables: `
    SELECT json_build_object('name', ${NAME}, 'unlogged', c.relpersistence = 'u',
      'options', array_to_string(c.reloptions, ', '),
      'partitionKey', pg_get_partkeydef(c.oid),
      'partitionOf', (SELECT i.inhparent::regclass || ' ' || pg_get_expr(c.relpartbound, c.oid)
        FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relispartition),
      'columns', (SELECT coalesce(json_agg(json_build_object('name', format('%I', a.attname),
          'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull, 'identity', a.attidentity,
          'generated', a.attgenerated, 'expression', pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum), '[]')
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
      'constraints', (SELECT coalesce(json_agg(json_build_object('name', format('%I', k.conname),
          'definition', pg_get_constraintdef(k.oid)) ORDER BY position(k.contype::text in 'pufxc'), k.conname), '[]')
        FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'x', 'c') AND k.conislocal)) AS value
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND ${OURS} ORDER BY n.nspname, c.relispartition, c.relname`,
  views: `
    SELECT json_build_object('name', ${NAME}, 'definition', pg_get_viewdef(c.oid)) AS value
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'v' AND ${OURS} ORDER BY n.nspname, c.relname`,
  indexes: `
    SELECT pg_get_indexdef(x.indexrelid) AS value
    FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${OURS} AND NOT c.relispartition
      AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY n.nspname, x.indrelid::regclass::text, c.relname`,
  triggers: `
    SELECT pg_get_triggerdef(t.oid) AS value
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND ${OURS} ORDER BY n.nspname, c.relname, t.tgname`,
  comments: `
    SELECT json_build_object('on', CASE WHEN d.objsubid = 0 THEN 'TABLE ' || ${NAME}
        ELSE format('COLUMN %I.%I.%I', n.nspname, c.relname, a.attname) END, 'text', d.description) AS value
    FROM pg_description d JOIN pg_class c ON c.oid = d.objoid AND d.classoid = 'pg_class'::regclass
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
    WHERE c.relkind IN ('r', 'p') AND ${OURS} ORDER BY n.nspname, c.relname, d.objsubid`,
};

/** Reads the catalog of a database. */
export async function readCatalog(databaseUrl: string): Promise<Catalog> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const catalog: Record<string, unknown[]> = {};
    for (const [part, query] of Object.entries(QUERIES)) {
      const { rows } = await client.query<{ value: unknown }>(query);
      catalog[part] = rows.map(({ value }) => value);
    }
    return catalog as unknown as Catalog;
  } finally {
    await client.end();
  }
}
