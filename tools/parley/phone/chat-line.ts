/** What somebody typed into the chat: a text, or an order to the chat itself. */
export type ChatLine =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'trace' | 'help' | 'quit' | 'nothing' }
  | { readonly kind: 'explain'; readonly text: string | undefined }
  | { readonly kind: 'from' | 'to'; readonly value: string }
  | { readonly kind: 'wrong'; readonly why: string };

const ORDERS = ['/trace', '/explain', '/from', '/to', '/help', '/quit'] as const;

/** What can be typed, for /help. */
export const CHAT_HELP: readonly string[] = [
  'Whatever you type is texted as it is. What begins with a slash is for the chat:',
  '  /trace           the last text, from the webhook to the carrier',
  '  /explain [text]  what the last text meant and why; or what a text would mean',
  '  /from <number>   go on from another phone',
  '  /to <sender>     go on with another of our numbers',
  '  /quit            leave; Ctrl-C and Ctrl-D do too',
  'Begin with two slashes to text a slash.',
];

/** Reads a line: `/from +14155550102`, or a text, kept as it was typed. */
export function readChatLine(line: string): ChatLine {
  if (line.trim() === '') return { kind: 'nothing' };
  if (line.startsWith('//')) return { kind: 'text', text: line.slice(1) };
  if (!line.startsWith('/')) return { kind: 'text', text: line };
  const [order = '', ...words] = line.trim().split(/\s+/);
  const rest = words.join(' ');
  switch (order) {
    case '/trace':
      return { kind: 'trace' };
    case '/explain':
      return { kind: 'explain', text: rest === '' ? undefined : rest };
    case '/from':
      return rest === ''
        ? wrong('Say whose phone, as in /from +14155550102.')
        : { kind: 'from', value: rest };
    case '/to':
      return rest === '' ? wrong('Say which number of ours, as in /to 12345.') : { kind: 'to', value: rest };
    case '/help':
      return { kind: 'help' };
    case '/quit':
    case '/exit':
      return { kind: 'quit' };
    default:
      return wrong(
        `${order} is no order of the chat; there are ${ORDERS.join(', ')}. To text a slash, type two.`,
      );
  }
}

function wrong(why: string): ChatLine {
  return { kind: 'wrong', why };
}
