import { CHAT_HELP, readChatLine } from './chat-line.js';

describe('a line of the chat', () => {
  it.each([
    ['DISCOUNT', { kind: 'text', text: 'DISCOUNT' }],
    ['  stop pls ', { kind: 'text', text: '  stop pls ' }],
    ['//me too', { kind: 'text', text: '/me too' }],
    ['', { kind: 'nothing' }],
    ['   ', { kind: 'nothing' }],
    ['/trace', { kind: 'trace' }],
    ['/explain', { kind: 'explain', text: undefined }],
    ['/explain stop  pls', { kind: 'explain', text: 'stop pls' }],
    ['/from +1 415 555 0102', { kind: 'from', value: '+1 415 555 0102' }],
    ['/to 20100', { kind: 'to', value: '20100' }],
    ['/help', { kind: 'help' }],
    [' /quit', { kind: 'text', text: ' /quit' }],
    ['/quit', { kind: 'quit' }],
    ['/exit', { kind: 'quit' }],
  ])('%j', (line, read) => expect(readChatLine(line)).toEqual(read));

  it.each([
    ['/from', '/from +1'],
    ['/to', '/to 12345'],
    ['/dance', 'there are /trace, /explain'],
  ])('%j says what to do', (line, why) => {
    expect(readChatLine(line)).toEqual({ kind: 'wrong', why: expect.stringContaining(why) });
  });

  it('has every order in its help', () => {
    const help = CHAT_HELP.join('\n');
    for (const order of ['/trace', '/explain', '/from', '/to', '/quit']) expect(help).toContain(`  ${order}`);
  });
});
