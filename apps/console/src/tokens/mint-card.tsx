import type { ConsoleBody, ProjectView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../api/queries.ts';
import { Button, OutLink } from '../controls/button.tsx';
import { CodeBlock } from '../controls/copy.tsx';
import { Problem, TextField } from '../controls/field.tsx';
import { Form } from '../controls/form.tsx';
import { Moment } from '../controls/moment.tsx';
import { Card } from '../controls/surfaces.tsx';
import { CheckRow } from '../controls/switch-row.tsx';
import { useDoing } from '../controls/use-doing.ts';
import { usePublicOrigin } from '../shell/signed-in.ts';
import { useTokenWords } from './words.ts';

type Minted = { readonly token: string; readonly expires: number; readonly userID: string; readonly roomID: string };

/** Makes a token for a day. */
export function MintCard({ project }: { readonly project: ProjectView }) {
  const words = useTokenWords();
  const [minted, setMinted] = useState<Minted>();
  return (
    <Card title={words.mintTitle} lead={words.mintLead}>
      <div className="halves">
        <MintForm project={project} onMinted={setMinted} />
        {minted && <MintedToken appID={project.appID} minted={minted} />}
      </div>
    </Card>
  );
}

type MintFormProps = { readonly project: ProjectView; readonly onMinted: (minted: Minted) => void };

function MintForm({ project, onMinted }: MintFormProps) {
  const words = useTokenWords();
  const mint = useChange('mintToken', ['audit']);
  const [userID, setUserID] = useState('');
  const [roomID, setRoomID] = useState('');
  const isForced = project.switches.privilegeTokens;
  const [limited, setLimited] = useState<Privileges>();
  const { busy, problem, run } = useDoing(async () => {
    const names = { userID: userID.trim(), roomID: roomID.trim() };
    const answer = await mint.mutateAsync(mintBody(project.appID, names, isForced ? (limited ?? everything) : limited));
    onMinted({ ...answer, ...names });
  });
  return (
    <Form onSubmit={run}>
      <TextField label={words.userID} value={userID} onChange={setUserID} maxLength={64} required testID="mint-user" />
      <TextField label={words.roomID} help={words.roomOptional} value={roomID} onChange={setRoomID} maxLength={128} />
      <PrivilegeChoice isForced={isForced} value={limited} onChange={setLimited} />
      {problem && <Problem words={problem} />}
      <div>
        <Button type="submit" tone="primary" icon="key" busy={busy} disabled={userID.trim() === ''} testID="mint">
          {words.mint}
        </Button>
      </div>
    </Form>
  );
}

type Privileges = NonNullable<ConsoleBody<'mintToken'>['privileges']>;
const everything: Privileges = { login: true, publish: true };

type PrivilegeChoiceProps = {
  /** The project takes no token without privileges. */
  readonly isForced: boolean;
  readonly value: Privileges | undefined;
  readonly onChange: (privileges: Privileges | undefined) => void;
};

function PrivilegeChoice({ isForced, value, onChange }: PrivilegeChoiceProps) {
  const words = useTokenWords();
  const privileges = value ?? (isForced ? everything : undefined);
  return (
    <>
      {isForced ? (
        <p className="soft">{words.needsPrivileges}</p>
      ) : (
        <CheckRow
          label={words.limitPrivileges}
          checked={value !== undefined}
          onChange={(isOn) => onChange(isOn ? everything : undefined)}
        />
      )}
      {privileges && (
        <div className="row indented">
          <CheckRow
            label={words.mayLogin}
            checked={privileges.login}
            onChange={(login) => onChange({ ...privileges, login })}
          />
          <CheckRow
            label={words.mayPublish}
            checked={privileges.publish}
            onChange={(publish) => onChange({ ...privileges, publish })}
          />
        </div>
      )}
    </>
  );
}

function mintBody(
  appID: number,
  { userID, roomID }: { readonly userID: string; readonly roomID: string },
  privileges: Privileges | undefined,
): ConsoleBody<'mintToken'> {
  return { appID, userID, ...(roomID && { roomID }), ...(privileges && { privileges }) };
}

function MintedToken({ appID, minted }: { readonly appID: number; readonly minted: Minted }) {
  const words = useTokenWords();
  const { token, expires, userID, roomID } = minted;
  const origin = usePublicOrigin();
  const fields = new URLSearchParams({ appid: `${appID}`, server: origin, userid: userID, token });
  if (roomID) fields.set('roomid', roomID);
  return (
    <div className="stack tight">
      <CodeBlock code={token} wraps testID="minted-token" />
      <p className="soft">
        {words.forUser(userID)} {words.until} <Moment at={expires} />
      </p>
      <div>
        <OutLink icon="out" href={`${origin}/debug#${fields}`}>
          {words.tryIt}
        </OutLink>
      </div>
    </div>
  );
}
