import type { Kick } from '../engine/kick.ts';
import { useWords } from '../language/language-context.tsx';
import { Notice } from './notice.tsx';

/** Says that the user is out of the room by the server's doing. */
export function KickNotice({ why }: { readonly why: Kick }) {
  const { kicked } = useWords();
  return <Notice icon={why === 'elsewhere' ? 'copy' : 'leave'} {...kicked[why]} />;
}

/** Says that the user has left, and lets him come back. */
export function LeftNotice({
  title,
  body,
  comeBack,
}: {
  readonly title: string;
  readonly body: string;
  readonly comeBack: string;
}) {
  return (
    <Notice icon="check" title={title} body={body}>
      <button type="button" className="button" data-testid="come-back" onClick={() => location.reload()}>
        {comeBack}
      </button>
    </Notice>
  );
}
