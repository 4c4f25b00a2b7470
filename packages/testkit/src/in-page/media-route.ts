/** Where the media of one server address goes instead: `address:port` of the server, and of a relay before it. */
export type MediaRoute = { readonly from: string; readonly to: string };

/** Which of the server's ICE candidates the page's connections see. */
export type MediaRoutes = {
  readonly udp: readonly MediaRoute[];
  /** Whether candidates over TCP stay, and reach the server past the relays. */
  readonly tcp: 'kept' | 'dropped';
};

/**
 * Sends the UDP media of every connection this page makes from now on through relays, by rewriting the candidates in
 * the remote descriptions that the page's code sets. UDP candidates without a route are dropped, so that nothing finds
 * a way around.
 */
export function routeMedia(routes: MediaRoutes): void {
  const original: (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void> =
    RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
    return original.call(this, { type: description.type, sdp: rewriteCandidates(description.sdp ?? '', routes) });
  };
}

/** The description with its candidates rewritten; everything else is left as it is. */
export function rewriteCandidates(sdp: string, routes: MediaRoutes): string {
  return sdp
    .split('\r\n')
    .flatMap((line) => (line.startsWith('a=candidate:') ? rewriteCandidate(line, routes) : [line]))
    .join('\r\n');
}

// RFC 8839, section 5.1: foundation component transport priority address port ...
function rewriteCandidate(line: string, { udp, tcp }: MediaRoutes): string[] {
  const [foundation, component, transport, priority, address, port, ...rest] = line.split(' ');
  if (transport?.toLowerCase() === 'tcp') return tcp === 'kept' ? [line] : [];
  const to = udp.find(({ from }) => from === `${address}:${port}`)?.to;
  if (to === undefined) return [];
  const colon = to.lastIndexOf(':');
  const there = [to.slice(0, colon), to.slice(colon + 1)];
  return [[foundation, component, transport, priority, ...there, ...rest].join(' ')];
}
