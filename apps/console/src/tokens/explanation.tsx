import type { TokenExplanation, TokenFinding } from '@freshet/protocol/console';
import { Icon, type IconName } from '../controls/icon.tsx';
import { Moment } from '../controls/moment.tsx';
import { Facts, Notice } from '../controls/surfaces.tsx';
import { useLanguage } from '../language/language-context.tsx';
import { findingText, isSilent } from './finding-text.ts';
import { useTokenWords } from './words.ts';

/** What came of checking a token: the verdict, each rule, and what stands in it. */
export function Explanation({ explanation }: { readonly explanation: TokenExplanation }) {
  const words = useTokenWords();
  const { valid, code, findings, claims } = explanation;
  return (
    <div className="stack" aria-live="polite" data-testid="explanation" data-valid={valid}>
      <Notice tone={valid ? 'good' : 'danger'}>
        <b>{valid ? words.valid : words.invalid(code)}</b>
      </Notice>
      <ul className="findings">
        {findings
          .filter((finding) => !isSilent(finding))
          .map((finding) => (
            <Finding key={finding.check} finding={finding} />
          ))}
      </ul>
      {claims && <Claims claims={claims} />}
    </div>
  );
}

const verdictIcons = { passed: 'check', failed: 'close', skipped: 'away' } as const satisfies Record<
  TokenFinding['verdict'],
  IconName
>;

function Finding({ finding }: { readonly finding: TokenFinding }) {
  const { verdicts } = useTokenWords();
  const { language, tag } = useLanguage();
  const timeText = (iso: string): string =>
    new Date(iso).toLocaleString(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <li data-verdict={finding.verdict}>
      <Icon name={verdictIcons[finding.verdict]} size={17} />
      <span>
        <span className="for-the-ear">{verdicts[finding.verdict]}: </span>
        {findingText(finding, language, timeText)}
      </span>
    </li>
  );
}

function Claims({ claims }: { readonly claims: NonNullable<TokenExplanation['claims']> }) {
  const words = useTokenWords();
  const allowed = [claims.mayLogin && words.login, claims.mayPublish && words.publish].filter(Boolean).join(', ');
  return (
    <div className="stack tight">
      <h3>{words.contents}</h3>
      <Facts
        facts={[
          ['AppID', <code key="appID">{claims.appID}</code>],
          [words.userID, <code key="userID">{claims.userID}</code>],
          [words.room, claims.roomID ? <code key="room">{claims.roomID}</code> : words.anyRoom],
          [words.created, <Moment key="created" at={claims.created} />],
          [words.expires, <Moment key="expires" at={claims.expires} />],
          [words.privileges, allowed || words.nothing],
          ...(claims.streamIDs ? [[words.streams, claims.streamIDs.join(', ')] as const] : []),
        ]}
      />
    </div>
  );
}
