import type { Sample } from './sample.ts';

export const wechatMessageXml: Sample = {
  id: 'wechat-message-xml',
  provider: 'wechat',
  label: 'WeChat',
  event: 'message.text',
  note: 'The signature in the query is a sample: no check here knows this scheme.',
  signers: [],
  method: 'POST',
  path: '?signature=24d29d2a83a4c62528c294edf39b0c4e5c6d492d&timestamp=1767225600&nonce=1372623149&openid=oLVPpjqs9BhvzwPj5A-vTYAX3GLc',
  headers: [
    ['User-Agent', 'Mozilla/4.0'],
    ['Accept', '*/*'],
    ['Content-Type', 'text/xml'],
  ],
  body: `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>
<FromUserName><![CDATA[oLVPpjqs9BhvzwPj5A-vTYAX3GLc]]></FromUserName>
<CreateTime>1767225600</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[你好 <b>&amp;</b>]]></Content>
<MsgId>23456789012345678</MsgId>
</xml>`,
  ids: ['23456789012345678', '1372623149'],
};
