import type { Sample } from './sample.ts';

export const awsSnsSubscriptionConfirmation: Sample = {
  id: 'aws-sns-subscription-confirmation',
  provider: 'aws-sns',
  label: 'Amazon SNS',
  event: 'SubscriptionConfirmation',
  note: 'The subscribe URL leads nowhere.',
  signers: ['aws-sns'],
  method: 'POST',
  path: '',
  headers: [
    ['x-amz-sns-message-type', 'SubscriptionConfirmation'],
    ['x-amz-sns-message-id', '165545c9-2a5c-472c-8df2-7ff2be2b3b1b'],
    ['x-amz-sns-topic-arn', 'arn:aws:sns:ap-southeast-1:123456789012:MyTopic'],
    ['Content-Type', 'text/plain; charset=UTF-8'],
    ['User-Agent', 'Amazon Simple Notification Service Agent'],
  ],
  body: '{\n  "Type": "SubscriptionConfirmation",\n  "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",\n  "Token": "2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3beb71854e285d6ad02428b09ceece29417f1f02d609c582afbacc99c583a916b9981dd2728f4ae6fdb82efd087cc3b7849e05798d2d2785c03b0879594eeac82c01f235d0e717736",\n  "TopicArn": "arn:aws:sns:ap-southeast-1:123456789012:MyTopic",\n  "Message": "You have chosen to subscribe to the topic arn:aws:sns:ap-southeast-1:123456789012:MyTopic.\\nTo confirm the subscription, visit the SubscribeURL included in this message.",\n  "SubscribeURL": "https://sns.ap-southeast-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:ap-southeast-1:123456789012:MyTopic&Token=2336412f",\n  "Timestamp": "2026-01-01T00:00:00.000Z",\n  "SignatureVersion": "1",\n  "Signature": "alz0pP+QnfVlmew5Pd6Zsw1EMNIiNgI4w20PkGRCgSkupizUVoVaW5UHP3vfphYJmwHdzxFqcmWEmLd4/C9Ca+jKLtzgvn3eIg26aLEAe3IE/yIFn+UniyzTorI1tDqYtrYPwaoYFaRfaNyNQvmN9XhYT2ziXyarzADCEaSRuAF9LUtJatx/GgDJ8i6hdEdoDLotnJpRw8IhrA4n/jN2YbvYXbhhTOU3L60WepEHC2Dxh522wYee2Oci16Hlri3lmS1y0wd5MYjGh9L0fFZPNneN1D6n5sOiIsuVnzMZsZHhn3QJBOkD1CGFVu3VcmXfR6IHrw9tCeeko0JDH66xgA==",\n  "SigningCertURL": "https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-3eda30368441d39f9e9f439373f1c495.pem"\n}',
  signedText: 'You have chosen to subscribe',
  ids: ['165545c9-2a5c-472c-8df2-7ff2be2b3b1b'],
};
