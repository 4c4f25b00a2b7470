import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { useControlWords } from './words.ts';

type CopyButtonProps = {
  readonly text: string;
  /** What is copied, where the button shows no text. */
  readonly label?: string;
  readonly isBare?: boolean;
  readonly testID?: string;
};

type Copied = 'not' | 'done' | 'by-hand';

/** Copies a text; where the browser does not let it, shows the text selected. */
export function CopyButton({ text, label, isBare = false, testID }: CopyButtonProps) {
  const words = useControlWords();
  const [copied, setCopied] = useState<Copied>('not');
  useEffect(() => {
    if (copied !== 'done') return;
    const timer = setTimeout(() => setCopied('not'), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => setCopied(await copyText(text));
  const said = copied === 'done' ? words.copied : (label ?? words.copy);
  return (
    <>
      <Button
        tone={isBare ? 'quiet' : 'plain'}
        size="small"
        icon={copied === 'done' ? 'check' : 'copy'}
        label={said}
        {...(testID && { testID })}
        onClick={() => void copy()}
      >
        {isBare ? undefined : copied === 'done' ? words.copied : words.copy}
      </Button>
      {copied === 'by-hand' && <SelectedText text={text} onDone={() => setCopied('not')} />}
    </>
  );
}

function SelectedText({ text, onDone }: { readonly text: string; readonly onDone: () => void }) {
  const { copyByHand } = useControlWords();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.select();
  }, []);
  return (
    <label className="field selected-text">
      <span className="help">{copyByHand}</span>
      <textarea ref={field} className="input mono" readOnly rows={3} value={text} onBlur={onDone} />
    </label>
  );
}

// Insecure pages have no clipboard, and a browser may refuse it.
async function copyText(text: string): Promise<Copied> {
  try {
    await navigator.clipboard.writeText(text);
    return 'done';
  } catch {
    return 'by-hand';
  }
}

/** A value in the letters of code, with a button that copies it. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <>
      <code>{text}</code>
      <CopyButton text={text} label={label} isBare />
    </>
  );
}

type CodeBlockProps = { readonly code: string; readonly wraps?: boolean; readonly testID?: string };

/** Code to paste. */
export function CodeBlock({ code, wraps = false, testID }: CodeBlockProps) {
  return (
    <div className={wraps ? 'code wraps' : 'code'}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <pre tabIndex={0} data-testid={testID}>
        <code>{code}</code>
      </pre>
      <CopyButton text={code} />
    </div>
  );
}
