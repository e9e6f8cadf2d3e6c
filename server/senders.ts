/**
 * What is known of senders: how to tell them, and where they say what happened. Data only; recognise.ts reads it.
 * Header names and body fields are those of the vendors' documentation, as listed in the design's providers.md.
 */

/**
 * Where a value is: `h:` a header, `j:` a path in a JSON body (or in the JSON of a form field called payload), `f:` a
 * form field, `q:` a query parameter, `x:` the text of an XML element, `=` a fixed word.
 */
export type Source = `${'h' | 'j' | 'f' | 'q' | 'x'}:${string}` | `=${string}`;

/** An amount and its currency; `minor`: in the smallest unit of the currency. */
export interface Money {
  amount: Source;
  currency: Source;
  minor: boolean;
}

/** A sender. The first one whose `when` is all there is the one. */
export interface Sender {
  provider: string;
  when: readonly Source[];
  /** For senders without a header of their own: bytes that their bodies hold, so that others need not be parsed. */
  hint?: string;
  /** What is there is joined by dots. */
  title: readonly Source[];
  /** The first that is there. */
  id: readonly Source[];
  /** What is there is joined by middle dots. */
  summary: readonly (Source | Money)[];
}

const stripeAmount = (field: string): Money => ({
  amount: `j:data.object.${field}`,
  currency: 'j:data.object.currency',
  minor: true,
});

export const senders: readonly Sender[] = [
  {
    provider: 'stripe',
    when: ['h:stripe-signature'],
    title: ['j:type'],
    id: ['j:id'],
    summary: [
      stripeAmount('amount_due'),
      stripeAmount('amount_total'),
      stripeAmount('amount'),
      'j:data.object.customer',
    ],
  },
  {
    provider: 'github',
    when: ['h:x-github-event'],
    title: ['h:x-github-event', 'j:action'],
    id: ['h:x-github-delivery'],
    summary: ['j:repository.full_name', 'j:ref', 'j:pull_request.title', 'j:issue.title', 'j:sender.login'],
  },
  {
    provider: 'gitlab',
    when: ['h:x-gitlab-event'],
    title: ['h:x-gitlab-event'],
    id: ['h:webhook-id', 'h:idempotency-key', 'h:x-gitlab-event-uuid'],
    summary: ['j:project.path_with_namespace', 'j:ref', 'j:user_name'],
  },
  {
    provider: 'bitbucket',
    when: ['h:x-event-key', 'h:x-hook-uuid'],
    title: ['h:x-event-key'],
    id: ['h:x-request-uuid'],
    summary: ['j:repository.full_name', 'j:actor.display_name'],
  },
  {
    provider: 'shopify',
    when: ['h:x-shopify-topic'],
    title: ['h:x-shopify-topic'],
    id: ['h:x-shopify-event-id', 'h:x-shopify-webhook-id'],
    summary: [
      'j:name',
      { amount: 'j:total_price', currency: 'j:currency', minor: false },
      'h:x-shopify-shop-domain',
    ],
  },
  {
    provider: 'woocommerce',
    when: ['h:x-wc-webhook-topic'],
    title: ['h:x-wc-webhook-topic'],
    id: ['h:x-wc-webhook-delivery-id'],
    summary: ['j:id', { amount: 'j:total', currency: 'j:currency', minor: false }, 'j:status'],
  },
  {
    provider: 'slack',
    when: ['h:x-slack-signature', 'j:event.type'],
    title: ['j:event.type'],
    id: ['j:event_id'],
    summary: ['j:event.user', 'j:event.channel', 'j:event.text'],
  },
  {
    provider: 'slack',
    when: ['h:x-slack-signature', 'f:command'],
    title: ['f:command'],
    id: ['f:trigger_id'],
    summary: ['f:text', 'f:user_name', 'f:channel_name'],
  },
  {
    provider: 'slack',
    when: ['h:x-slack-signature'],
    title: ['j:type'],
    id: ['j:trigger_id'],
    summary: ['j:user.username', 'j:team.domain'],
  },
  {
    provider: 'twilio',
    when: ['h:x-twilio-signature'],
    title: ['=message', 'f:SmsStatus'],
    id: ['h:i-twilio-idempotency-token', 'f:MessageSid', 'f:CallSid'],
    summary: ['f:From', 'f:Body', 'f:CallStatus'],
  },
  {
    provider: 'sendgrid',
    when: ['h:x-twilio-email-event-webhook-signature'],
    title: ['j:0.event'],
    id: ['j:0.sg_event_id'],
    summary: ['j:0.email'],
  },
  {
    provider: 'discord',
    when: ['h:x-signature-ed25519', 'j:application_id'],
    title: ['=interaction', 'j:data.name'],
    id: ['j:id'],
    summary: ['j:member.user.username', 'j:user.username'],
  },
  {
    provider: 'typeform',
    when: ['h:typeform-signature'],
    title: ['j:event_type'],
    id: ['j:event_id'],
    summary: ['j:form_response.definition.title'],
  },
  {
    provider: 'linear',
    when: ['h:linear-event'],
    title: ['h:linear-event', 'j:action'],
    id: ['h:linear-delivery'],
    summary: ['j:data.title', 'j:actor.name'],
  },
  {
    provider: 'paddle',
    when: ['h:paddle-signature'],
    title: ['j:event_type'],
    id: ['j:event_id'],
    summary: ['j:data.id', 'j:data.status'],
  },
  {
    provider: 'square',
    when: ['h:x-square-hmacsha256-signature'],
    title: ['j:type'],
    id: ['j:event_id'],
    summary: ['j:data.type', 'j:data.id'],
  },
  {
    provider: 'lemonsqueezy',
    when: ['h:x-event-name', 'h:x-signature'],
    title: ['h:x-event-name'],
    id: ['j:meta.webhook_id'],
    summary: ['j:data.attributes.user_email', 'j:data.attributes.status'],
  },
  {
    provider: 'razorpay',
    when: ['h:x-razorpay-signature'],
    title: ['j:event'],
    id: ['h:x-razorpay-event-id'],
    summary: ['j:account_id'],
  },
  {
    provider: 'paystack',
    when: ['h:x-paystack-signature'],
    title: ['j:event'],
    id: ['j:data.id'],
    summary: [{ amount: 'j:data.amount', currency: 'j:data.currency', minor: true }, 'j:data.reference'],
  },
  {
    provider: 'paypal',
    when: ['h:paypal-transmission-id'],
    title: ['j:event_type'],
    id: ['j:id', 'h:paypal-transmission-id'],
    summary: ['j:summary'],
  },
  {
    provider: 'zendesk',
    when: ['h:x-zendesk-webhook-signature'],
    title: ['j:type'],
    id: ['j:id', 'h:x-zendesk-webhook-invocation-id'],
    summary: ['j:subject'],
  },
  {
    provider: 'calendly',
    when: ['h:calendly-webhook-signature'],
    title: ['j:event'],
    id: ['j:payload.uri'],
    summary: ['j:payload.name', 'j:payload.email'],
  },
  {
    provider: 'zoom',
    when: ['h:x-zm-signature'],
    title: ['j:event'],
    id: ['j:payload.object.uuid'],
    summary: ['j:payload.object.topic'],
  },
  {
    provider: 'sentry',
    when: ['h:sentry-hook-resource'],
    title: ['h:sentry-hook-resource', 'j:action'],
    id: ['h:request-id'],
    summary: ['j:data.issue.title', 'j:data.event.title'],
  },
  {
    provider: 'pagerduty',
    when: ['h:x-pagerduty-signature'],
    title: ['j:event.event_type'],
    id: ['j:event.id'],
    summary: ['j:event.data.title'],
  },
  {
    provider: 'circleci',
    when: ['h:circleci-signature'],
    title: ['j:type'],
    id: ['j:id'],
    summary: ['j:project.name'],
  },
  {
    provider: 'vercel',
    when: ['h:x-vercel-signature'],
    title: ['j:type'],
    id: ['j:id'],
    summary: ['j:payload.name'],
  },
  {
    provider: 'mux',
    when: ['h:mux-signature'],
    title: ['j:type'],
    id: ['j:id'],
    summary: ['j:object.type', 'j:object.id'],
  },
  {
    provider: 'workos',
    when: ['h:workos-signature'],
    title: ['j:event'],
    id: ['j:id'],
    summary: ['j:data.email'],
  },
  {
    provider: 'contentful',
    when: ['h:x-contentful-topic'],
    title: ['h:x-contentful-topic'],
    id: ['h:x-contentful-idempotency-key'],
    summary: ['j:sys.id'],
  },
  {
    provider: 'twitch',
    when: ['h:twitch-eventsub-message-id'],
    title: ['h:twitch-eventsub-subscription-type'],
    id: ['h:twitch-eventsub-message-id'],
    summary: ['j:event.broadcaster_user_name'],
  },
  {
    provider: 'notion',
    when: ['h:x-notion-signature'],
    title: ['j:type'],
    id: ['j:id'],
    summary: ['j:entity.type'],
  },
  {
    provider: 'telegram',
    when: ['j:update_id'],
    hint: '"update_id"',
    title: ['=update'],
    id: ['j:update_id'],
    summary: ['j:message.from.first_name', 'j:message.text', 'j:callback_query.data'],
  },
  {
    provider: 'aws-sns',
    when: ['h:x-amz-sns-message-type'],
    title: ['h:x-amz-sns-message-type'],
    id: ['h:x-amz-sns-message-id'],
    summary: ['j:Subject', 'j:TopicArn'],
  },
  {
    provider: 'meta',
    when: ['h:x-hub-signature-256', 'j:entry.0.changes.0.field'],
    title: ['j:object', 'j:entry.0.changes.0.field'],
    id: ['j:entry.0.changes.0.value.messages.0.id', 'j:entry.0.changes.0.value.statuses.0.id'],
    summary: [
      'j:entry.0.changes.0.value.contacts.0.profile.name',
      'j:entry.0.changes.0.value.messages.0.text.body',
    ],
  },
  {
    provider: 'meta',
    when: ['q:hub.mode', 'q:hub.challenge'],
    title: ['=hub', 'q:hub.mode'],
    id: [],
    summary: ['q:hub.challenge'],
  },
  {
    provider: 'xendit',
    when: ['h:x-callback-token'],
    title: ['=invoice', 'j:status'],
    id: ['h:webhook-id'],
    summary: ['j:external_id', { amount: 'j:amount', currency: 'j:currency', minor: false }],
  },
  {
    provider: 'midtrans',
    when: ['j:transaction_status', 'j:signature_key'],
    hint: '"signature_key"',
    title: ['=transaction', 'j:transaction_status'],
    id: [],
    summary: [
      'j:order_id',
      { amount: 'j:gross_amount', currency: 'j:currency', minor: false },
      'j:payment_type',
    ],
  },
  {
    provider: 'mailgun',
    when: ['j:event-data.event'],
    hint: '"event-data"',
    title: ['j:event-data.event'],
    id: ['j:event-data.id'],
    summary: ['j:event-data.recipient'],
  },
  {
    provider: 'ultimate-multisite',
    when: ['j:wu_version'],
    hint: '"wu_version"',
    title: [],
    id: [],
    summary: ['j:payment_total', 'j:membership_status', 'j:customer_user_email'],
  },
  {
    provider: 'alertmanager',
    when: ['j:alerts.0.fingerprint', 'j:groupKey'],
    hint: '"groupKey"',
    title: ['j:alerts.0.labels.alertname', 'j:status'],
    id: [],
    summary: ['j:alerts.0.annotations.summary', 'j:receiver'],
  },
  {
    provider: 'cloudevents',
    when: ['h:ce-type'],
    title: ['h:ce-type'],
    id: ['h:ce-id'],
    summary: ['h:ce-source', 'h:ce-subject'],
  },
  {
    provider: 'cloudevents',
    when: ['j:specversion', 'j:type'],
    hint: '"specversion"',
    title: ['j:type'],
    id: ['j:id'],
    summary: ['j:source', 'j:subject'],
  },
  {
    provider: 'cloudevents',
    when: ['j:0.specversion', 'j:0.type'],
    hint: '"specversion"',
    title: ['j:0.type'],
    id: ['j:0.id'],
    summary: ['j:0.source', 'j:0.subject'],
  },
  {
    provider: 'cloudevents',
    when: ['h:webhook-request-origin'],
    title: ['=handshake'],
    id: [],
    summary: ['h:webhook-request-origin'],
  },
  {
    provider: 'paypal-ipn',
    when: ['f:verify_sign', 'f:payment_status'],
    hint: 'verify_sign=',
    title: ['f:txn_type', 'f:payment_status'],
    id: ['f:ipn_track_id', 'f:txn_id'],
    summary: [{ amount: 'f:mc_gross', currency: 'f:mc_currency', minor: false }, 'f:payer_email'],
  },
  {
    provider: 'salesforce',
    when: ['h:soapaction', 'x:OrganizationId'],
    title: ['=OutboundMessage'],
    id: ['x:Id'],
    summary: ['x:OrganizationId'],
  },
  {
    provider: 'wechat',
    when: ['q:signature', 'x:MsgType'],
    title: ['=message', 'x:MsgType', 'x:Event'],
    id: ['x:MsgId'],
    summary: ['x:FromUserName'],
  },
  {
    provider: 'standardwebhooks',
    when: ['h:svix-id'],
    title: ['j:type'],
    id: ['h:svix-id'],
    summary: ['j:data.id'],
  },
  {
    provider: 'standardwebhooks',
    when: ['h:webhook-id', 'h:webhook-signature'],
    title: ['j:type'],
    id: ['h:webhook-id'],
    summary: ['j:data.id'],
  },
];
