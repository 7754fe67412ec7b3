import { consentRequested, intentResolved, type IntentResolved } from '@parley/contracts';
import { commandOfIntent, concernsConsent } from './intent.command.js';
import { commandOfRequest } from './request.command.js';

const intent = (fields: Partial<IntentResolved>): IntentResolved => ({
  ...intentResolved.example,
  scope: undefined,
  ...fields,
});
const by = (rule: string): IntentResolved['match'] => ({ ...intentResolved.example.match, rule });
const said = { sender: '12345', source: 'keyword' };

describe('an intent', () => {
  test.each<[Partial<IntentResolved>, object]>([
    [
      { intent: 'opt_out', scope: 'sender' },
      { kind: 'opt_out', program: undefined },
    ],
    [
      { intent: 'opt_out', scope: 'sender', program: 'club' },
      { kind: 'opt_out', program: undefined },
    ],
    [
      { intent: 'opt_out', scope: 'program', program: 'club' },
      { kind: 'opt_out', program: 'club' },
    ],
    [
      { intent: 'opt_out', program: 'club' },
      { kind: 'opt_out', program: undefined },
    ],
    [
      { intent: 'opt_out', scope: 'program' },
      { kind: 'opt_out', program: undefined },
    ],
    [
      { intent: 'unsubscribe', program: 'club' },
      { kind: 'opt_out', program: 'club' },
    ],
    [
      { intent: 'subscribe', program: 'club' },
      { kind: 'subscribe', program: 'club' },
    ],
    [{ intent: 'confirm' }, { kind: 'confirm', program: undefined }],
    [
      { intent: 'confirm', program: 'club', match: by('answer/confirm-word') },
      { kind: 'confirm', program: 'club' },
    ],
    [
      { intent: 'confirm', program: 'club', match: by('compliance/confirm') },
      { kind: 'confirm', program: undefined },
    ],
    [{ intent: 'opt_in', program: 'club' }, { kind: 'opt_in' }],
  ])('%j concerns consent', (fields, command) => {
    expect(concernsConsent(intent(fields), () => false)).toBe(true);
    expect(commandOfIntent(intent(fields))).toEqual({ ...said, ...command });
  });

  test.each(['reply', 'help'] as const)('%s does not', (name) => {
    expect(concernsConsent(intent({ intent: name }), () => true)).toBe(false);
    expect(commandOfIntent(intent({ intent: name }))).toBeUndefined();
  });

  it('what nobody understood does where the sender may wait for an answer', () => {
    const handoff = intent({ intent: 'handoff', text: '12/31/1990' });
    expect(concernsConsent(handoff, (sender) => sender !== '12345')).toBe(false);
    expect(concernsConsent(handoff, (sender) => sender === '12345')).toBe(true);
    expect(commandOfIntent(handoff)).toEqual({ ...said, kind: 'answer', text: '12/31/1990' });
  });
});

describe('a request', () => {
  it('is the same command, with its own source', () => {
    const request = consentRequested.example;
    const common = { sender: '12345', source: 'web_form', disclosure: request.disclosure };
    expect(commandOfRequest(request)).toEqual({ kind: 'subscribe', program: 'sweater-club', ...common });
    expect(commandOfRequest({ ...request, action: 'opt_out', program: undefined })).toEqual({
      kind: 'opt_out',
      program: undefined,
      ...common,
    });
  });
});
