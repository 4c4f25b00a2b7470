import { Icon, type IconName } from '../controls/icon.tsx';
import { TopBar } from '../controls/top-bar.tsx';
import { useWords } from '../language/language-context.tsx';

/** What this is, and how to come in. */
export function LandingPage() {
  const { landing } = useWords();
  return (
    <div className="landing" data-screen="landing">
      <TopBar />
      <main>
        <h1>{landing.headline}</h1>
        <p className="lead">{landing.lead}</p>
        <h2>{landing.needLink}</h2>
        <ul className="ways">
          <Way icon="broadcast" title={landing.hostTitle} body={landing.hostBody} />
          <Way icon="people" title={landing.watchTitle} body={landing.watchBody} />
          <Way icon="link" title={landing.runTitle} body={landing.runBody} way={['/console', landing.toConsole]} />
          <Way icon="gauge" title={landing.developTitle} body={landing.developBody} way={['/debug', landing.toDebug]} />
        </ul>
      </main>
    </div>
  );
}

type WayProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly body: string;
  /** Where it goes on from here, and what that is called. */
  readonly way?: readonly [address: string, words: string];
};

function Way({ icon, title, body, way }: WayProps) {
  return (
    <li>
      <Icon name={icon} size={26} />
      <h3>{title}</h3>
      <p>{body}</p>
      {way && <a href={way[0]}>{way[1]}</a>}
    </li>
  );
}
