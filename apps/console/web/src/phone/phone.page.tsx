import { useState } from 'preact/hooks';
import { Empty, Head } from '../parts.js';
import { useSurroundings } from '../surroundings.js';
import { keptPhones, keepPhones, nextNumber, type KeptPhone } from './kept-phones.js';
import { Phone } from './phone.js';

/** Phones to play with, side by side: each texts any sender, and replies appear as they come. */
export function PhonePage() {
  const { has, may, senders } = useSurroundings();
  const [phones, setPhones] = useState<readonly KeptPhone[]>(keptPhones);
  const keep = (next: readonly KeptPhone[]): void => {
    keepPhones(next);
    setPhones(next);
  };
  if (!has.phone)
    return (
      <Nothing>
        No carrier simulator is known here (SIMULATOR_URL), so there is no phone to play with.
      </Nothing>
    );
  if (!may.includes('phone:write'))
    return <Nothing>Your roles do not let you play with the phone; ask for operator.</Nothing>;
  if (senders.length === 0)
    return <Nothing>No sender is configured yet: npx parley apply publishes parley.yaml.</Nothing>;
  return (
    <>
      <Head title="Phone">
        <button type="button" onClick={() => keep([...phones, { number: nextNumber(phones) }])}>
          Add a phone
        </button>
      </Head>
      <div class="phones">
        {phones.map(({ number }) => (
          <Phone
            key={number}
            number={number}
            rename={(to) => keep(phones.map((each) => (each.number === number ? { number: to } : each)))}
            remove={
              phones.length > 1 ? () => keep(phones.filter((each) => each.number !== number)) : undefined
            }
          />
        ))}
      </div>
    </>
  );
}

function Nothing({ children }: { children: string }) {
  return (
    <>
      <Head title="Phone" />
      <Empty>{children}</Empty>
    </>
  );
}
