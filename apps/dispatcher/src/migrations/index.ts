import type { Migrations } from '@parley/persistence';
import { CreateDispatcher1763600003000 } from './202611200300-dispatcher.migration.js';
import { AddOrders1764093000000 } from './202611251750-orders.migration.js';
import { PaceHierarchy1764093600000 } from './202611251800-pace-hierarchy.migration.js';
import { CreateCarrierMessages1764094680000 } from './202611251818-carrier-messages.migration.js';
import { AddRelaxedSlots1764106200000 } from './202611252130-relaxed-slots.migration.js';
import { AddLastCarrier1764108300000 } from './202611252205-carriers.migration.js';
import { AddHolds1764118500000 } from './202611260055-holds.migration.js';
import { AddPools1764118800000 } from './202611260100-pools.migration.js';
import { AddAges1764118800002 } from './202611260120-ages.migration.js';
import { IndexTextsByCampaign1764118920000 } from './202611260102-texts-by-campaign.migration.js';
import { IndexSettledAge1764141600000 } from './202611260720-settled-age.migration.js';
import { AddMoReceived1764163200000 } from './202611261320-mo-received.migration.js';
import { AddClaims1764192600000 } from './202611262130-claims.migration.js';
import { SealTexts1764203400000 } from './202611270030-sealed-texts.migration.js';
import { MarkQueuedTexts1764204600000 } from './202611270050-queue-marks.migration.js';

export const dispatcherMigrations: Migrations = [
  CreateDispatcher1763600003000,
  AddOrders1764093000000,
  PaceHierarchy1764093600000,
  CreateCarrierMessages1764094680000,
  AddRelaxedSlots1764106200000,
  AddLastCarrier1764108300000,
  AddHolds1764118500000,
  AddPools1764118800000,
  AddAges1764118800002,
  IndexTextsByCampaign1764118920000,
  IndexSettledAge1764141600000,
  AddMoReceived1764163200000,
  AddClaims1764192600000,
  SealTexts1764203400000,
  MarkQueuedTexts1764204600000,
];
