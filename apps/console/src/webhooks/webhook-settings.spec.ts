import { z } from 'zod';
import { webhookShape } from './webhook-settings.js';

const environment = z.object(webhookShape);
const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;

describe('the settings of webhooks', () => {
  it('hold one key or several a name', () => {
    const text = JSON.stringify({ SHOP: SECRET, DESK: [SECRET, SECRET] });
    const { WEBHOOK_SECRETS: keys } = environment.parse({ WEBHOOK_SECRETS: text });
    expect(keys.get('SHOP')).toEqual([KEY]);
    expect(keys.get('DESK')).toEqual([KEY, KEY]);
  });

  it('allow nothing but public addresses where nothing is said', () => {
    const { WEBHOOK_ALLOWED_NETWORKS: allowed, WEBHOOK_SECRETS: keys } = environment.parse({});
    expect(allowed.includes('127.0.0.1')).toBe(false);
    expect(keys.size).toBe(0);
  });

  it.each([
    ['{', 'must be JSON'],
    ['{"SHOP":"hunter2-hunter2-hunter2"}', 'SHOP must be whsec_'],
    [JSON.stringify({ SHOP: [SECRET, 'hunter2'] }), 'SHOP must be whsec_'],
  ])('refuse %s without repeating it', (text, message) => {
    const { error } = environment.safeParse({ WEBHOOK_SECRETS: text });
    expect(error!.message).toContain(message);
    expect(error!.message).not.toContain('hunter2');
  });

  it('refuse what is no network', () => {
    expect(environment.safeParse({ WEBHOOK_ALLOWED_NETWORKS: '10.0.0.0/8, localhost' }).success).toBe(false);
  });
});
