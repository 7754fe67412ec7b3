import { useEffect, useRef, useState } from 'preact/hooks';
import { accessKey, sessionProof } from './access-key.js';
import { ask, Refusal, wordsOf } from './api.js';
import { AuditPage } from './audit/audit.page.js';
import { CampaignPage } from './campaigns/campaign.page.js';
import { CampaignsPage, NEW } from './campaigns/campaigns.page.js';
import { ComposePage } from './campaigns/compose.page.js';
import { ConsentPage } from './consent/consent.page.js';
import { ConversationPage } from './conversations/conversation.page.js';
import { ConversationsPage } from './conversations/conversations.page.js';
import { KeywordsPage } from './keywords/keywords.page.js';
import { OverviewPage } from './overview/overview.page.js';
import { pages } from './pages.js';
import { PhonePage } from './phone/phone.page.js';
import { RepairsPage } from './repairs/repairs.page.js';
import { hrefOf, useRoute, type Route } from './route.js';
import { SendersPage } from './senders/senders.page.js';
import { beginSession, endSession } from './session.js';
import { SignIn } from './sign-in.js';
import { SurroundingsContext, useSurroundings, type Surroundings } from './surroundings.js';
import { TroublePage } from './trouble/trouble.page.js';

async function leave(): Promise<void> {
  const goTo = await endSession();
  accessKey.forget();
  if (goTo === undefined) location.reload();
  else location.assign(goTo);
}

/** The frame around the pages: who may see them, and the way between them. */
export function App() {
  const [known, setKnown] = useState<Surroundings | Refusal>();
  const load = (): void =>
    void beginSession()
      .then(() => ask<Surroundings>('/v1/surroundings'))
      .then(setKnown, (error: unknown) =>
        setKnown(error instanceof Refusal ? error : new Refusal(0, 'FAILED', wordsOf(error))),
      );
  useEffect(load, []);
  if (known === undefined) return <p class="quiet centred">Parley …</p>;
  if (known instanceof Refusal) return <SignIn refusal={known} retry={load} />;
  return (
    <SurroundingsContext.Provider value={known}>
      <Frame />
    </SurroundingsContext.Provider>
  );
}

function Frame() {
  const route = useRoute();
  const { may } = useSurroundings();
  const main = useRef<HTMLElement>(null);
  const title = pages.find(({ name }) => name === route.page)?.title ?? 'Not here';
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · Parley`;
    // Whoever goes by keyboard or ear begins at the new page, not at the old link.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [route.page, route.rest]);
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the page
      </a>
      <nav aria-label="Pages" class="rail">
        <span class="brand" aria-hidden="true">
          Parley
        </span>
        {pages
          .filter(({ needs }) => may.includes(needs))
          .map(({ name, title: label, key, icon }) => (
            <a
              key={name}
              href={hrefOf(name)}
              aria-current={name === route.page ? 'page' : undefined}
              title={`${label} (g ${key})`}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={icon} fill-rule="evenodd" />
              </svg>
              <span>{label}</span>
            </a>
          ))}
        {(accessKey.get() !== undefined || sessionProof.get() !== undefined) && (
          <button type="button" class="plain" onClick={() => void leave()}>
            Sign out
          </button>
        )}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <Page route={route} />
      </main>
    </div>
  );
}

function Page({ route: { page, rest } }: { route: Route }) {
  const { may } = useSurroundings();
  switch (page) {
    case '':
      return may.includes('operations:read') ? <OverviewPage /> : <ConversationsPage />;
    case 'phone':
      return <PhonePage />;
    case 'conversations':
      return rest === '' ? <ConversationsPage /> : <ConversationPage key={rest} id={rest} />;
    case 'campaigns':
      if (rest === '') return <CampaignsPage />;
      return rest === NEW ? <ComposePage /> : <CampaignPage key={rest} name={rest} />;
    case 'consent':
      return <ConsentPage key={rest} number={rest} />;
    case 'senders':
      return <SendersPage />;
    case 'keywords':
      return <KeywordsPage tab={rest} />;
    case 'trouble':
      return <TroublePage />;
    case 'repairs':
      return <RepairsPage rest={rest} />;
    case 'audit':
      return <AuditPage />;
    default:
      return <h1>There is no such page</h1>;
  }
}
