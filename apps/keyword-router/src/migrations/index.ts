import type { Migrations } from '@parley/persistence';
import { CreateConversations1763600100000 } from './202611200100-conversations.migration.js';
import { AddRecentAnswers1764079800000 } from './202611251410-recent-answers.migration.js';
import { CreateDialogues1764082800000 } from './202611251500-dialogues.migration.js';
import { SealCaseMessages1764202200000 } from './202611270010-sealed-case-messages.migration.js';

export const keywordRouterMigrations: Migrations = [
  CreateConversations1763600100000,
  AddRecentAnswers1764079800000,
  CreateDialogues1764082800000,
  SealCaseMessages1764202200000,
];
