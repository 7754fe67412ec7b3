import { smartEncoding } from '@parley/sms';
import type { ProgramView } from '../../../src/programs.controller.js';
import { counted } from '../phone/counted.js';
import { count, lasted } from '../words.js';
import { costOf, type Draft } from './draft.js';

/** The text as a phone shows it, with what it costs, while it is written. */
export function Preview({ draft: { text, to }, program }: { draft: Draft; program: ProgramView }) {
  const sent = program.smartEncoding ? smartEncoding(text) : { text, replaced: [] };
  const { people, segments, lasts } = costOf(text, program);
  return (
    <aside class="card preview" aria-label="Preview">
      <h2>As a phone shows it</h2>
      <p class={`bubble theirs ${text === '' ? 'quiet' : ''}`}>{text === '' ? 'The text …' : sent.text}</p>
      <p>
        <output>{counted(sent.text)}</output>
      </p>
      {sent.replaced.length > 0 && (
        <p class="quiet">
          Written so that it stays GSM-7:{' '}
          {sent.replaced
            .map(({ character, by }) => `${character} → ${by === '' ? 'nothing' : by}`)
            .join(', ')}
          .
        </p>
      )}
      {/\{\{|\{%/.test(text) && (
        <p class="problem">A campaign is one text for all: what stands in braces is sent as it is.</p>
      )}
      {to === 'all' && (
        <p>
          <b>{count(segments)} segments</b> for {count(people)} people
          {segments > 0 && `, ${lasted(lasts)} at ${count(program.segmentsPerSecond)} segments/s`}.
        </p>
      )}
    </aside>
  );
}
