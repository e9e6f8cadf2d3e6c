import type { Sample } from './sample.ts';

export const awsSnsNotification: Sample = {
  id: 'aws-sns-notification',
  provider: 'aws-sns',
  label: 'Amazon SNS',
  event: 'Notification',
  signers: ['aws-sns'],
  method: 'POST',
  path: '',
  headers: [
    ['x-amz-sns-message-type', 'Notification'],
    ['x-amz-sns-message-id', '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324'],
    ['x-amz-sns-topic-arn', 'arn:aws:sns:ap-southeast-1:123456789012:MyTopic'],
    ['Content-Type', 'text/plain; charset=UTF-8'],
    ['User-Agent', 'Amazon Simple Notification Service Agent'],
  ],
  body: `{
  "Type": "Notification",
  "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  "TopicArn": "arn:aws:sns:ap-southeast-1:123456789012:MyTopic",
  "Subject": "My First Message",
  "Message": "Hello world! ☕ 5",
  "Timestamp": "2026-01-01T00:00:00.000Z",
  "SignatureVersion": "2",
  "Signature": "fNlKzqnxrmL1e1Lc3O9JpByriJwFg56r5VxL70tYqxjQFtyMc9gYk3DtgfFOR4EWFw2oP4/Gi6iHei12uKfH4QTCW2P+rg9szQHOustvQZTA7o1nOnWe5CccvQkV3um42wTlX6+5pb+NyeNrv70X9znXAfksnYoxLuKtySmTmyPB6HkS0SK0r3jK1Bui2260622jUqhYLbPVcIR9KnDPWct81u0EIb2f602niR7wcMqS+wp9ibXYhHMxrXq14GHlmds9Cgne5/jQh0m/7MUWNT9w0GZ/pexSvZYOTe8rsFEjSBUbpc6wEYrJB/rCffvaAgEk5D16kejgU3l2QZ82kQ==",
  "SigningCertURL": "https://sns.ap-southeast-1.amazonaws.com/SimpleNotificationService-3eda30368441d39f9e9f439373f1c495.pem",
  "UnsubscribeURL": "https://sns.ap-southeast-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:x"
}`,
  signedText: 'Hello world!',
  ids: ['22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324'],
};
