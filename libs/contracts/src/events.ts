import type { EventDefinition } from './event-definition.js';
import { campaignCancelRequested } from './events/campaign-cancel-requested.event.js';
import { campaignHoldRequested } from './events/campaign-hold-requested.event.js';
import { campaignRequested } from './events/campaign-requested.event.js';
import { configApplied } from './events/config-applied.event.js';
import { consentChanged } from './events/consent-changed.event.js';
import { consentRequested } from './events/consent-requested.event.js';
import { consentState } from './events/consent-state.event.js';
import { conversationDue } from './events/conversation-due.event.js';
import { flowConfigured } from './events/flow-configured.event.js';
import { flowRequested } from './events/flow-requested.event.js';
import { intentResolved } from './events/intent-resolved.event.js';
import { keywordConfigured } from './events/keyword-configured.event.js';
import { moReceived } from './events/mo-received.event.js';
import { mtBulkRequested } from './events/mt-bulk-requested.event.js';
import { mtCancelRequested } from './events/mt-cancel-requested.event.js';
import { mtRequested } from './events/mt-requested.event.js';
import { mtResolveRequested } from './events/mt-resolve-requested.event.js';
import { mtStatus } from './events/mt-status.event.js';
import { numberTexted } from './events/number-texted.event.js';
import { personEraseRequested } from './events/person-erase-requested.event.js';
import { personErased } from './events/person-erased.event.js';
import { preferenceChanged } from './events/preference-changed.event.js';
import { preferenceConfigured } from './events/preference-configured.event.js';
import { preferenceRequested } from './events/preference-requested.event.js';
import { preferenceState } from './events/preference-state.event.js';
import { programConfigured } from './events/program-configured.event.js';
import { receiptReceived } from './events/receipt-received.event.js';
import { senderConfigured } from './events/sender-configured.event.js';
import { senderHoldRequested } from './events/sender-hold-requested.event.js';
import { supportCaseClosed } from './events/support-case-closed.event.js';
import { supportCaseOpened } from './events/support-case-opened.event.js';
import { supportReplyRequested } from './events/support-reply-requested.event.js';
import { webhookConfigured } from './events/webhook-configured.event.js';

/** Every event of the house, in the order of a text's way through it. */
export const events: readonly EventDefinition[] = [
  moReceived,
  receiptReceived,
  intentResolved,
  numberTexted,
  consentRequested,
  consentChanged,
  consentState,
  preferenceRequested,
  preferenceChanged,
  preferenceState,
  mtRequested,
  mtBulkRequested,
  campaignRequested,
  mtCancelRequested,
  campaignCancelRequested,
  campaignHoldRequested,
  senderHoldRequested,
  mtResolveRequested,
  mtStatus,
  flowRequested,
  conversationDue,
  supportCaseOpened,
  supportReplyRequested,
  supportCaseClosed,
  personEraseRequested,
  personErased,
  senderConfigured,
  programConfigured,
  keywordConfigured,
  preferenceConfigured,
  flowConfigured,
  webhookConfigured,
  configApplied,
];
