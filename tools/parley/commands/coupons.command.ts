import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RunningPlatform } from '../platform/running-platform.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

interface Options {
  json?: boolean;
  dataDir: string;
}

const IMPORT = '  $ npx parley coupons import autumn-wool codes.txt    one code a line\n';
const LIST = '  $ npx parley coupons list\n';

export function couponsCommand(program: Command, context: CommandContext): void {
  const coupons = program
    .command('coupons')
    .description('pools of coupon codes, each of which a flow gives once')
    .addHelpText('after', examples(IMPORT, LIST));
  coupons
    .command('import')
    .description('add codes to a pool; those that it has already are left as they are')
    .argument('<pool>', 'its name, as in parley.yaml')
    .argument('<file>', 'one code a line')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', examples(IMPORT))
    .action(async (pool: string, file: string, options: Options) => {
      const { importCoupons } = await import('../coupons/import-coupons.js');
      const { appliedPools } = await import('../coupons/applied-pools.js');
      const running = await runningOf(context, options);
      const pools = await appliedPools(running.kafkaBrokers);
      const imported = await importCoupons(running, pools, pool, file);
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
    .addHelpText('after', examples(LIST, '  $ npx parley coupons list --json\n'))
    .action(async (options: Options) => {
      const { couponPools } = await import('../coupons/coupons.store.pg.js');
      const pools = await couponPools(await runningOf(context, options));
      const { terminal } = context;
      if (options.json) return terminal.print(JSON.stringify(pools, null, 2));
      if (pools.length === 0)
        return terminal.print('No pool has codes: "npx parley coupons import" brings them.');
      for (const { pool, left, given } of pools)
        terminal.print(`${pool.padEnd(24)} ${left} left, ${given} given`);
    });
}

async function runningOf({ environment }: CommandContext, { dataDir }: Options): Promise<RunningPlatform> {
  const { RunningPlatform: platform } = await import('../platform/running-platform.js');
  return platform.find(resolve(dataDir), environment);
}
