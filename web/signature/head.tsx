/** The head of a signature card: shield, sentence, who and how, what can be done. */
import type { ComponentChildren } from 'preact';
import type { SignatureStatus } from '../../server/contract.ts';
import { Icon } from '../views/icon.tsx';
import { shieldLooks } from '../views/shield.tsx';

interface HeadProps {
  /** Null: nobody checked. */
  status: SignatureStatus | null;
  title: string;
  children: ComponentChildren;
  actions?: ComponentChildren;
}

/** The head. */
export function Head({ status, title, children, actions }: HeadProps) {
  const { look, icon } = shieldLooks[status ?? 'unsigned'];
  return (
    <header class={look}>
      <span class="ic">
        <Icon name={icon} />
      </span>
      <div class="grow">
        <h2>{title}</h2>
        <p>{children}</p>
      </div>
      {actions && <div class="sig-acts">{actions}</div>}
    </header>
  );
}
