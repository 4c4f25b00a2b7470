import { useEffect, useRef, useState } from 'react';
import { Icon } from '../controls/icon.tsx';
import { useWords } from '../language/language-context.tsx';

type CopyButtonProps = {
  readonly label: string;
  /** Asked for at the click. */
  readonly text: () => string;
  readonly testID: string;
};

type Copied =
  | { readonly name: 'not' }
  | { readonly name: 'done' }
  | { readonly name: 'by-hand'; readonly text: string };

/** Copies a text; where the browser does not let it, shows the text selected. */
export function CopyButton({ label, text, testID }: CopyButtonProps) {
  const { invite } = useWords();
  const [copied, setCopied] = useState<Copied>({ name: 'not' });
  const copy = async (): Promise<void> => setCopied(await copyText(text()));
  return (
    <>
      <button
        type="button"
        className="button quiet small"
        data-testid={testID}
        onClick={() => void copy()}
        onBlur={() => copied.name === 'done' && setCopied({ name: 'not' })}
      >
        <Icon name={copied.name === 'done' ? 'check' : 'copy'} size={18} />
        {copied.name === 'done' ? invite.copied : label}
      </button>
      {copied.name === 'by-hand' && <SelectedText text={copied.text} onDone={() => setCopied({ name: 'not' })} />}
    </>
  );
}

function SelectedText({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  const { invite } = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <label className="selected-text">
      {invite.copyByHand}
      <textarea ref={field} readOnly rows={4} value={text} onBlur={onDone} />
    </label>
  );
}

// Insecure pages have no clipboard, and a browser may refuse it.
async function copyText(text: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(text);
    return { name: 'done' };
  } catch {
    return { name: 'by-hand', text };
  }
}
