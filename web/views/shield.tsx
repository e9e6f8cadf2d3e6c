/** The verdict on a signature as a shield: each has a shape of its own, and words for who does not see it. */
import type { SignatureStatus } from '../../server/contract.ts';
import { t } from '../locales/locale.ts';
import { Icon, type IconName } from './icon.tsx';

/** How a verdict looks. */
export const shieldLooks: Readonly<
  Record<SignatureStatus, { look: 'valid' | 'invalid' | 'late' | 'unsigned'; icon: IconName }>
> = {
  valid: { look: 'valid', icon: 'shieldok' },
  invalid: { look: 'invalid', icon: 'shieldx' },
  expired: { look: 'late', icon: 'shieldtime' },
  malformed: { look: 'invalid', icon: 'shieldwarn' },
  no_secret: { look: 'unsigned', icon: 'shieldkey' },
  unsigned: { look: 'unsigned', icon: 'shield' },
};

/** The shield; an empty place while nobody checked. */
export function Shield({ signature }: { signature: SignatureStatus | null }) {
  if (signature === null) return <span class="sg" />;
  const { look, icon } = shieldLooks[signature];
  const text = t.value.list.signatures[signature];
  return (
    <span class={`sg ${look}`} title={text}>
      <Icon name={icon} />
      <span class="sr">{text}.</span>
    </span>
  );
}
