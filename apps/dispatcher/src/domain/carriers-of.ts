import type { SenderConfigured } from '@parley/contracts';

type Carried = Pick<SenderConfigured, 'carrier' | 'carriers'>;

/** Every carrier that a sender's texts may go by. */
export function carriersOf({ carrier, carriers }: Carried): string[] {
  return carriers?.map((each) => each.carrier) ?? [carrier];
}
