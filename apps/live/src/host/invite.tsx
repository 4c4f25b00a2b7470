import { useRef, useState } from 'react';
import { Icon } from '../controls/icon.tsx';
import { useWords } from '../language/language-context.tsx';

/** The link to hand on. */
export function Invite({ link }: { readonly link: string }) {
  const { invite } = useWords();
  const [copied, setCopied] = useState<'not' | 'copied' | 'selected'>('not');
  const field = useRef<HTMLInputElement>(null);
  const copy = async (): Promise<void> => setCopied(await copyFrom(field.current));
  return (
    <section className="panel-part">
      <h2>{invite.title}</h2>
      <p>{invite.body}</p>
      <input
        ref={field}
        className="link-field"
        data-testid="share-link"
        aria-label={invite.link}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="panel-actions">
        <button
          type="button"
          className="button quiet"
          data-testid="copy-link"
          onClick={() => void copy()}
          onBlur={() => setCopied('not')}
        >
          <Icon name={copied === 'copied' ? 'check' : 'copy'} size={20} />
          {copied === 'copied' ? invite.copied : invite.copy}
        </button>
        {'share' in navigator && (
          <button
            type="button"
            className="button quiet"
            data-testid="web-share"
            onClick={() => void share(link, invite.shareText)}
          >
            <Icon name="share" size={20} />
            {invite.share}
          </button>
        )}
      </div>
      <p role="status" className={copied === 'selected' ? '' : 'for-the-ear'}>
        {{ not: '', copied: invite.copied, selected: invite.copyByHand }[copied]}
      </p>
    </section>
  );
}

async function copyFrom(field: HTMLInputElement | null): Promise<'not' | 'copied' | 'selected'> {
  if (field === null) return 'not';
  try {
    await navigator.clipboard.writeText(field.value);
    return 'copied';
  } catch {
    // Insecure pages have no clipboard, and a browser may refuse it.
    field.focus();
    field.select();
    return 'selected';
  }
}

async function share(url: string, text: string): Promise<void> {
  // Whoever closes the system's sheet without sharing has changed his mind, which is no error.
  await navigator.share({ url, text }).catch(() => undefined);
}
