import { Icon } from '../controls/icon.tsx';
import type { Dictionary } from '../language/dictionary.ts';
import { useWords } from '../language/language-context.tsx';
import type { Fault } from './debug-state.ts';

/** What did not work: what it means in plain words, then the SDK's own. */
export function FaultNotice({ fault, isRetrying = false }: { readonly fault: Fault; readonly isRetrying?: boolean }) {
  const { debug } = useWords();
  return (
    <div className="fault" role="alert" data-testid="fault" data-code={fault.code}>
      <Icon name="warning" size={20} />
      <div>
        <p>{hintOf(fault.code, debug)}</p>
        {isRetrying && <p>{debug.retrying}</p>}
        <p className="sdk-words">
          {debug.sdkSays} <span lang="en">{fault.words}</span>
        </p>
      </div>
    </div>
  );
}

function hintOf(code: number, { hints, noHint }: Dictionary['debug']): string {
  const known: Readonly<Record<number, string>> = hints;
  return known[code] ?? noHint;
}
