import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** What a notice says, and what can be done about it. */
export type NoticeProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly body: string;
  /** Small print, such as a code to tell an operator. */
  readonly detail?: string | undefined;
  /** Buttons and links. */
  readonly children?: ReactNode;
};

/** A calm card in the middle of its place: what is the matter, and what to do. */
export function Notice({ icon, title, body, detail, children }: NoticeProps) {
  return (
    <section className="notice">
      <span className="notice-sign">
        <Icon name={icon} size={28} />
      </span>
      <h1>{title}</h1>
      <p>{body}</p>
      {children && <div className="notice-actions">{children}</div>}
      {detail && <small>{detail}</small>}
    </section>
  );
}
