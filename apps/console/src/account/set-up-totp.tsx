import { useEffect, useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Failure, Waiting } from '../controls/answer.tsx';
import { Button } from '../controls/button.tsx';
import { CodeBlock, Copyable } from '../controls/copy.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Problem } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { useControlWords } from '../controls/words.ts';
import { QrCode } from './qr-code.tsx';
import { CodeField } from './sign-in-page.tsx';
import { useAccountWords } from './words.ts';

/** Ties an authenticator to the account: its secret, a first code, and the recovery codes. */
export function SetUpTotp({ onClose }: { readonly onClose: () => void }) {
  const words = useAccountWords();
  const begin = useChange('beginTotp');
  const [codes, setCodes] = useState<readonly string[]>();
  const { mutate } = begin;
  useEffect(() => {
    mutate({});
  }, [mutate]);
  if (codes) return <RecoveryCodes codes={codes} onClose={onClose} />;
  return (
    <Dialog title={words.setUpTotp} onClose={onClose}>
      {begin.isError && <Failure error={begin.error} onRetry={() => mutate({})} />}
      {begin.data && <FirstCode {...begin.data} onCodes={setCodes} onClose={onClose} />}
      {!begin.isError && !begin.data && <Waiting />}
    </Dialog>
  );
}

type FirstCodeProps = {
  readonly secret: string;
  readonly uri: string;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onClose: () => void;
};

function FirstCode({ secret, uri, onCodes, onClose }: FirstCodeProps) {
  const words = useAccountWords();
  const { cancel } = useControlWords();
  const confirm = useChange('confirmTotp', ['standing']);
  const [code, setCode] = useState('');
  const { busy, problem, run } = useDoing(async () => {
    const { recoveryCodes } = await confirm.mutateAsync({ code: code.trim() });
    onCodes(recoveryCodes);
  });
  return (
    <Form onSubmit={run}>
      <p className="soft">{words.scan}</p>
      <QrCode text={uri} label={words.scanLabel} />
      <div>
        <p className="soft">{words.byHand}</p>
        <div className="row">
          <Copyable text={secret} label={words.byHand} />
        </div>
      </div>
      <CodeField value={code} onChange={setCode} />
      {problem && <Problem words={problem} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{cancel}</Button>
        <Button type="submit" tone="primary" busy={busy} disabled={code.trim() === ''}>
          {words.confirmTotp}
        </Button>
      </div>
    </Form>
  );
}

function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const words = useAccountWords();
  return (
    <Dialog title={words.recoveryTitle} onClose={onClose}>
      <p className="soft">{words.recoveryBody}</p>
      <CodeBlock code={codes.join('\n')} />
      <div className="dialog-actions">
        <Button tone="primary" onClick={onClose}>
          {words.kept}
        </Button>
      </div>
    </Dialog>
  );
}
