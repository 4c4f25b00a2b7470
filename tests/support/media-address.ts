import { type LaunchedServer, type UdpAddress, uniqueNames, wireLogin } from '@freshet/testkit';
import * as z from 'zod';

const Candidate = z.object({ address: z.string(), port: z.number(), protocol: z.string() });
const Viewer = z.object({ transport: z.object({ iceCandidates: z.array(Candidate) }) });

/** Where a server with one media worker takes media by UDP on loopback, as it tells its clients. */
export async function mediaAddress(server: LaunchedServer): Promise<UdpAddress> {
  const { client, answer } = await wireLogin(server, uniqueNames());
  client.close();
  const { iceCandidates } = Viewer.parse(answer.viewer.data).transport;
  const found = iceCandidates.find(({ address, protocol }) => address === '127.0.0.1' && protocol === 'udp');
  if (!found) throw new Error('the server takes no media by UDP on loopback');
  return { address: found.address, port: found.port };
}
