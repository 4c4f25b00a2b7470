import type { TokenExplanation } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem, TextArea, TextField } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { Card } from '../controls/surfaces.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { Explanation } from './explanation.tsx';
import { useTokenWords } from './words.ts';

/** Says why a token is good or not. */
export function ExplainCard({ appID }: { readonly appID: number }) {
  const words = useTokenWords();
  const [explanation, setExplanation] = useState<TokenExplanation>();
  return (
    <Card title={words.explainTitle} lead={words.explainLead}>
      <div className="stack">
        <ExplainForm appID={appID} onExplained={setExplanation} />
        {explanation && <Explanation explanation={explanation} />}
      </div>
    </Card>
  );
}

type ExplainFormProps = { readonly appID: number; readonly onExplained: (explanation: TokenExplanation) => void };

function ExplainForm({ appID, onExplained }: ExplainFormProps) {
  const words = useTokenWords();
  const explain = useChange('explainToken');
  const [token, setToken] = useState('');
  const [userID, setUserID] = useState('');
  const [roomID, setRoomID] = useState('');
  const { busy, problem, run } = useDoing(async () => {
    const [user, room] = [userID.trim(), roomID.trim()];
    const against = { ...(user && { userID: user }), ...(room && { roomID: room }) };
    onExplained(await explain.mutateAsync({ appID, token: token.replaceAll(/\s/g, ''), ...against }));
  });
  return (
    <Form width="wide" onSubmit={run}>
      <TextArea
        label={words.token}
        value={token}
        placeholder={words.tokenPlaceholder}
        rows={4}
        testID="explain-token"
        onChange={setToken}
      />
      <div className="pairs">
        <TextField label={words.optionalUser} value={userID} onChange={setUserID} />
        <TextField label={words.optionalRoom} value={roomID} onChange={setRoomID} />
      </div>
      {problem && <Problem words={problem} />}
      <div>
        <Button type="submit" tone="primary" busy={busy} disabled={token.trim() === ''} testID="explain">
          {words.explain}
        </Button>
      </div>
    </Form>
  );
}
