/** Takes rules and gives them back, with Google's protocol: `node fake-emulator.ts PORT`. Refuses those with `!(` in them. */
import { createServer } from 'node:http';

let rules = '';
createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.method === 'PUT') {
    const [{ content }] = JSON.parse(body).rules.files;
    if (content.includes('!(')) response.writeHead(400).end('I cannot read this');
    else rules = content;
  }
  if (!response.writableEnded) response.end(rules);
}).listen(Number(process.argv[2]), '127.0.0.1');
