import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  json?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley coupons import autumn-wool codes.txt    one code a line
  $ npx parley coupons list
`;

export function couponsCommand(program: Command, context: CommandContext): void {
  const coupons = program
    .command('coupons')
    .description('pools of coupon codes, each of which a flow gives once')
    .addHelpText('after', EXAMPLES);
  coupons
    .command('import')
    .description('add codes to a pool; those that it has already are left as they are')
    .argument('<pool>', 'its name, as in parley.yaml')
    .argument('<file>', 'one code a line')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (pool: string, file: string, options: Options) => {
      const { importCoupons } = await import('../coupons/import-coupons.js');
      const imported = await importCoupons(await databaseOf(context, options), pool, file);
      const { terminal } = context;
      if (options.json) return terminal.print(JSON.stringify(imported, null, 2));
      for (const { line, reason } of imported.refused) terminal.note(`${file}:${line} ${reason}`);
      const { added, known, refused } = imported;
      terminal.print(`${added} codes added to ${pool}, ${known} known already, ${refused.length} refused.`);
    });
  coupons
    .command('list')
    .description('every pool: how many codes are left, and how many are given')
    .option('--json', 'print one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const { couponPools } = await import('../coupons/coupons.store.pg.js');
      const pools = await couponPools(await databaseOf(context, options));
      const { terminal } = context;
      if (options.json) return terminal.print(JSON.stringify(pools, null, 2));
      if (pools.length === 0)
        return terminal.print('No pool has codes: "npx parley coupons import" brings them.');
      for (const { pool, left, given } of pools)
        terminal.print(`${pool.padEnd(24)} ${left} left, ${given} given`);
    });
}

async function databaseOf({ environment }: CommandContext, { dataDir }: Options): Promise<string> {
  const { RunningPlatform } = await import('../platform/running-platform.js');
  return (await RunningPlatform.find(resolve(dataDir), environment)).databaseUrl;
}
