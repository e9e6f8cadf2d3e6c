/** The vendors' own code: what their npm packages sign, and whether they accept what was signed for them. */
import { messages } from './messages.ts';
import { payments } from './payments.ts';
import { platforms } from './platforms.ts';
import type { Sdk } from './sdk.ts';

export const sdks: readonly Sdk[] = [...payments, ...messages, ...platforms];
