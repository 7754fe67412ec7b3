import { createSimulator } from './simulator.js';
import { simulatorConfig } from './simulator.config.js';

async function main(): Promise<void> {
  const simulator = await createSimulator(simulatorConfig());
  console.log(`The carrier simulator listens on ${simulator.url}; its ledger is ${simulator.ledgerFile}.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exitCode = 1;
});
