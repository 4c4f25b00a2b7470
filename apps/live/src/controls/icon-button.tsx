import { useWords } from '../language/language-context.tsx';
import { Icon, type IconName } from './icon.tsx';

/** What an icon button is and does. */
export type IconButtonProps = {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly testID: string;
  /** The key that does the same, as a keyboard event names it. */
  readonly shortcut?: string;
  /** `off` for a source that is switched off, `on` for a panel or mode that is switched on. */
  readonly tone?: 'plain' | 'off' | 'on';
  readonly disabled?: boolean;
  readonly expanded?: boolean;
  readonly className?: string;
};

/** A round button with an icon; its words are its name and its tooltip. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, onClick, testID, shortcut, tone = 'plain', disabled = false, expanded, className = '' } = props;
  const { common } = useWords();
  const key = shortcut === ' ' ? common.spaceKey : shortcut?.toUpperCase();
  return (
    <button
      type="button"
      className={`icon-button ${className}`}
      data-tone={tone}
      data-testid={testID}
      aria-label={label}
      aria-keyshortcuts={shortcut === ' ' ? 'Space' : shortcut?.toUpperCase()}
      aria-expanded={expanded}
      title={key === undefined ? label : common.shortcut(label, key)}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
