import { Component, type ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { Empty } from '../controls/surfaces.tsx';
import { useShellWords } from './words.ts';

type Props = { readonly children: ReactNode };
type State = { readonly hasCrashed: boolean };

/** Says so where a page can't be drawn, instead of leaving it white. */
export class CrashGuard extends Component<Props, State> {
  static getDerivedStateFromError(): State {
    return { hasCrashed: true };
  }

  override state: State = { hasCrashed: false };

  override render(): ReactNode {
    return this.state.hasCrashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const words = useShellWords();
  return (
    <Empty icon="warning" title={words.crashed} body={words.crashedBody}>
      <Button icon="again" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </Empty>
  );
}
