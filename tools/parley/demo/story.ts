import type { ConfigSnapshot } from '@parley/config';
import { failure } from '../parley.error.js';

/** One turn of the example conversation: what the person writes, and what must come back. */
export interface StoryTurn {
  readonly says: string;
  /** What it shows. */
  readonly shows: string;
  /** The replies, word for word and in order; none where the silence is the point. */
  readonly replies: readonly string[];
  /** Why nothing comes back. */
  readonly silence?: string;
}

export interface Story {
  readonly sender: string;
  readonly person: string;
  readonly turns: readonly StoryTurn[];
}

const PERSON = '+14155550101';
const CODE_WORD = 'DISCOUNT';
const JOIN_WORD = 'JOIN';

/**
 * The example conversation, in the words of the example's own parley.yaml: a keyword, an opt-in with its confirmation,
 * help, an opt-out, a text that must stay without an answer, and the way back.
 *
 * @throws ParleyError DEMO_CONFIG when the file declares no such sender, keywords or program
 */
export function storyOf(config: ConfigSnapshot): Story {
  const code = [...config.keywords.values()].find(({ keyword }) => keyword === CODE_WORD);
  const join = [...config.keywords.values()].find(
    ({ keyword, sender }) => keyword === JOIN_WORD && sender === code?.sender,
  );
  const program = config.programs.get(join?.program ?? '');
  const sender = config.senders.get(code?.sender ?? '');
  return {
    sender: needed(sender?.sender, `a sender with the keyword ${CODE_WORD}`),
    person: PERSON,
    turns: [
      { says: CODE_WORD, shows: 'a keyword', replies: [needed(code?.reply, `a reply to ${CODE_WORD}`)] },
      {
        says: JOIN_WORD,
        shows: 'double opt-in',
        replies: [needed(program?.promptText, `a promptText for ${JOIN_WORD}`)],
      },
      { says: 'yes', shows: 'its confirmation', replies: [needed(program?.welcomeText, 'a welcomeText')] },
      { says: 'Help', shows: 'help', replies: [needed(sender?.helpText, 'a helpText')] },
      { says: 'STOP', shows: 'opt-out', replies: [needed(sender?.optOutText, 'an optOutText')] },
      { says: CODE_WORD, shows: 'nothing is sent any more', replies: [], silence: 'OPTED_OUT' },
      { says: 'START', shows: 'the way back', replies: [needed(sender?.optInText, 'an optInText')] },
    ],
  };
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw failure.demoConfig(what);
  return value;
}
