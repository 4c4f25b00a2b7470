import { isWorthAnotherTry, type Trouble, type TroubleKind } from '../admission/trouble.ts';
import { useWords } from '../language/language-context.tsx';
import type { IconName } from './icon.tsx';
import { Notice } from './notice.tsx';

const icons: Readonly<Partial<Record<TroubleKind, IconName>>> = {
  noInvitation: 'link',
  badInvitation: 'link',
  expiredInvitation: 'clock',
  tooMany: 'clock',
  serverAway: 'signalOff',
  lost: 'signalOff',
  roomFull: 'people',
};

/** Why the page cannot go on, and the way out. */
export function TroubleNotice({ trouble }: { readonly trouble: Trouble }) {
  const { troubles, common } = useWords();
  const { title, body } = troubles[trouble.kind];
  const detail = trouble.code ? common.code(trouble.code) : undefined;
  return (
    <Notice icon={icons[trouble.kind] ?? 'warning'} title={title} body={body} detail={detail}>
      {isWorthAnotherTry(trouble) ? (
        <button type="button" className="button" data-testid="try-again" onClick={() => location.reload()}>
          {common.tryAgain}
        </button>
      ) : (
        <a className="button" href="/">
          {common.home}
        </a>
      )}
    </Notice>
  );
}
