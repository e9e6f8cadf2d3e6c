import type { Sample } from './sample.ts';

export const salesforceOutboundMessageSoap: Sample = {
  id: 'salesforce-outbound-message-soap',
  provider: 'salesforce',
  label: 'Salesforce',
  event: 'OutboundMessage (SOAP)',
  note: 'Expects <Ack>true</Ack> in a SOAP answer.',
  signers: [],
  method: 'POST',
  path: '',
  headers: [
    ['User-Agent', 'SFDC-Callout/65.0'],
    ['SOAPAction', '""'],
    ['Content-Type', 'text/xml; charset=utf-8'],
  ],
  body: `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>00D000000000001EAA</OrganizationId>
   <ActionId>04k000000000001AAA</ActionId>
   <SessionId xsi:nil="true"/>
   <EnterpriseUrl>https://contoh.my.salesforce.com/services/Soap/c/65.0/00D000000000001</EnterpriseUrl>
   <PartnerUrl>https://contoh.my.salesforce.com/services/Soap/u/65.0/00D000000000001</PartnerUrl>
   <Notification>
    <Id>04l000000000001AAA</Id>
    <sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
     <sf:Id>00Q000000000001EAA</sf:Id>
     <sf:LastName>Núñez &amp; Co</sf:LastName>
    </sObject>
   </Notification>
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`,
  ids: ['04l|000000000001AAA'],
};
