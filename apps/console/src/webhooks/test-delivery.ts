/** The type of what `parley webhooks test` sends; it is tried once. */
export const TEST_TYPE = 'parley.webhook.test.v1';
