import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../controls/button.tsx';
import { Icon } from '../controls/icon.tsx';
import { useControlWords } from '../controls/words.ts';
import { Navigation } from './navigation.tsx';
import { useShellWords } from './words.ts';

/** The pages' frame: the navigation beside them, or behind a button on a narrow screen. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const words = useShellWords();
  const [isOpen, setOpen] = useState(false);
  const [location] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at a page is what closes the menu.
  useEffect(() => {
    setOpen(false);
  }, [location]);
  return (
    <div className="frame">
      <a className="skip" href="#page">
        {words.skip}
      </a>
      <div className="phone-bar">
        <Brand />
        <Button tone="quiet" icon="menu" label={words.openNavigation} onClick={() => setOpen(true)} />
      </div>
      <Side />
      {isOpen && <Drawer onClose={() => setOpen(false)} />}
      <main id="page" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function Side({ children }: { readonly children?: ReactNode }) {
  return (
    <div className="side">
      <div className="side-head">
        <Brand />
        {children}
      </div>
      <Navigation />
    </div>
  );
}

function Brand() {
  return (
    <Link to="/" className="brand">
      <Icon name="wave" size={22} />
      Freshet
    </Link>
  );
}

function Drawer({ onClose }: { readonly onClose: () => void }) {
  const { close } = useControlWords();
  const { navigation } = useShellWords();
  const element = useRef<HTMLDialogElement>(null);
  // As in a dialog: closed while it is still in the page, so that the focus goes back.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is one beside the drawer; keys have Escape.
    <dialog
      ref={element}
      className="drawer"
      aria-label={navigation}
      onCancel={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <Side>
        <Button tone="quiet" icon="close" label={close} onClick={onClose} />
      </Side>
    </dialog>
  );
}
