import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves an empty page on an origin of its own, as an application that uses the SDK does: the script comes from the
 * media server, across origins.
 */
export class PageHost {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<PageHost> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      response.writeHead(url.pathname === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
      response.end(url.pathname === '/' ? emptyPage(url.searchParams.get('script')) : '');
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, 'localhost', resolve);
    });
    return new PageHost(server);
  }

  /** On localhost, because only https and localhost are secure contexts, and only these have camera and microphone. */
  get origin(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The address of an empty page, with a script in it where one is given. */
  page(script?: string): string {
    return `${this.origin}/${script === undefined ? '' : `?script=${encodeURIComponent(script)}`}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function emptyPage(script: string | null): string {
  const tag =
    script === null ? '' : `<script src="${script.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></script>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Freshet test page</title><link rel="icon" href="data:,">${tag}<body></body></html>`;
}
