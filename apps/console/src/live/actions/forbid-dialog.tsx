import type { UserView } from '@freshet/protocol/console';
import { useState } from 'react';
import { useChange } from '../../api/queries.ts';
import { Problem, SelectField } from '../../controls/field.tsx';
import { FormDialog } from '../../controls/form-dialog.tsx';
import { CheckRow } from '../../controls/switch-row.tsx';
import { useToast } from '../../controls/toasts.tsx';
import type { RoomPlace } from '../live-address.ts';
import { useLiveWords } from '../words/live-words.ts';
import { type ForbidWish, lengths, ruleOf, type Whom, whoms } from './forbid-wish.ts';

type ForbidDialogProps = RoomPlace & { readonly user: UserView; readonly onClose: () => void };

/** Keeps a user, or everyone of an address, out for a while. */
export function ForbidDialog({ appID, roomID, user, onClose }: ForbidDialogProps) {
  const { actions: words } = useLiveWords();
  const [wish, setWish] = useState<ForbidWish>({ whom: 'roomUser', login: true, publish: true, seconds: '3600' });
  const who = useWhomWords(user);
  const forbid = useChange('forbidUser', ['rules']);
  const say = useToast();
  const doForbid = async (): Promise<void> => {
    await forbid.mutateAsync(ruleOf(wish, { appID, roomID }, user));
    say('good', words.forbidden(who[wish.whom]));
  };
  const forbidsNothing = !wish.login && !wish.publish;
  const change = (part: Partial<ForbidWish>): void => setWish({ ...wish, ...part });
  return (
    <FormDialog
      title={words.forbidTitle(user.user.userID)}
      action={words.forbid}
      tone="danger"
      isReady={!forbidsNothing}
      onSubmit={doForbid}
      onClose={onClose}
    >
      <p>{words.forbidBody}</p>
      <SelectField
        label={words.who}
        value={wish.whom}
        options={whoms.map((whom) => [whom, who[whom]])}
        onChange={(whom) => change({ whom })}
      />
      <fieldset className="field">
        <legend className="field-label">{words.what}</legend>
        <CheckRow label={words.login} checked={wish.login} onChange={(login) => change({ login })} />
        <CheckRow label={words.publish} checked={wish.publish} onChange={(publish) => change({ publish })} />
        {forbidsNothing && <Problem words={words.chooseOne} />}
      </fieldset>
      <SelectField
        label={words.howLong}
        value={wish.seconds}
        options={lengths.map((length) => [length, words.lengths[length]])}
        onChange={(seconds) => change({ seconds })}
      />
    </FormDialog>
  );
}

function useWhomWords({ user, address }: UserView): Readonly<Record<Whom, string>> {
  const { actions: words } = useLiveWords();
  return {
    roomUser: words.whoRoomUser(user.userID),
    user: words.whoUser(user.userID),
    address: words.whoAddress(address),
  };
}
