/** Turns notifications of the desktop on and off. */
import { useCommands } from '../commands.ts';
import { t } from '../locales/locale.ts';
import { notifyState, toggleNotifications } from '../notifications.ts';
import { Icon } from './icon.tsx';

/** A bell; where nothing can come of it, it says why instead of hiding. */
export function NotifyButton() {
  const toggle = () => void toggleNotifications();
  useCommands({ notify: toggle });
  const { value } = notifyState;
  const words = t.value.notify;
  const label = value === 'on' ? words.turnOff : words.turnOn;
  const title = value === 'denied' ? words.denied : value === 'unsupported' ? words.unsupported : label;
  return (
    <button
      type="button"
      class="icb no-m"
      aria-label={label}
      aria-pressed={value === 'on'}
      title={title}
      onClick={toggle}
    >
      <Icon name="bell" />
    </button>
  );
}
