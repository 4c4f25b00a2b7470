import type { ReactNode } from 'react';
import { useWords } from '../language/language-context.tsx';
import { LanguageSwitch } from '../language/language-switch.tsx';
import { Icon } from './icon.tsx';

/** The upper edge of every page: the name of the product, the room, what is going on, and the language. */
export function TopBar({ roomID, children }: { readonly roomID?: string | undefined; readonly children?: ReactNode }) {
  const { common } = useWords();
  return (
    <header className="top-bar">
      <span className="brand">
        <Icon name="wave" size={26} />
        <span className="brand-name">Freshet</span>
      </span>
      {roomID !== undefined && (
        <span className="room-name" title={common.room(roomID)}>
          {roomID}
        </span>
      )}
      <div className="top-bar-facts">{children}</div>
      <LanguageSwitch />
    </header>
  );
}
