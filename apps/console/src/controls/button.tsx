import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon, type IconName } from './icon.tsx';

type Look = {
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'usual' | 'small';
  readonly icon?: IconName;
};

type ButtonProps = Look & {
  readonly children?: ReactNode;
  /** Says what a button without text does. */
  readonly label?: string;
  readonly type?: 'button' | 'submit';
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly testID?: string;
  readonly onClick?: () => void;
};

/** A button; with an icon and a label alone it is a square. While it is busy it takes no click, and keeps its width and the focus. */
export function Button({ children, label, type = 'button', busy = false, disabled = false, ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={`${classOf(rest, children === undefined)}${busy ? ' busy' : ''}`}
      disabled={disabled}
      aria-disabled={busy}
      aria-busy={busy}
      aria-label={label}
      title={children === undefined ? label : undefined}
      data-testid={rest.testID}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else rest.onClick?.();
      }}
    >
      {rest.icon && <Icon name={rest.icon} size={rest.size === 'small' ? 16 : 18} />}
      {children}
    </button>
  );
}

type LinkButtonProps = Look & { readonly to: string; readonly children: ReactNode; readonly testID?: string };

/** A link of the console that looks like a button. */
export function LinkButton({ to, children, testID, ...look }: LinkButtonProps) {
  return (
    <Link to={to} className={classOf(look, false)} data-testid={testID}>
      {look.icon && <Icon name={look.icon} size={look.size === 'small' ? 16 : 18} />}
      {children}
    </Link>
  );
}

/** A link that leaves the console, in a tab of its own. */
export function OutLink({ href, children, ...look }: Look & { readonly href: string; readonly children: ReactNode }) {
  return (
    <a className={classOf(look, false)} href={href} target="_blank" rel="noreferrer">
      {look.icon && <Icon name={look.icon} size={look.size === 'small' ? 16 : 18} />}
      {children}
    </a>
  );
}

function classOf({ tone = 'plain', size = 'usual' }: Look, isBare: boolean): string {
  return ['button', tone === 'plain' ? '' : tone, size === 'small' ? 'small' : '', isBare ? 'bare' : '']
    .filter(Boolean)
    .join(' ');
}
