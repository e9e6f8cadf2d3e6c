/** Every sample, sender by sender. To add one: its file, and a line in each list. */
import { alertmanagerFiring } from './alertmanager-firing.ts';
import { awsSnsNotification } from './aws-sns-notification.ts';
import { awsSnsSubscriptionConfirmation } from './aws-sns-subscription-confirmation.ts';
import { cloudeventsBatch } from './cloudevents-batch.ts';
import { cloudeventsBinary } from './cloudevents-binary.ts';
import { cloudeventsStructured } from './cloudevents-structured.ts';
import { cloudeventsWebhookHandshakeOptions } from './cloudevents-webhook-handshake-options.ts';
import { discordInteractionPing } from './discord-interaction-ping.ts';
import { discordInteractionSlashCommand } from './discord-interaction-slash-command.ts';
import { githubIssuesOpenedFormEncoded } from './github-issues-opened-form-encoded.ts';
import { githubPing } from './github-ping.ts';
import { githubPullRequestOpened } from './github-pull_request-opened.ts';
import { githubPush } from './github-push.ts';
import { gitlabPushSigned } from './gitlab-push-signed.ts';
import { gitlabPushToken } from './gitlab-push-token.ts';
import { linearIssueUpdate } from './linear-issue-update.ts';
import { mailgunEventOpened } from './mailgun-event-opened.ts';
import { mailgunInboundMultipart } from './mailgun-inbound-multipart.ts';
import { metaGetVerification } from './meta-get-verification.ts';
import { midtransSettlementQris } from './midtrans-settlement-qris.ts';
import { paypalIpnForm } from './paypal-ipn-form.ts';
import { salesforceOutboundMessageSoap } from './salesforce-outbound-message-soap.ts';
import { sendgridEventBatch } from './sendgrid-event-batch.ts';
import { shopifyOrdersCreate } from './shopify-orders-create.ts';
import { slackBlockActionsInteractive } from './slack-block_actions-interactive.ts';
import { slackEventCallbackAppMention } from './slack-event_callback-app_mention.ts';
import { slackSlashCommand } from './slack-slash-command.ts';
import { slackUrlVerification } from './slack-url_verification.ts';
import { stripeCheckoutSessionCompleted } from './stripe-checkout.session.completed.ts';
import { stripePaymentIntentSucceeded } from './stripe-payment_intent.succeeded.ts';
import { telegramUpdate } from './telegram-update.ts';
import { twilioIncomingSms } from './twilio-incoming-sms.ts';
import { typeformFormResponse } from './typeform-form_response.ts';
import { wechatMessageXml } from './wechat-message-xml.ts';
import { whatsappMessage } from './whatsapp-message.ts';
import { woocommerceCreationPing } from './woocommerce-creation-ping.ts';
import { woocommerceOrderCreated } from './woocommerce-order.created.ts';
import { xenditInvoicePaid } from './xendit-invoice-paid.ts';
import { zapierGenericFormNested } from './zapier-generic-form-nested.ts';
import type { Sample } from './sample.ts';
import { ultimateMultisite } from './ultimate-multisite.ts';

export const samples: readonly Sample[] = [
  stripeCheckoutSessionCompleted,
  stripePaymentIntentSucceeded,
  githubIssuesOpenedFormEncoded,
  githubPing,
  githubPullRequestOpened,
  githubPush,
  gitlabPushSigned,
  gitlabPushToken,
  shopifyOrdersCreate,
  woocommerceCreationPing,
  woocommerceOrderCreated,
  slackBlockActionsInteractive,
  slackEventCallbackAppMention,
  slackSlashCommand,
  slackUrlVerification,
  twilioIncomingSms,
  sendgridEventBatch,
  discordInteractionPing,
  discordInteractionSlashCommand,
  linearIssueUpdate,
  typeformFormResponse,
  mailgunEventOpened,
  mailgunInboundMultipart,
  telegramUpdate,
  whatsappMessage,
  metaGetVerification,
  xenditInvoicePaid,
  midtransSettlementQris,
  paypalIpnForm,
  awsSnsNotification,
  awsSnsSubscriptionConfirmation,
  alertmanagerFiring,
  cloudeventsBatch,
  cloudeventsBinary,
  cloudeventsStructured,
  cloudeventsWebhookHandshakeOptions,
  salesforceOutboundMessageSoap,
  wechatMessageXml,
  zapierGenericFormNested,
  ...ultimateMultisite,
];

const byId = new Map(samples.map((sample) => [sample.id, sample]));

/** The sample of this id, null when there is none. */
export const sampleOf = (id: string): Sample | null => byId.get(id) ?? null;
