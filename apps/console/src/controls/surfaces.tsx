import { type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import type { Tone } from './badge.tsx';
import { Icon, type IconName } from './icon.tsx';

type PageHeadProps = {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** Where the page above this one is. */
  readonly above?: { readonly to: string; readonly words: string };
  /** Buttons. */
  readonly children?: ReactNode;
};

/** The top of a page: what it is, in a sentence, and what can be done. */
export function PageHead({ title, lead, above, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <div>
        {above && (
          <Link to={above.to} className="crumb">
            <Icon name="back" size={15} />
            {above.words}
          </Link>
        )}
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {children && <div className="row">{children}</div>}
    </header>
  );
}

type CardProps = {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly foot?: ReactNode;
  /** `flush` lets a table reach the edges. */
  readonly body?: 'usual' | 'flush';
  readonly isDangerZone?: boolean;
  readonly children?: ReactNode;
};

/** One matter of a page. */
export function Card({ title, lead, actions, foot, body = 'usual', isDangerZone = false, children }: CardProps) {
  const id = useId();
  return (
    <section className={isDangerZone ? 'card danger-zone' : 'card'} aria-labelledby={title ? id : undefined}>
      {title && (
        <div className="card-head">
          <div>
            <h2 id={id}>{title}</h2>
            {lead && <p>{lead}</p>}
          </div>
          {actions && <div className="row">{actions}</div>}
        </div>
      )}
      {children && <div className={body === 'flush' ? 'card-body flush' : 'card-body'}>{children}</div>}
      {foot && <div className="card-foot">{foot}</div>}
    </section>
  );
}

const noticeIcons = {
  plain: 'message',
  good: 'check',
  warning: 'warning',
  danger: 'warning',
  accent: 'message',
} as const;

/** Something to know before going on. */
export function Notice({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone}>
      <Icon name={noticeIcons[tone]} />
      <div>{children}</div>
    </div>
  );
}

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  /** What to do about it. */
  readonly body: string;
  readonly children?: ReactNode;
};

/** A list with nothing in it says what would be here and how to get it. */
export function Empty({ icon, title, body, children }: EmptyProps) {
  return (
    <div className="empty">
      <Icon name={icon} size={30} />
      <h3>{title}</h3>
      <p>{body}</p>
      {children}
    </div>
  );
}

/** Names and values below each other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

type TileProps = { readonly label: string; readonly value: ReactNode; readonly note?: ReactNode };

/** Figures beside each other. */
export function Tiles({ tiles }: { readonly tiles: readonly TileProps[] }) {
  return (
    <dl className="tiles">
      {tiles.map(({ label, value, note }) => (
        <div key={label} className="card tile">
          <dt>{label}</dt>
          <dd>{value}</dd>
          {note && <small>{note}</small>}
        </div>
      ))}
    </dl>
  );
}
