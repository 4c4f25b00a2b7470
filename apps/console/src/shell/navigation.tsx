import { Link, useLocation } from 'wouter';
import { useChange } from '../api/queries.ts';
import { Button } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { Icon, type IconName } from '../controls/icon.tsx';
import { useFaultToast } from '../controls/toasts.tsx';
import { LanguageChoice } from '../language/language-choice.tsx';
import { type Theme, themes, useTheme } from '../theme/theme-context.tsx';
import { useEnter } from './enter.ts';
import { useMay, useOperator } from './signed-in.ts';
import { useShellWords } from './words.ts';

/** The pages of the console, and who looks at them. */
export function Navigation() {
  const words = useShellWords();
  const isOwner = useMay('owner');
  const isOperator = useMay('operator');
  return (
    <>
      <nav className="nav" aria-label={words.navigation}>
        <NavLink to="/" icon="overview" words={words.overview} />
        <NavLink to="/projects" icon="projects" words={words.projects} />
        <NavLink to="/rooms" icon="rooms" words={words.rooms} />
        {isOperator && <p className="nav-heading">{words.installation}</p>}
        {isOwner && <NavLink to="/operators" icon="people" words={words.operators} />}
        {isOperator && <NavLink to="/audit" icon="log" words={words.audit} />}
      </nav>
      <SideFoot />
    </>
  );
}

function NavLink({ to, icon, words }: { readonly to: string; readonly icon: IconName; readonly words: string }) {
  const [location] = useLocation();
  const isHere = to === '/' ? location === '/' : location === to || location.startsWith(`${to}/`);
  return (
    <Link to={to} className="nav-link" aria-current={isHere ? 'page' : undefined}>
      <Icon name={icon} />
      {words}
    </Link>
  );
}

function SideFoot() {
  const words = useShellWords();
  const { name, role } = useOperator();
  const [location] = useLocation();
  const signOut = useChange('signOut');
  const enter = useEnter();
  const sayFault = useFaultToast();
  const leave = (): void => {
    signOut.mutate({}, { onSuccess: () => enter({ name: 'signedOut' }), onError: sayFault });
  };
  return (
    <div className="side-foot">
      <div className="row">
        <LanguageChoice />
        <ThemeChoice />
      </div>
      <div className="account-row">
        <Link to="/account" className="nav-link account" aria-current={location === '/account' ? 'page' : undefined}>
          <Icon name="person" />
          <span className="who">
            <b>{name}</b>
            <span>{words.roles[role]}</span>
          </span>
        </Link>
        <Button
          tone="quiet"
          icon="leave"
          label={words.signOut}
          busy={signOut.isPending}
          testID="sign-out"
          onClick={leave}
        />
      </div>
    </div>
  );
}

const themeIcons = { system: 'machine', light: 'sun', dark: 'moon' } as const satisfies Record<Theme, IconName>;

function ThemeChoice() {
  const words = useShellWords();
  const { theme, choose } = useTheme();
  const options = themes.map((value) => ({
    value,
    words: words.themes[value],
    shown: <Icon name={themeIcons[value]} size={16} />,
  }));
  return <Choice label={words.theme} value={theme} options={options} onChange={choose} />;
}
