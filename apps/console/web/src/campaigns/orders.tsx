import { useState } from 'preact/hooks';
import type { CampaignView } from '../../../src/campaigns.view.js';
import { tell, wordsOf } from '../api.js';
import { Problem } from '../parts.js';
import { count } from '../words.js';

type Order = 'pause' | 'resume' | 'cancel';

const SAYS: Readonly<Record<Order, { button: string; asks: string; means: string }>> = {
  pause: {
    button: 'Pause',
    asks: 'Why pause?',
    means: 'Nobody further is reached, and what waits stays, until it is resumed.',
  },
  resume: { button: 'Resume', asks: 'Why resume?', means: 'It goes on where it stood.' },
  cancel: {
    button: 'Cancel',
    asks: 'Why cancel?',
    means: 'What waits is called back, and nobody further is reached. It can not be resumed.',
  },
};

/** Pauses, resumes or cancels a campaign, each with why. */
export function Orders({ run }: { run: CampaignView }) {
  const { campaign, state, progress } = run;
  const [chosen, choose] = useState<Order>();
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<string>();
  const [told, setTold] = useState<string>();
  const orders: readonly Order[] = [state === 'paused' ? 'resume' : 'pause', 'cancel'];
  const give = (order: Order): Promise<void> =>
    tell(`/v1/campaigns/${encodeURIComponent(campaign)}/orders`, { order, why: why.trim() }).then(
      () => {
        setTold(`${SAYS[order].button} was asked for.`);
        setProblem(undefined);
        setWhy('');
        choose(undefined);
      },
      (error: unknown) => setProblem(wordsOf(error)),
    );
  const left = progress.left + progress.waiting + progress.deferred;
  return (
    <section class="card" aria-labelledby="orders">
      <h2 id="orders">
        {count(left)}{' '}
        <span class="quiet">{left === 1 ? 'person has' : 'people have'} not been texted yet</span>
      </h2>
      <div class="choices" role="group" aria-label="What to do with it">
        {orders.map((order) => (
          <button
            key={order}
            type="button"
            class={order === 'cancel' ? 'danger' : ''}
            aria-expanded={chosen === order}
            onClick={() => (setTold(undefined), choose(chosen === order ? undefined : order))}
          >
            {SAYS[order].button} …
          </button>
        ))}
      </div>
      {chosen !== undefined && orders.includes(chosen) && (
        <form class="stack" onSubmit={(event) => (event.preventDefault(), void give(chosen))}>
          <p>{SAYS[chosen].means}</p>
          <label>
            {SAYS[chosen].asks}
            <input
              required
              maxLength={240}
              value={why}
              placeholder="wrong price"
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class={chosen === 'cancel' ? 'danger' : ''} disabled={why.trim() === ''}>
            {SAYS[chosen].button} {campaign}
          </button>
        </form>
      )}
      {told !== undefined && <p role="status">{told}</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
    </section>
  );
}
