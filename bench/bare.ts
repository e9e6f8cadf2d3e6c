import { createServer } from 'node:http';
import { once } from 'node:events';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"ok":true}');
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
console.log(`listening on :${typeof address === 'object' ? address?.port : ''}`);
process.on('SIGTERM', () => process.exit());
