import { connect } from 'node:net';

/** Says something over a bare connection and listens until the other side hangs up. */
export function talk(
  url: string,
  words: string,
  { trickle = '', everyMilliseconds = 0 } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(words));
    let heard = '';
    const timer = trickle === '' ? undefined : setInterval(() => socket.write(trickle), everyMilliseconds);
    // A server that keeps the connection open after its answer has said all it has to say.
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (/\r\n\r\n[^]*\}$/.test(heard)) socket.end();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(heard);
    });
  });
}
