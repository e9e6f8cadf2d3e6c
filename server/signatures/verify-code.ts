/** The code that verifies a provider's requests, ready to copy: made from the scheme's data where that is all there is. */
import { goCode } from './code-go.ts';
import { nodeCode } from './code-node.ts';
import { pythonCode } from './code-python.ts';
import {
  type Code,
  type CodeLines,
  isProblem,
  type Scheme,
  type Settings,
  type SignatureProvider,
} from './signature.ts';

const noSettings: Settings = { secrets: [], values: {}, toleranceSeconds: null };

/** Node, Python and Go for a provider. The settings matter to providers whose scheme is composed of them. */
export function verifyCode(provider: SignatureProvider, settings: Settings = noSettings): Code {
  const { code } = provider;
  if (code && typeof code.node === 'string') return code as Code;
  const lines = code as Record<keyof Code, CodeLines> | undefined;
  const composed = provider.compose?.(settings) ?? provider.schemes[0];
  const scheme: Scheme = isProblem(composed) ? provider.schemes[0] : composed;
  return {
    node: nodeCode(scheme, lines?.node ?? null),
    python: pythonCode(scheme, lines?.python ?? null),
    go: goCode(scheme, lines?.go ?? null),
  };
}
