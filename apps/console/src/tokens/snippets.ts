/** For whom a snippet is. */
export type SnippetPlace = {
  readonly appID: number;
  readonly origin: string;
  /** Whether the project refuses tokens that do not say what their user may do. */
  readonly needsPrivileges: boolean;
};

/** Which snippets there are, in the order they are shown. */
export const snippetNames = ['node', 'sdk', 'python', 'php', 'curl', 'bearer'] as const;
export type SnippetName = (typeof snippetNames)[number];

/** Code that backends run: it mints a Token04, or calls the server API. Each stands alone, for those without our SDK. */
export const snippets: Readonly<Record<SnippetName, (place: SnippetPlace) => string>> = {
  node: ({ appID, needsPrivileges }) => `import { createCipheriv, randomBytes, randomInt } from 'node:crypto';

const secret = process.env.FRESHET_SERVER_SECRET; // 32 characters

// Call it once your own login has told who the user is.
export function mintToken(userID, ${needsPrivileges ? 'roomID, ' : ''}seconds = 3600) {
  const now = Math.floor(Date.now() / 1000);${
    needsPrivileges
      ? `
  // 1 is to log in, 2 is to publish: 0 for a user who may not.
  const payload = JSON.stringify({ room_id: roomID, privilege: { 1: 1, 2: 1 }, stream_id_list: null });`
      : ''
  }
  const plain = JSON.stringify({
    app_id: ${appID}, user_id: userID, nonce: randomInt(2 ** 31),
    ctime: now, expire: now + seconds, ${needsPrivileges ? 'payload' : "payload: ''"},
  });
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);

  const head = Buffer.alloc(10);
  head.writeBigInt64BE(BigInt(now + seconds), 0);
  head.writeUInt16BE(iv.length, 8);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealed.length);
  return '04' + Buffer.concat([head, iv, length, sealed, Buffer.from([1])]).toString('base64');
}`,
  sdk: ({ appID, origin, needsPrivileges }) => `import { createApi, mint } from '@freshet/server-sdk';

const secret = process.env.FRESHET_SERVER_SECRET; // 32 characters

// Call it once your own login has told who the user is.
${
  needsPrivileges
    ? `export const mintToken = (userID, roomID) =>
  mint({ appID: ${appID}, userID, secret, lifetime: 3600, roomID, privileges: { login: true, publish: true } });`
    : `export const mintToken = (userID) => mint({ appID: ${appID}, userID, secret, lifetime: 3600 });`
}

// The server API, with an API key of the Secrets tab.
const api = createApi({ origin: '${origin}', key: process.env.FRESHET_API_KEY });
const { userCountList } = await api.describeUserNum({ roomIDs: ['room1'] });`,
  python: ({ appID, needsPrivileges }) => `import base64, json, os, secrets, struct, time
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

secret = os.environ["FRESHET_SERVER_SECRET"].encode()  # 32 characters

# Call it once your own login has told who the user is.
def mint_token(user_id: str, ${needsPrivileges ? 'room_id: str, ' : ''}seconds: int = 3600) -> str:
    now = int(time.time())${
      needsPrivileges
        ? `
    # 1 is to log in, 2 is to publish: 0 for a user who may not.
    payload = json.dumps({"room_id": room_id, "privilege": {"1": 1, "2": 1}, "stream_id_list": None})`
        : ''
    }
    plain = json.dumps({
        "app_id": ${appID}, "user_id": user_id, "nonce": secrets.randbelow(2**31),
        "ctime": now, "expire": now + seconds, "payload": ${needsPrivileges ? 'payload' : '""'},
    }).encode()
    iv = os.urandom(12)
    sealed = AESGCM(secret).encrypt(iv, plain, None)
    packed = struct.pack(">qH", now + seconds, len(iv)) + iv
    packed += struct.pack(">H", len(sealed)) + sealed + b"\\x01"
    return "04" + base64.b64encode(packed).decode()`,
  php: ({ appID, needsPrivileges }) => `<?php
$secret = getenv('FRESHET_SERVER_SECRET'); // 32 characters

// Call it once your own login has told who the user is.
function mintToken(string $secret, string $userID, ${needsPrivileges ? 'string $roomID, ' : ''}int $seconds = 3600): string {
    $now = time();${
      needsPrivileges
        ? `
    // 1 is to log in, 2 is to publish: 0 for a user who may not.
    $payload = json_encode(['room_id' => $roomID, 'privilege' => ['1' => 1, '2' => 1], 'stream_id_list' => null]);`
        : ''
    }
    $plain = json_encode([
        'app_id' => ${appID}, 'user_id' => $userID, 'nonce' => random_int(0, 2147483647),
        'ctime' => $now, 'expire' => $now + $seconds, 'payload' => ${needsPrivileges ? '$payload' : "''"},
    ]);
    $iv = random_bytes(12);
    $sealed = openssl_encrypt($plain, 'aes-256-gcm', $secret, OPENSSL_RAW_DATA, $iv, $tag) . $tag;
    $packed = pack('Jn', $now + $seconds, strlen($iv)) . $iv . pack('n', strlen($sealed)) . $sealed . "\\x01";
    return '04' . base64_encode($packed);
}`,
  curl: ({ appID, origin }) => `# How many users are in room1? Signed as the original's server API is.
APP_ID=${appID}
NONCE=$(openssl rand -hex 8)
NOW=$(date +%s)
SIGNATURE=$(printf '%s' "$APP_ID$NONCE$FRESHET_SERVER_SECRET$NOW" | md5sum | cut -d' ' -f1)

curl --get '${origin}/v2/' \\
  --data-urlencode 'Action=DescribeUserNum' \\
  --data-urlencode "AppId=$APP_ID" \\
  --data-urlencode "SignatureNonce=$NONCE" \\
  --data-urlencode "Timestamp=$NOW" \\
  --data-urlencode "Signature=$SIGNATURE" \\
  --data-urlencode 'SignatureVersion=2.0' \\
  --data-urlencode 'RoomId[]=room1'`,
  bearer: ({ origin }) => `# How many users are in room1? With an API key of the Secrets tab.
curl '${origin}/api/v1/describeUserNum' \\
  --header "Authorization: Bearer $FRESHET_API_KEY" \\
  --json '{"roomIDs": ["room1"]}'`,
};
