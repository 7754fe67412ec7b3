import { Database, DatabaseError, type Row, type Statement } from '@parley/persistence';

interface OutboxRow {
  readonly id: string;
  readonly source: string;
  readonly partition: number;
  readonly records: string;
  readonly createdMs: number;
}

export interface ParkedRow {
  readonly id: number;
  readonly consumer: string;
  readonly key: string;
  readonly partition: number;
  readonly topic: string;
  readonly offset: string;
  readonly reason: string;
  readonly record: unknown;
  released?: boolean;
}

interface Tables {
  inbox: string[];
  outbox: OutboxRow[];
  parked: ParkedRow[];
  saved: unknown[];
}

type Run = (values: readonly unknown[], tables: Tables) => Row[];

const listOf = (literal: unknown): string[] =>
  Array.isArray(literal) ? literal.map(String) : String(literal).slice(1, -1).split(',').filter(Boolean);

/** The loop's tables in memory, as PostgreSQL keeps them: all or nothing, unique keys, one statement after another. */
export class MemoryDatabase extends Database {
  tables: Tables = { inbox: [], outbox: [], parked: [], saved: [] };
  /** Names of the statements that stood, in order; transactions in brackets. */
  readonly log: string[] = [];
  /** Called before each query and commit; throw to fail it. */
  before: (names: readonly string[]) => void | Promise<void> = () => undefined;
  /** Called after a commit that stood; throw to lose the answer. */
  after: () => void = () => undefined;
  /** What the column of `spec.save` does not take. */
  refuses: (value: unknown) => boolean = () => false;
  /** How many people were forgotten: who commits has to know. */
  erasures = 0;
  private nextId = 1;

  override query<R extends object = Row>(statement: Statement): Promise<R[]> {
    return this.atomically([statement], statement.name).then(([rows]) => rows as R[]);
  }

  override async commit(statements: readonly Statement[]): Promise<Row[][]> {
    const rows = await this.atomically(statements, `[${statements.map(({ name }) => name).join(' ')}]`);
    this.after();
    return rows;
  }

  private async atomically(statements: readonly Statement[], entry: string): Promise<Row[][]> {
    await this.before(statements.map((statement) => statement.name));
    const copy = structuredClone(this.tables);
    const rows = statements.map(({ name, values }) => {
      const run = this.statements[name.replace(/-\d+$/, '')];
      if (run === undefined) throw new Error(`MemoryDatabase does not know ${name}`);
      return run(values, copy);
    });
    this.tables = copy;
    this.log.push(entry);
    return rows;
  }

  private expectErasures(known: unknown): void {
    if (known !== null && known !== this.erasures)
      throw DatabaseError.from({ code: '40001', message: 'ERASURES_MOVED_ON' });
  }

  private readonly statements: Record<string, Run> = {
    'erasures.newer': () => [],
    'inbox.seen': ([consumer, ids], { inbox }) =>
      listOf(ids).flatMap((id) => (inbox.includes(`${String(consumer)} ${id}`) ? [{ id }] : [])),
    'inbox.take': ([consumer, ids, , known], { inbox }) => {
      this.expectErasures(known);
      for (const id of listOf(ids)) {
        const row = `${String(consumer)} ${id}`;
        if (inbox.includes(row))
          throw DatabaseError.from({ code: '23505', constraint: 'inbox_pkey', message: 'seen' });
        inbox.push(row);
      }
      return [];
    },
    'outbox.append': ([source, ...values], { outbox }) => {
      for (let at = 0; at < values.length; at += 3) {
        const [id, partition, records] = values.slice(at, at + 3) as [string, number, string];
        outbox.push({ id, source: source as string, partition, records, createdMs: performance.now() });
      }
      return [];
    },
    'outbox.forget': ([ids], tables) => {
      tables.outbox = tables.outbox.filter((row) => !listOf(ids).includes(row.id));
      return [];
    },
    'outbox.left': ([source, partitions, ageMs], { outbox }) =>
      outbox
        .filter((row) => row.source === source && (partitions as number[]).includes(row.partition))
        .filter((row) => row.createdMs <= performance.now() - (ageMs as number))
        .slice(0, 100)
        .map(({ id, records }) => ({ id, records })),
    'parking.park': ([consumer, ...columns], { parked }) => {
      this.expectErasures(columns.at(-1));
      for (const row of parkedRows(columns)) {
        const there = parked.some(
          (known) =>
            known.topic === row.topic && known.offset === row.offset && known.partition === row.partition,
        );
        if (!there) parked.push({ ...row, id: this.nextId++, consumer: consumer as string });
      }
      return [];
    },
    'parking.keys': ([consumer, partitions], { parked }) => {
      const here = parked.filter(
        (row) => row.consumer === consumer && (partitions as number[]).includes(row.partition),
      );
      return [...new Set(here.map((row) => row.key))].map((key) => ({ key }));
    },
    'parking.released': ([consumer, partitions], { parked }) => {
      const keys = new Set(parked.filter((row) => row.released).map((row) => row.key));
      return parked
        .filter((row) => row.consumer === consumer && (partitions as number[]).includes(row.partition))
        .filter((row) => keys.has(row.key))
        .slice(0, 500)
        .map(({ id, record }) => ({ id, record }));
    },
    'parking.remove': ([ids], tables) => {
      tables.parked = tables.parked.filter((row) => !listOf(ids).includes(String(row.id)));
      return [];
    },
    'spec.save': ([value], { saved }) => {
      if (this.refuses(value)) throw DatabaseError.from({ code: '22P02', message: 'invalid input' });
      saved.push(value);
      return [];
    },
  };
}

type Parked = Omit<ParkedRow, 'id' | 'consumer'>;

/** Columns as arrays, one value per row. */
function parkedRows(columns: readonly unknown[]): Parked[] {
  const [key, partition, topic, offset, reason, record] = columns as [
    ...[string[], number[], string[], string[], string[], string[]],
  ];
  return key.map((_, i) => ({
    key: key[i]!,
    partition: partition[i]!,
    topic: topic[i]!,
    offset: offset[i]!,
    reason: reason[i]!,
    record: JSON.parse(record[i]!) as unknown,
  }));
}
