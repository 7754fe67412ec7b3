import { answeredSuite } from './suite/answered.suite.js';
import { forgedSuite } from './suite/forged.suite.js';
import type { CarrierHarness, WebhookHarness } from './suite/harness.suite.js';
import { malformedSuite } from './suite/malformed.suite.js';
import { readSuite } from './suite/read.suite.js';
import { unansweredSuite } from './suite/unanswered.suite.js';

export * from './suite/harness.suite.js';
export { headerProof, type SuiteProof } from './suite/proof.suite.js';
export { capturedRequest } from './suite/captured-request.suite.js';

/** What every carrier must do; each carrier's spec runs it with its harness. */
export function carrierSuite(name: string, harness: CarrierHarness): void {
  webhookSuite(name, harness);
  describe(`carrier ${name}`, () => {
    answeredSuite(harness);
    unansweredSuite(harness);
  });
}

/** The webhooks alone: for a carrier's second form of them, such as GET beside POST. */
export function webhookSuite(name: string, harness: WebhookHarness): void {
  describe(`webhooks of ${name}`, () => {
    readSuite(harness);
    forgedSuite(harness);
    malformedSuite(harness);
  });
}
