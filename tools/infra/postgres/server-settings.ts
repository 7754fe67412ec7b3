/** 'fast' gives up safety against a crash of the machine (not of PostgreSQL): for tests only. */
export type Durability = 'safe' | 'fast';

/** Settings for a laptop of 2 cores that runs everything else too: few, long checkpoints and no compiled queries. */
export function serverSettings(durability: Durability): Record<string, string> {
  return {
    shared_buffers: '128MB',
    max_connections: '100',
    wal_compression: 'on',
    synchronous_commit: 'on',
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    jit: 'off',
    autovacuum: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durability === 'fast' ? { fsync: 'off', full_page_writes: 'off' } : { fsync: 'on' }),
  };
}

/** For initdb: the same order of texts on every machine, by the server's own tables. */
export const LOCALE_ARGUMENTS = [
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
] as const;

/** As arguments of the server: `-c name=value`. */
export function settingArguments(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
