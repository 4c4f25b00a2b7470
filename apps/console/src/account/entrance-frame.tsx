import { type ReactNode, useEffect } from 'react';
import { Icon } from '../controls/icon.tsx';
import { LanguageChoice } from '../language/language-choice.tsx';
import { useShellWords } from '../shell/words.ts';

/** The frame of what is seen before one is signed in. */
export function EntranceFrame({ children }: { readonly children: ReactNode }) {
  const { product } = useShellWords();
  useEffect(() => {
    document.title = product;
  }, [product]);
  return (
    <main className="entrance">
      <div className="entrance-head">
        <p className="brand">
          <Icon name="wave" size={24} />
          {product}
        </p>
        <LanguageChoice />
      </div>
      <div className="card entrance-card">{children}</div>
    </main>
  );
}
