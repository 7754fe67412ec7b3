import type { IntentResolved } from '@parley/contracts';
import type { StoredSpan } from '@parley/persistence';
import type { StoryEntry } from '../../../src/domain/story-entry.js';
import { Badge, Empty, Fact, type Tone } from '../parts.js';
import { clock, lasted, plain, whole } from '../words.js';
import { SlowLine } from './slow-line.js';
import { slowTurns, withSlowTurns } from './slow-turns.js';
import { toldStory, type ToldEntry } from './told-story.js';
import { TraceLink } from './trace-link.js';

/** All that happened in a conversation: texts as bubbles, and between them why. */
export function Timeline({
  entries,
  spans,
}: {
  entries: readonly StoryEntry[];
  spans: readonly StoredSpan[];
}) {
  const lines = withSlowTurns(toldStory(entries), slowTurns(entries, spans));
  if (lines.length === 0) return <Empty>Nothing of it is kept any more.</Empty>;
  return (
    <ol class="timeline" aria-label="What happened">
      {lines.map((line) =>
        line.kind === 'slow' ? (
          <li key={`slow ${line.slow.traceId}`}>
            <SlowLine slow={line.slow} />
          </li>
        ) : (
          <li key={line.told.entry.eventId} class={line.told.entry.kind}>
            <Told told={line.told} />
          </li>
        ),
      )}
    </ol>
  );
}

function Told({ told: { entry, after } }: { told: ToldEntry }) {
  switch (entry.kind) {
    case 'mo':
      return <Text entry={entry} who="Person" />;
    case 'mt':
      return (
        <Text entry={entry} who={isUnsent(after) ? 'Parley, not sent' : 'Parley'} unsent={isUnsent(after)}>
          <Outcome mt={entry} after={after} />
        </Text>
      );
    case 'decision':
      return <Decision entry={entry} />;
    case 'consent':
      return (
        <p class="note">
          <b>Consent</b>{' '}
          {String(entry.data['program']) === '*' ? 'of all programs' : `of ${String(entry.data['program'])}`}:{' '}
          {String(entry.data['from'])} →{' '}
          <Badge tone={entry.data['to'] === 'in' ? 'good' : entry.data['to'] === 'out' ? 'bad' : 'info'}>
            {String(entry.data['to'])}
          </Badge>{' '}
          <span class="quiet">
            by {String(entry.data['rule'])}, entry {String(entry.data['version'])} of the ledger
          </span>
        </p>
      );
    case 'case':
      return (
        <p class="note">
          <b>{entry.data['open'] === true ? 'A person has it now' : 'Automation has it again'}</b>{' '}
          <span class="quiet">({plain(String(entry.data['reason']))})</span>
        </p>
      );
    case 'erased':
      return (
        <p class="note">
          <b>Erased</b> <span class="quiet">on {whole(entry.at)}: what was said before is gone</span>
        </p>
      );
    case 'status':
    case 'receipt':
      return (
        <p class="note">
          <Step entry={entry} /> <span class="quiet">of text {entry.mtId ?? 'unknown'}</span>
        </p>
      );
  }
}

function Text({
  entry,
  who,
  unsent = false,
  children,
}: {
  entry: StoryEntry;
  who: string;
  unsent?: boolean;
  children?: preact.ComponentChildren;
}) {
  const { at, text, data, traceId } = entry;
  const facts = [data['carrier'], data['lane'], data['program'], data['campaign']].filter(
    (fact) => typeof fact === 'string',
  );
  return (
    <div class={`bubble ${entry.kind === 'mo' ? 'theirs' : 'mine'} ${unsent ? 'unsent' : ''}`}>
      <span class="who">{who}</span>
      <p>{text}</p>
      <small>
        <time dateTime={at} title={whole(at)}>
          {clock(at)}
        </time>
        {facts.length > 0 && ` · ${facts.join(' · ')}`} · <TraceLink traceId={traceId} />
      </small>
      {children}
    </div>
  );
}

const UNSENT: ReadonlySet<unknown> = new Set(['refused', 'suppressed', 'expired', 'rejected']);

/** Whether it never left: people must see at a glance that nobody got it. */
function isUnsent(after: readonly StoryEntry[]): boolean {
  return after.some(({ kind, data }) => kind === 'status' && UNSENT.has(data['status']));
}

function Decision({ entry: { data } }: { entry: StoryEntry }) {
  const { intent, program, keyword, scope, match, unanswered } = data as unknown as IntentResolved;
  return (
    <details class="note">
      <summary>
        <b>Understood as {plain(intent)}</b>
        {keyword !== undefined && ` (${keyword})`} <span class="quiet">by {match.rule}</span>
        {unanswered !== undefined && <Badge tone="warn">{unanswered}</Badge>}
      </summary>
      <dl class="facts">
        <Known name="compared as" value={match.normalized} />
        <Known name="matched" value={match.matched} />
        <Known name="rule's version" value={match.ruleVersion} />
        <Known name="program" value={program} />
        <Known name="reaches" value={scope} />
        <Known
          name="would also have matched"
          value={
            match.alternatives
              .map(({ rule, matched, outcome }) => `${rule} “${matched}” → ${outcome}`)
              .join('; ') || 'nothing'
          }
        />
      </dl>
    </details>
  );
}

function Known({ name, value }: { name: string; value: string | undefined }) {
  return value === undefined || value === '' ? null : <Fact name={name}>{value}</Fact>;
}

function Outcome({ mt, after }: { mt: StoryEntry; after: readonly StoryEntry[] }) {
  if (after.length === 0) return null;
  return (
    <ol class="outcome" aria-label="What became of it">
      {after.map((entry) => (
        <li key={entry.eventId}>
          <Step entry={entry} />{' '}
          <small>+{lasted(Math.max(0, Date.parse(entry.at) - Date.parse(mt.at)))}</small>
        </li>
      ))}
    </ol>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  delivered: 'good',
  submitted: 'info',
  sent: 'info',
  accepted: 'info',
  queued: 'quiet',
  retrying: 'warn',
  unknown: 'warn',
};

function Step({ entry: { kind, data } }: { entry: StoryEntry }) {
  const status = String(data['status']);
  const code = typeof data['code'] === 'string' ? ` ${data['code']}` : '';
  return (
    <Badge tone={TONES[status] ?? 'bad'}>
      {kind === 'receipt' ? 'receipt: ' : ''}
      {status}
      {code}
    </Badge>
  );
}
