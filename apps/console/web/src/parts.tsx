import type { ComponentChildren } from 'preact';
import { hrefOf } from './route.js';
import type { Live } from './use-live.js';

/** How a thing stands, by colour and by word. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'quiet';

export function Badge({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** A page's head, with whether its news come now. */
export function Head({
  title,
  live,
  children,
}: {
  title: string;
  live?: Live<unknown>;
  children?: ComponentChildren;
}) {
  return (
    <header class="head">
      <h1>{title}</h1>
      {children}
      {live && live.refusal === undefined && (
        <span class={`pulse ${live.on ? 'on' : ''}`} role="status">
          {live.on ? 'live' : 'connecting …'}
        </span>
      )}
    </header>
  );
}

export function Problem({ children }: { children: ComponentChildren }) {
  return (
    <p class="problem" role="alert">
      {children}
    </p>
  );
}

/** Nothing is there, and what to do about it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

export function Tile({
  label,
  value,
  note,
  tone,
}: {
  label: string;
  value: string;
  note?: string;
  tone?: Tone;
}) {
  return (
    <div class={`tile ${tone ?? ''}`}>
      <dt>{label}</dt>
      <dd>
        {value}
        {note !== undefined && <small>{note}</small>}
      </dd>
    </div>
  );
}

/** A word and what it is, in a list of definitions. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The way between the parts of a page. */
export function Tabs({
  page,
  tabs,
  here,
  label,
}: {
  page: string;
  tabs: readonly { readonly rest: string; readonly title: string }[];
  here: string;
  label: string;
}) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ rest, title }) => (
        <a key={rest} href={hrefOf(page, rest)} aria-current={rest === here ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  );
}
