/** Every provider, in the order in which a request is recognised. To add one: its file, and a line in each list. */
import type { HeaderPair } from '../contract.ts';
import { adyen } from './adyen.ts';
import { adyenBanking } from './adyen-banking.ts';
import { airtable } from './airtable.ts';
import { asana } from './asana.ts';
import { auth0 } from './auth0.ts';
import { awsSns } from './aws-sns.ts';
import { bitbucket } from './bitbucket.ts';
import { brevo } from './brevo.ts';
import { calendly } from './calendly.ts';
import { circleci } from './circleci.ts';
import { clerk } from './clerk.ts';
import { coinbaseCdp } from './coinbase-cdp.ts';
import { coinbaseCommerce } from './coinbase-commerce.ts';
import { contentful } from './contentful.ts';
import { custom } from './custom.ts';
import { discord } from './discord.ts';
import { docusign } from './docusign.ts';
import { dodo } from './dodo.ts';
import { dropbox } from './dropbox.ts';
import { flutterwaveV3 } from './flutterwave-v3.ts';
import { flutterwaveV4 } from './flutterwave-v4.ts';
import { github } from './github.ts';
import { githubSha1 } from './github-sha1.ts';
import { gitlab } from './gitlab.ts';
import { gitlabToken } from './gitlab-token.ts';
import { gocardless } from './gocardless.ts';
import { googleChannel } from './google-channel.ts';
import { googleOidc } from './google-oidc.ts';
import { grafana } from './grafana.ts';
import { hubspot } from './hubspot.ts';
import { intercom } from './intercom.ts';
import { jira } from './jira.ts';
import { kick } from './kick.ts';
import { kontentAi } from './kontent-ai.ts';
import { lemonsqueezy } from './lemonsqueezy.ts';
import { line } from './line.ts';
import { linear } from './linear.ts';
import { livekit } from './livekit.ts';
import { mailgun } from './mailgun.ts';
import { meta } from './meta.ts';
import { microsoftGraph } from './microsoft-graph.ts';
import { midtrans } from './midtrans.ts';
import { midtransSnap } from './midtrans-snap.ts';
import { mollie } from './mollie.ts';
import { mux } from './mux.ts';
import { netlify } from './netlify.ts';
import { notion } from './notion.ts';
import { okta } from './okta.ts';
import { openai } from './openai.ts';
import { paddle } from './paddle.ts';
import { paddleClassic } from './paddle-classic.ts';
import { pagerduty } from './pagerduty.ts';
import { paypal } from './paypal.ts';
import { paystack } from './paystack.ts';
import { plaid } from './plaid.ts';
import { polar } from './polar.ts';
import { razorpay } from './razorpay.ts';
import { replicate } from './replicate.ts';
import { resend } from './resend.ts';
import { sanity } from './sanity.ts';
import { sendgrid } from './sendgrid.ts';
import { sentry } from './sentry.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { square } from './square.ts';
import { squareSha1 } from './square-sha1.ts';
import { standardwebhooks } from './standardwebhooks.ts';
import { stripe } from './stripe.ts';
import { svix } from './svix.ts';
import { telegram } from './telegram.ts';
import { trello } from './trello.ts';
import { twilio } from './twilio.ts';
import { twitch } from './twitch.ts';
import { typeform } from './typeform.ts';
import { vercel } from './vercel.ts';
import { woocommerce } from './woocommerce.ts';
import { workos } from './workos.ts';
import { xendit } from './xendit.ts';
import { zendesk } from './zendesk.ts';
import { zoom } from './zoom.ts';
import type { SignatureProvider } from './signature.ts';

export const providers: readonly SignatureProvider[] = [
  stripe,
  github,
  githubSha1,
  gitlab,
  gitlabToken,
  slack,
  shopify,
  twilio,
  svix,
  clerk,
  resend,
  openai,
  standardwebhooks,
  replicate,
  dodo,
  polar,
  sendgrid,
  discord,
  square,
  squareSha1,
  zoom,
  paddle,
  paddleClassic,
  linear,
  hubspot,
  razorpay,
  line,
  coinbaseCommerce,
  coinbaseCdp,
  notion,
  gocardless,
  kontentAi,
  bitbucket,
  jira,
  intercom,
  meta,
  sanity,
  mux,
  workos,
  contentful,
  livekit,
  adyen,
  adyenBanking,
  awsSns,
  paypal,
  telegram,
  xendit,
  flutterwaveV3,
  flutterwaveV4,
  mailgun,
  typeform,
  woocommerce,
  lemonsqueezy,
  midtrans,
  midtransSnap,
  paystack,
  mollie,
  trello,
  zendesk,
  asana,
  dropbox,
  calendly,
  docusign,
  sentry,
  pagerduty,
  circleci,
  vercel,
  airtable,
  netlify,
  plaid,
  twitch,
  kick,
  grafana,
  googleChannel,
  googleOidc,
  microsoftGraph,
  okta,
  auth0,
  brevo,
  custom,
];

/** The provider of this id, null when there is none. */
export const providerOf = (id: string): SignatureProvider | null =>
  providers.find((provider) => provider.id === id) ?? null;

/** Who seems to have signed, by the headers; of a bin's own providers, or of all. */
export const recognised = (
  headers: readonly HeaderPair[],
  among: readonly SignatureProvider[] = providers,
): SignatureProvider | null => among.find((provider) => provider.recognises(headers)) ?? null;
