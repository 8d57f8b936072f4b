import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to the database that a test can cut, as a network or a stopped server would, and mend again. */
export class BreakableLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a port of its own and leads to the host and port of `url`. */
  static async to(url: string): Promise<{ link: BreakableLink; url: string }> {
    const target = new URL(url);
    const [host, port] = [target.hostname, Number(target.port)];
    const server = createServer();
    const link = new BreakableLink(server);
    server.on('connection', (near) => link.#join(near, port, host));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The link has no port.');
    target.hostname = '127.0.0.1';
    target.port = String(address.port);
    return { link, url: target.href };
  }

  /** Connections now open through the link. */
  get open(): number {
    return this.#sockets.size / 2;
  }

  /** Everything under way breaks, and whoever comes is sent away. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket, port: number, host: string): void {
    if (this.#isCut) {
      near.destroy();
      return;
    }
    const far = connect(port, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
