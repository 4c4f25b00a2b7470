import { millis, seconds } from '@freshet/kit';
import { expect, onTestFinished, test } from 'vitest';
import { Names } from './names.ts';
import { NameServer } from './testing/name-server.ts';

async function start(
  addresses: Readonly<Record<string, string>>,
  silent: readonly string[] = [],
  patience = seconds(30),
) {
  const server = await NameServer.start(addresses, silent);
  const names = new Names({ patience, servers: [server.address] });
  onTestFinished(() => {
    names.close();
    server.close();
  });
  return { server, names };
}

test('a name is looked up by DNS, and asked for once however many want it at once', async () => {
  const { server, names } = await start({ 'shop.example': '192.0.2.7' });
  const answers = await Promise.all(
    ['shop.example', 'SHOP.example.', 'shop.example'].map((name) => names.lookUp(name)),
  );
  expect(answers).toEqual(Array(3).fill([{ address: '192.0.2.7', family: 4 }]));
  // For its addresses of IPv4, and for those of IPv6.
  expect(server.asked).toEqual(['shop.example', 'shop.example']);
});

test('a name that there is none of is told as such', async () => {
  const { names } = await start({});
  await expect(names.lookUp('none.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
});

const many = Array.from({ length: 20 }, (_, index) => `slow-${index}.example`);

test('names without an answer hold up no other', async () => {
  const { server, names } = await start({ 'shop.example': '192.0.2.7' }, many);
  const slow = Promise.allSettled(many.map((name) => names.lookUp(name)));
  for (let count = 0; count < 20; count += 1) await names.lookUp('shop.example');
  expect(many.filter((name) => !server.asked.includes(name))).toEqual([]);
  names.close();
  expect(new Set((await slow).map(({ status }) => status))).toEqual(new Set(['rejected']));
});

test('a name without an answer is given up in time', async () => {
  const { names } = await start({}, ['slow.example'], millis(50));
  await expect(names.lookUp('slow.example')).rejects.toThrow();
});

test('what is looked up at the close is given up', async () => {
  const { names } = await start({}, ['slow.example']);
  const slow = names.lookUp('slow.example');
  names.close();
  await expect(slow).rejects.toThrow('did not answer in time');
});

test('names of the machine itself are asked of nobody', async () => {
  const { server, names } = await start({});
  expect(await names.lookUp('localhost')).toContainEqual({ address: '127.0.0.1', family: 4 });
  expect(await names.lookUp('shop.localhost')).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(server.asked).toEqual([]);
});
