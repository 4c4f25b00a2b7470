import type { Standing } from '@freshet/protocol/console';
import { useState } from 'react';
import { EntranceFrame } from '../account/entrance-frame.tsx';
import { readEntranceLink } from '../account/entrance-link.ts';
import { SetUpPage } from '../account/set-up-page.tsx';
import { SignInPage } from '../account/sign-in-page.tsx';
import { useAnswer } from '../api/queries.ts';
import { Answer } from '../controls/answer.tsx';
import { useEnter } from './enter.ts';
import { Frame } from './frame.tsx';
import { Pages } from './pages.tsx';
import { useSessionEnd } from './session-end.ts';
import { SignedInContext } from './signed-in.ts';

/** Lets those who are signed in to the pages, and the others to where they can sign in. */
export function Gate() {
  const standing = useAnswer('standing', {});
  const hasEnded = useSessionEnd(standing.data);
  const enter = useEnter();
  const [link, setLink] = useState(() => readEntranceLink(location.hash));
  const onStanding = (next: Standing): void => {
    history.replaceState(null, '', location.pathname);
    setLink(undefined);
    enter(next);
  };
  if (standing.data?.name === 'signedIn') {
    return (
      <SignedInContext value={standing.data}>
        <Frame>
          <Pages />
        </Frame>
      </SignedInContext>
    );
  }
  return (
    <EntranceFrame>
      <Answer query={standing}>
        {({ name }) =>
          name === 'setup' || link !== undefined ? (
            <SetUpPage
              link={link}
              onStanding={onStanding}
              {...(name !== 'setup' && { onSkip: () => setLink(undefined) })}
            />
          ) : (
            <SignInPage hasEnded={hasEnded} onStanding={onStanding} />
          )
        }
      </Answer>
    </EntranceFrame>
  );
}
